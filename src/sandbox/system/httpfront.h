// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/1.1 in front of a function from request to answer, which is called on a pool of threads; where wished, WebSockets too. No pipelining,
// no chunked requests.
#pragma once

#include "sandbox/services/message.h"
#include "sandbox/system/livesocket.h"

#include <QTcpServer>
#include <QThreadPool>

#include <functional>
#include <optional>
#include <string>

class QTcpSocket;

namespace sandbox {

class HttpFront : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<ServiceReply(const ServiceRequest &)>;
    explicit HttpFront(Handler handler, QObject *parent = nullptr);
    ~HttpFront() override;
    /// Without it, a request for a WebSocket is one like any other.
    void setLive(LiveService service) { m_live = std::move(service); }

    /// Empty, or why it does not listen there.
    [[nodiscard]] QString listen(const std::string &address, quint16 port);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    void accept(QTcpSocket *socket);
    void readFrom(QTcpSocket *socket);
    void work(QTcpSocket *socket, const ServiceRequest &request);
    void openLive(QTcpSocket *socket, const ServiceRequest &request);

    Handler m_handler;
    std::optional<LiveService> m_live;
    QTcpServer m_server;
    QThreadPool m_pool;
};

/// One request at the beginning of what has come.
struct ReadRequest {
    enum class State { Partial, Bad, Whole } state = State::Partial;
    ServiceRequest request;
    qsizetype size = 0; // of it, in bytes
};
[[nodiscard]] ReadRequest readRequest(const QByteArray &bytes);

} // namespace sandbox
