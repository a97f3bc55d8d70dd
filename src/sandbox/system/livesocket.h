// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A WebSocket of text messages on a connection whose handshake is done: each message is answered by others, and now and then one comes unasked.
#pragma once

#include "sandbox/services/message.h"
#include "sandbox/websocket/websocketframes.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <string>
#include <vector>

class QTcpSocket;
class QThreadPool;

namespace sandbox {

/// What is behind such a WebSocket.
struct LiveService {
    /// Whether this request may open one; in the caller's thread.
    std::function<bool(const ServiceRequest &)> accepts;
    /// What is said back to a client that said this; on a thread of the pool. Nothing said: it has just come.
    std::function<std::vector<std::string>(const ServiceRequest &, const std::string &said)> answer;
    /// Is taken as said by the client each time the period is over.
    std::string again;
    std::chrono::seconds period{0};
};

/// Belongs to the socket, and ends with it. One message is answered after the other; meanwhile nothing more is read.
class LiveSocket : public QObject {
    Q_OBJECT
public:
    LiveSocket(QTcpSocket &socket, QThreadPool &pool, const LiveService &service, ServiceRequest opened);

private:
    void read();
    void take(const WebSocketMessage &message);
    void ask(const std::string &said);
    void send(WebSocketOpcode opcode, std::string_view payload);
    void close(int code);

    QTcpSocket &m_socket;
    QThreadPool &m_pool;
    const LiveService &m_service;
    ServiceRequest m_opened;
    WebSocketReader m_reader;
    QTimer m_again;
    bool m_due = false; // the period was over while something else was answered
    bool m_busy = false;
    bool m_closed = false;
};

} // namespace sandbox
