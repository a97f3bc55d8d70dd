// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/httpfront.h"

#include "sandbox/websocket/handshake.h"

#include <QHostAddress>
#include <QPointer>
#include <QTcpSocket>
#include <QtConcurrentRun>

#include <cstdio>

namespace sandbox {

namespace {

constexpr int poolThreads = 4;
constexpr qsizetype headLimit = 64 * 1024;
constexpr qsizetype bodyLimit = 10 * 1024 * 1024; // the contract's

QByteArray reason(int status) {
    switch (status) {
    case 200: return "OK";
    case 301: return "Moved Permanently";
    case 307: return "Temporary Redirect";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 422: return "Unprocessable Entity";
    case 503: return "Service Unavailable";
    default: return "Other";
    }
}

std::string headerOf(const ServiceRequest &request, const std::string &name) {
    const auto found = request.headers.find(name);
    return found == request.headers.end() ? std::string() : found->second;
}

bool wantsWebSocket(const ServiceRequest &request) {
    const auto has = [&request](const char *name, const char *word) {
        return QByteArray::fromStdString(headerOf(request, name)).toLower().contains(word);
    };
    return request.method == "GET" && has("upgrade", "websocket") && has("connection", "upgrade");
}

QByteArray switched(const ServiceRequest &request) {
    return "HTTP/1.1 101 Switching Protocols\r\nserver: aqi-standin\r\nx-data-kind: synthetic\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
           "sec-websocket-accept: " + QByteArray::fromStdString(webSocketAccept(headerOf(request, "sec-websocket-key"))) + "\r\n\r\n";
}

bool wantsEnd(const ServiceRequest &request) {
    return QByteArray::fromStdString(headerOf(request, "connection")).toLower() == "close";
}

QByteArray textOf(const ServiceReply &reply, bool last) {
    QByteArray text = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reason(reply.status) + "\r\nserver: aqi-standin\r\ncontent-type: "
        + QByteArray::fromStdString(reply.contentType) + "\r\ncontent-length: " + QByteArray::number(qsizetype(reply.body.size())) + "\r\n";
    for (const auto &[name, value] : reply.headers)
        text += QByteArray::fromStdString(name) + ": " + QByteArray::fromStdString(value) + "\r\n";
    if (last)
        text += "connection: close\r\n";
    return text + "\r\n" + QByteArray::fromStdString(reply.body);
}

/// As uvicorn does; what kubelets and Prometheus ask every few seconds is told only where it goes wrong.
void tellRequest(const std::string &client, const ServiceRequest &request, int status) {
    const bool watched = request.path.starts_with("/health") || request.path == "/metrics" || request.path == "/_stcore/health" || request.path == "/";
    if (!watched || status >= 400)
        std::printf("INFO:     %s - \"%s %s HTTP/1.1\" %d\n", client.c_str(), request.method.c_str(), request.path.c_str(), status);
}

bool readHead(const QByteArray &head, ServiceRequest &request) {
    const auto lines = head.split('\n');
    const auto words = lines[0].trimmed().split(' ');
    if (words.size() != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith('/'))
        return false;
    request.method = words[0].toStdString();
    const auto mark = words[1].indexOf('?');
    request.path = (mark < 0 ? words[1] : words[1].left(mark)).toStdString();
    request.query = mark < 0 ? std::string() : words[1].mid(mark + 1).toStdString();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].indexOf(':');
        if (colon <= 0)
            return false;
        request.headers[lines[i].left(colon).trimmed().toLower().toStdString()] = lines[i].mid(colon + 1).trimmed().toStdString();
    }
    return !request.headers.contains("transfer-encoding");
}

} // namespace

ReadRequest readRequest(const QByteArray &bytes) {
    ReadRequest read;
    const auto end = bytes.indexOf("\r\n\r\n");
    if (end < 0) {
        read.state = bytes.size() > headLimit ? ReadRequest::State::Bad : ReadRequest::State::Partial;
        return read;
    }
    read.state = ReadRequest::State::Bad;
    if (end > headLimit || !readHead(bytes.left(end), read.request))
        return read;
    const auto length = read.request.headers.find("content-length");
    bool good = true;
    const qsizetype size = length == read.request.headers.end() ? 0 : QByteArray::fromStdString(length->second).toLongLong(&good);
    if (!good || size < 0 || size > bodyLimit)
        return read;
    read.state = bytes.size() < end + 4 + size ? ReadRequest::State::Partial : ReadRequest::State::Whole;
    read.request.body = bytes.mid(end + 4, size).toStdString();
    read.size = end + 4 + size;
    return read;
}

HttpFront::HttpFront(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler)) {
    m_pool.setMaxThreadCount(poolThreads);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection())
            accept(socket);
    });
}

HttpFront::~HttpFront() {
    m_pool.waitForDone();
}

QString HttpFront::listen(const std::string &address, quint16 port) {
    m_server.setListenBacklogSize(511);
    return m_server.listen(QHostAddress(QString::fromStdString(address)), port) ? QString() : m_server.errorString();
}

void HttpFront::accept(QTcpSocket *socket) {
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readFrom(socket); });
}

void HttpFront::readFrom(QTcpSocket *socket) {
    if (socket->property("busy").toBool())
        return; // one at a time; it is looked at again after the answer
    const ReadRequest read = readRequest(socket->peek(headLimit + bodyLimit));
    if (read.state == ReadRequest::State::Bad) {
        socket->write(textOf({400, "application/json", R"({"detail":"Invalid HTTP request received."})", {}}, true));
        return socket->disconnectFromHost();
    }
    if (read.state == ReadRequest::State::Partial)
        return;
    socket->skip(read.size);
    if (m_live && wantsWebSocket(read.request))
        return openLive(socket, read.request);
    socket->setProperty("busy", true);
    work(socket, read.request);
}

void HttpFront::work(QTcpSocket *socket, const ServiceRequest &request) {
    const std::string client = socket->peerAddress().toString().toStdString() + ":" + std::to_string(socket->peerPort());
    ServiceRequest asked = request;
    asked.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const bool last = wantsEnd(asked);
    QtConcurrent::run(&m_pool, [this, client, asked = std::move(asked)] {
        ServiceReply reply = m_handler(asked);
        tellRequest(client, asked, reply.status);
        return reply;
    }).then(this, [this, last, guard = QPointer<QTcpSocket>(socket)](const ServiceReply &reply) {
        if (!guard)
            return;
        guard->write(textOf(reply, last));
        if (last)
            return guard->disconnectFromHost();
        guard->setProperty("busy", false);
        readFrom(guard);
    });
}

void HttpFront::openLive(QTcpSocket *socket, const ServiceRequest &request) {
    const bool spoken = headerOf(request, "sec-websocket-version") == "13" && isWebSocketKey(headerOf(request, "sec-websocket-key"));
    const int status = !spoken ? 400 : m_live->accepts(request) ? 101 : 403;
    std::printf("INFO:     %s:%d - \"WebSocket %s\" %s\n", qPrintable(socket->peerAddress().toString()), socket->peerPort(), request.path.c_str(),
        status == 101 ? "[accepted]" : std::to_string(status).c_str());
    if (status != 101) {
        socket->write(textOf({status, "text/plain", "", {}}, true));
        return socket->disconnectFromHost();
    }
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    socket->write(switched(request));
    new LiveSocket(*socket, m_pool, *m_live, request); // the socket's
}

} // namespace sandbox
