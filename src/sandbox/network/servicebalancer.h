// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A kube-proxy for TCP: listens on the services' cluster addresses and passes each connection on to the next ready endpoint.
#pragma once

#include "sandbox/store/objectstore.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace sandbox {

class ServiceBalancer : public QObject {
    Q_OBJECT
public:
    /// Services with addresses elsewhere than in 127.0.0.0/8 are left alone. apiPort: where connections to default/kubernetes go.
    explicit ServiceBalancer(const ObjectStore &store, QObject *parent = nullptr);
    void start(quint16 apiPort);

Q_SIGNALS:
    /// Another program has the port, or it is below 1024 and this one is an ordinary user's.
    void notListening(const QString &service, const QString &address, int port, const QString &why);

private:
    struct Port {
        std::string ns;
        std::string service;
        std::string name;
        auto operator<=>(const Port &) const = default;
    };
    using Place = std::pair<std::string, int>; // address and port

    void look(const Json &service);
    void closeAll(const std::string &ns, const std::string &service);
    void listen(const Place &place, const Port &port);
    void accept(QTcpServer &server, const Port &port);
    [[nodiscard]] std::optional<Place> next(const Port &port);

    const ObjectStore &m_store;
    quint16 m_apiPort = 0;
    std::map<Place, std::pair<Port, std::unique_ptr<QTcpServer>>> m_servers;
    std::map<Port, std::size_t> m_turns;
};

/// Passes bytes both ways until both sides have ended; reads no more than the other side takes. Owns both.
void joinSockets(QTcpSocket *near, QTcpSocket *far);

} // namespace sandbox
