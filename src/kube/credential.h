// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Who we are to one cluster: token, token file, basic, client certificate or exec plugin; kept until it expires or is refused.
#pragma once

#include "base/error.h"
#include "kube/execcredential.h"
#include "kube/kubeconfig.h"

#include <QDateTime>
#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

namespace kube {

struct Credential {
    int generation = 0; // grows with every renewal
    QByteArray authorization; // the header's value; empty: none
    QByteArray certificate;   // PEM
    QByteArray key;           // PEM
};

/// Lives in the client's thread. However many requests ask at once, a plugin runs once.
class CredentialSource : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<void(base::Result<Credential>)>;
    explicit CredentialSource(const ClusterAccess &access, QObject *parent = nullptr);

    /// The handler is called once, perhaps at once; not after owner is gone.
    void fetch(QObject *owner, Handler handler);
    /// The server refused the credential of this generation: what is kept is thrown away. False where asking again can change nothing.
    bool renew(int generation);

private:
    struct Waiting {
        QPointer<QObject> owner;
        Handler handler;
    };
    [[nodiscard]] base::Result<Credential> fromFiles();
    void onPlugin(const base::Result<ExecCredential> &result);

    ClusterAccess m_access;
    std::optional<Credential> m_kept;
    QDateTime m_expires;
    QDateTime m_tokenFileTime;
    int m_generation = 0;
    bool m_running = false;
    std::vector<Waiting> m_waiting;
};

} // namespace kube
