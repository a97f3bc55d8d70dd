// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The predictor's TimescaleDB as an operator reaches it: a port of a pod behind timescaledb-service, forwarded through the API server, with
// the user and password of the system's own Secret.
#pragma once

#include "database/access.h"
#include "database/reader.h"

#include <QJsonObject>
#include <QObject>
#include <QPromise>

#include <memory>
#include <optional>
#include <vector>

namespace kube {
class Client;
class PortForward;
}

namespace database {

/// Lives in the thread that makes it, where ask must be called; must be destroyed before the client. Looks for the pod and asks for the Secret
/// when it is first asked, and anew after a loss. What it was told lives in memory until then.
class ForwardedSession : public QObject, public Session {
    Q_OBJECT
public:
    ForwardedSession(kube::Client &client, QString ns, QObject *parent = nullptr);
    ~ForwardedSession() override;

    [[nodiscard]] QFuture<base::Result<Table>> ask(Question question) override;
    /// The pod is named once it is found.
    [[nodiscard]] QString source() const override;

private:
    struct Waiting {
        QPromise<base::Result<Table>> promise;
        Question question;
    };
    struct Facts { // asked for together, before a port can be forwarded
        std::optional<base::Result<QList<QJsonObject>>> slices;
        std::optional<base::Result<QJsonObject>> secret;
        std::optional<base::Result<QJsonObject>> config;
    };
    void look();
    void arrived();
    [[nodiscard]] base::Status open(const Facts &facts);
    void pass(Waiting waiting);
    [[nodiscard]] base::Result<Table> judged(base::Result<Table> answer);

    kube::Client &m_client;
    QString m_ns;
    QString m_source;
    std::vector<Waiting> m_waiting; // for the way to be there
    std::optional<Facts> m_facts; // while they are being asked for
    std::optional<base::Error> m_forwardError; // of the last connection: it says more than what libpq sees of it
    std::unique_ptr<kube::PortForward> m_forward;
    std::unique_ptr<Reader> m_reader; // goes before its way
};

} // namespace database
