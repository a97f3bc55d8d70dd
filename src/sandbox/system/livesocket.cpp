// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/livesocket.h"

#include <QTcpSocket>
#include <QThreadPool>
#include <QtConcurrentRun>

namespace sandbox {

namespace {

constexpr std::size_t messageLimit = 64 * 1024;
constexpr qint64 readAtOnce = 16 * 1024;
constexpr qint64 backlogLimit = 1024 * 1024; // of a client that does not read

} // namespace

LiveSocket::LiveSocket(QTcpSocket &socket, QThreadPool &pool, const LiveService &service, ServiceRequest opened)
    : QObject(&socket)
    , m_socket(socket)
    , m_pool(pool)
    , m_service(service)
    , m_opened(std::move(opened))
    , m_reader(messageLimit) {
    m_socket.setReadBufferSize(readAtOnce);
    connect(&m_socket, &QTcpSocket::readyRead, this, &LiveSocket::read);
    connect(&m_again, &QTimer::timeout, this, [this] {
        m_due = true;
        read();
    });
    if (m_service.period.count() > 0)
        m_again.start(m_service.period);
    ask({});
}

void LiveSocket::read() {
    while (!m_busy && !m_closed) {
        if (std::exchange(m_due, false))
            return ask(m_service.again);
        const auto message = m_reader.next();
        if (!message)
            return close(message.error());
        if (*message) {
            take(**message);
            continue;
        }
        const QByteArray more = m_socket.read(readAtOnce);
        if (more.isEmpty())
            return;
        m_reader.feed({more.constData(), static_cast<std::size_t>(more.size())});
    }
}

void LiveSocket::take(const WebSocketMessage &message) {
    switch (message.opcode) {
    case WebSocketOpcode::Text: return ask(message.payload);
    case WebSocketOpcode::Ping: return send(WebSocketOpcode::Pong, message.payload);
    case WebSocketOpcode::Close: return close(webSocketNormal);
    case WebSocketOpcode::Binary: return close(webSocketUnsupported);
    default: return; // a pong
    }
}

void LiveSocket::ask(const std::string &said) {
    m_busy = true;
    ServiceRequest request = m_opened;
    request.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    QtConcurrent::run(&m_pool, [&service = m_service, request = std::move(request), said] {
        return service.answer(request, said);
    }).then(this, [this](const std::vector<std::string> &messages) {
        m_busy = false;
        for (const auto &message : messages)
            send(WebSocketOpcode::Text, message);
        read();
    });
}

void LiveSocket::send(WebSocketOpcode opcode, std::string_view payload) {
    if (m_closed)
        return;
    const std::string frame = webSocketFrame(opcode, payload);
    m_socket.write(frame.data(), static_cast<qint64>(frame.size()));
    if (m_socket.bytesToWrite() <= backlogLimit)
        return;
    m_closed = true;
    m_socket.abort();
}

void LiveSocket::close(int code) {
    send(WebSocketOpcode::Close, webSocketClosePayload(code, {}));
    m_closed = true;
    m_again.stop();
    m_socket.disconnectFromHost();
}

} // namespace sandbox
