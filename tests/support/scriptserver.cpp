// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scriptserver.h"

#include <QSslServer>
#include <QSslSocket>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace support {

Answer::Answer(QTcpSocket &socket)
    : QObject(&socket)
    , m_socket(socket) {}

void Answer::whole(int status, const QByteArray &body, const QByteArray &type, const Headers &headers) {
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + " Status\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const auto &[name, value] : headers)
        head += name + ": " + value + "\r\n";
    m_socket.write(head + "\r\n" + body);
    deleteLater();
}

void Answer::begin(int status, const QByteArray &type) {
    m_socket.write("HTTP/1.1 " + QByteArray::number(status) + " Status\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
}

void Answer::chunk(const QByteArray &bytes) {
    m_socket.write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
}

void Answer::end() {
    m_socket.write("0\r\n\r\n");
    deleteLater();
}

void Answer::cut() {
    m_socket.write("ff\r\n{\"half\":");
    m_socket.flush();
    m_socket.disconnectFromHost();
}

void Answer::raw(const QByteArray &bytes) {
    m_socket.write(bytes);
}

ScriptServer::ScriptServer(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler)) {}

ScriptServer::~ScriptServer() {
    stop();
}

bool ScriptServer::start() {
    m_secure = !m_tls.isNull();
    if (m_secure) {
        auto secure = std::make_unique<QSslServer>();
        secure->setSslConfiguration(m_tls);
        m_server = std::move(secure);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    m_server->setMaxPendingConnections(200);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ScriptServer::onConnection);
    const bool listens = m_server->listen(QHostAddress::LocalHost, m_port);
    m_port = m_server->serverPort();
    return listens;
}

void ScriptServer::stop() {
    if (m_server)
        m_server->close();
    const auto sockets = std::exchange(m_sockets, {});
    for (QTcpSocket *socket : sockets) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
    m_buffers.clear();
    m_server.reset();
}

void ScriptServer::setSilent(bool silent) {
    m_silent = silent;
    if (silent)
        return;
    const auto sockets = m_sockets;
    for (QTcpSocket *socket : sockets)
        onReadyRead(socket);
}

QUrl ScriptServer::url() const {
    return QUrl(u"%1://127.0.0.1:%2"_s.arg(m_secure ? u"https"_s : u"http"_s).arg(m_port));
}

int ScriptServer::count(const QString &pathPart) const {
    return int(std::count_if(m_seen.begin(), m_seen.end(), [&](const Incoming &request) { return request.path.contains(pathPart); }));
}

void ScriptServer::onConnection() {
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        socket->setParent(this);
        m_sockets.append(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_sockets.removeOne(socket);
            m_buffers.remove(socket);
            socket->deleteLater();
        });
    }
}

void ScriptServer::onReadyRead(QTcpSocket *socket) {
    if (m_silent)
        return;
    QByteArray &buffer = m_buffers[socket];
    buffer += socket->readAll();
    for (;;) {
        const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        const QList<QByteArray> lines = buffer.left(headEnd).split('\n');
        const QList<QByteArray> first = lines.first().trimmed().split(' ');
        Incoming request;
        request.method = first.value(0);
        const QUrl url = QUrl::fromEncoded(first.value(1));
        request.path = url.path();
        request.query = QUrlQuery(url);
        for (const QByteArray &line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        }
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (buffer.size() < headEnd + 4 + length)
            return;
        request.body = buffer.mid(headEnd + 4, length);
        buffer.remove(0, headEnd + 4 + length);
        m_seen.append(request);
        m_handler(request, *new Answer(*socket)); // child of the socket
        if (!m_sockets.contains(socket))
            return;
    }
}

} // namespace support
