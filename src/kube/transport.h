// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Connections with one API server: TLS and proxy settings, how many requests at once, when it was last heard.
#pragma once

#include "kube/call.h"
#include "kube/credential.h"

#include <QDateTime>
#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QObject>
#include <QSslConfiguration>

namespace kube {

/// Lives in the client's thread.
class Transport : public QObject {
    Q_OBJECT
public:
    explicit Transport(ClusterAccess access, QObject *parent = nullptr);
    ~Transport() override;

    /// owner: destroying it aborts.
    void send(const Request &request, QObject *owner, Call::Handler handler);
    /// The caller keeps the pointer weakly; destroying the call closes the stream.
    Call *stream(const Request &request, QObject *owner, Call::BytesHandler onBytes, Call::Handler onEnd);
    /// As send, over a new connection and past the queue.
    void probe(const Request &request, QObject *owner, Call::Handler handler);

    [[nodiscard]] const ClusterAccess &access() const { return m_access; }
    [[nodiscard]] CredentialSource &credentials() { return m_credentials; }
    [[nodiscard]] QNetworkAccessManager &manager() { return m_manager; }
    [[nodiscard]] base::Result<QNetworkRequest> prepare(const Request &request, const Credential &credential);
    void setUp(QNetworkAccessManager &manager) const;
    /// New requests make new connections.
    void dropConnections() { m_manager.clearConnectionCache(); }

    void onContact();
    [[nodiscard]] QDateTime lastContact() const { return m_lastContact; }
    void release(Call *call);

private:
    void next();
    base::Status useCertificate(const Credential &credential);

    ClusterAccess m_access;
    CredentialSource m_credentials;
    QNetworkAccessManager m_manager;
    QSslConfiguration m_tls;
    base::Status m_tlsStatus;
    int m_certificateGeneration = 0;
    QList<Call *> m_queue;
    QList<Call *> m_running;
    QDateTime m_lastContact;
};

} // namespace kube
