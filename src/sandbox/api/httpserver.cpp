// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/httpserver.h"

#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <utility>

namespace sandbox {

namespace {
constexpr qint64 upgradedReadBuffer = 256 * 1024; // a peer that sends faster than its bytes are taken must wait
} // namespace

/// One connection: its bytes, and the one request that is being answered; further ones wait in the buffer.
class HttpConnection : public QObject {
    Q_OBJECT
public:
    HttpConnection(QSslSocket *socket, const HttpHandler &handler)
        : QObject(socket)
        , m_socket(socket)
        , m_handler(handler) {
        connect(socket, &QSslSocket::readyRead, this, &HttpConnection::onReadyRead);
        connect(socket, &QSslSocket::disconnected, this, &HttpConnection::onDisconnected);
        if (socket->bytesAvailable() > 0)
            onReadyRead();
    }

private:
    void onReadyRead() {
        if (m_exchange && m_exchange->m_state == HttpExchange::State::Upgraded)
            return passOn();
        const QByteArray bytes = m_socket->readAll();
        m_buffer.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        next();
    }
    void passOn() {
        if (!m_exchange || m_exchange->m_state != HttpExchange::State::Upgraded || m_exchange->m_paused)
            return;
        std::string bytes = std::exchange(m_buffer, {});
        const QByteArray more = m_socket->readAll();
        bytes.append(more.constData(), static_cast<std::size_t>(more.size()));
        if (!bytes.empty())
            Q_EMIT m_exchange->received(bytes);
    }
    void next() {
        if (m_exchange || m_refused)
            return;
        auto taken = takeRequest(m_buffer);
        if (!taken) {
            refuse(taken.error());
        } else if (*taken) {
            m_continued = false;
            start(std::move(**taken));
        } else if (!m_continued && expectsContinue(m_buffer)) {
            m_continued = true;
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        }
    }
    void start(HttpRequest request) {
        const bool keepAlive = request.keepAlive;
        m_exchange = new HttpExchange(std::move(request), m_socket, this);
        connect(m_exchange, &HttpExchange::readingWanted, this, &HttpConnection::passOn, Qt::QueuedConnection);
        connect(m_exchange, &HttpExchange::closed, this, [this, keepAlive] {
            const bool upgraded = m_socket->readBufferSize() > 0; // upgrade() set it: no HTTP follows
            m_exchange->deleteLater();
            m_exchange.clear();
            if (keepAlive && !upgraded)
                QMetaObject::invokeMethod(this, &HttpConnection::next, Qt::QueuedConnection);
            else
                m_socket->disconnectFromHost();
        });
        m_handler(*m_exchange);
    }
    void refuse(int status) {
        m_refused = true;
        const QByteArray head = QByteArray::fromStdString(responseHead(status, {{"Content-Length", "0"}, {"Connection", "close"}}));
        m_socket->write(head);
        m_socket->disconnectFromHost();
    }
    void onDisconnected() {
        m_refused = true;
        passOn(); // what came last
        if (m_exchange)
            m_exchange->finish();
        m_socket->deleteLater();
    }

    QSslSocket *m_socket;
    HttpHandler m_handler;
    std::string m_buffer;
    QPointer<HttpExchange> m_exchange;
    bool m_continued = false;
    bool m_refused = false;
};

HttpExchange::HttpExchange(HttpRequest request, QSslSocket *socket, QObject *parent)
    : QObject(parent)
    , m_request(std::move(request))
    , m_socket(socket) {}

void HttpExchange::respond(const HttpResponse &response) {
    if (m_state != State::Waiting)
        return;
    HttpHeaders headers = response.headers;
    headers.emplace_back("Content-Length", std::to_string(response.body.size()));
    const std::string head = responseHead(response.status, headers);
    m_socket->write(head.data(), static_cast<qint64>(head.size()));
    if (m_request.method != "HEAD")
        m_socket->write(response.body.data(), static_cast<qint64>(response.body.size()));
    finish();
}

void HttpExchange::begin(int status, HttpHeaders headers) {
    if (m_state != State::Waiting)
        return;
    m_state = State::Streaming;
    headers.emplace_back("Transfer-Encoding", "chunked");
    const std::string head = responseHead(status, headers);
    m_socket->write(head.data(), static_cast<qint64>(head.size()));
}

void HttpExchange::upgrade(HttpHeaders headers) {
    if (m_state != State::Waiting)
        return;
    m_state = State::Upgraded;
    headers.emplace_back("Connection", "Upgrade");
    const std::string head = responseHead(101, headers);
    m_socket->write(head.data(), static_cast<qint64>(head.size()));
    m_socket->setReadBufferSize(upgradedReadBuffer);
    connect(m_socket, &QSslSocket::encryptedBytesWritten, this, &HttpExchange::taken);
    Q_EMIT readingWanted(); // what came right behind the request
}

void HttpExchange::pause() {
    m_paused = true;
}

void HttpExchange::resume() {
    if (std::exchange(m_paused, false))
        Q_EMIT readingWanted();
}

void HttpExchange::write(std::string_view chunk) {
    if (m_state == State::Upgraded)
        m_socket->write(chunk.data(), static_cast<qint64>(chunk.size()));
    if (m_state != State::Streaming || chunk.empty())
        return;
    const QByteArray size = QByteArray::number(static_cast<qulonglong>(chunk.size()), 16) + "\r\n";
    m_socket->write(size);
    m_socket->write(chunk.data(), static_cast<qint64>(chunk.size()));
    m_socket->write("\r\n");
}

void HttpExchange::end() {
    if (m_state == State::Streaming)
        m_socket->write("0\r\n\r\n");
    if (m_state == State::Streaming || m_state == State::Upgraded)
        finish();
}

void HttpExchange::abort() {
    if (m_state != State::Done)
        m_socket->abort();
}

qint64 HttpExchange::backlog() const {
    return m_state == State::Done ? 0 : m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite();
}

void HttpExchange::finish() {
    if (m_state == State::Done)
        return;
    m_state = State::Done;
    Q_EMIT closed();
}

HttpServer::HttpServer(const QSslConfiguration &tls, HttpHandler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler)) {
    m_server.setSslConfiguration(tls);
    m_server.setMaxPendingConnections(1000);
    m_server.setListenBacklogSize(512);
    connect(&m_server, &QSslServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            new HttpConnection(qobject_cast<QSslSocket *>(socket), m_handler);
            connect(this, &HttpServer::connectionsDropped, socket, [socket] { socket->abort(); }, Qt::QueuedConnection); // not in its own signal
        }
    });
}

bool HttpServer::listen(quint16 port) {
    return m_server.listen(QHostAddress::LocalHost, port);
}

void HttpServer::setTls(const QSslConfiguration &tls) {
    m_server.setSslConfiguration(tls);
    Q_EMIT connectionsDropped();
}

void HttpServer::restart(std::chrono::milliseconds pause) {
    const quint16 port = m_server.serverPort();
    m_server.close();
    Q_EMIT connectionsDropped();
    QTimer::singleShot(pause, this, [this, port] { listenAgain(port); });
}

void HttpServer::listenAgain(quint16 port) {
    if (!listen(port)) // taken by a connection that is not over yet
        QTimer::singleShot(std::chrono::milliseconds(100), this, [this, port] { listenAgain(port); });
}

} // namespace sandbox

#include "httpserver.moc"
