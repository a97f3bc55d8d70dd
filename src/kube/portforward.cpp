// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/portforward.h"

#include "kube/clientcore.h"
#include "kube/inthread.h"
#include "kube/portlistener.h"
#include "kube/requests.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kube {

using base::Error;
using base::ErrorKind;

namespace {

constexpr qint64 mostUnsentBytes = 1 << 20;
constexpr qint64 localReadBuffer = 256 * 1024;
constexpr qsizetype longestPiece = 32 * 1024;
constexpr qsizetype forwardErrorLimit = 4096;

} // namespace

PortListener::PortListener(ClientCore &core, const ObjectRef &pod, int port)
    : m_core(core)
    , m_request(portForwardRequest(pod, port, core.transport().access().ns)) {
    connect(&m_server, &QTcpServer::newConnection, this, &PortListener::onConnection);
}

base::Result<quint16> PortListener::listen(quint16 localPort) {
    if (m_server.listen(QHostAddress::LocalHost, localPort))
        return m_server.serverPort();
    return base::fail(ErrorKind::Io, u"port %1 of this machine cannot be used: %2"_s.arg(localPort).arg(m_server.errorString()), m_request.path);
}

void PortListener::onConnection() {
    while (QTcpSocket *local = m_server.nextPendingConnection()) {
        auto *connection = new ForwardedConnection(m_core.transport(), m_request, local, this);
        connect(connection, &ForwardedConnection::connected, this, &PortListener::connected);
        connect(connection, &ForwardedConnection::failed, this, &PortListener::connectionFailed);
    }
}

ForwardedConnection::ForwardedConnection(Transport &transport, const Request &request, QTcpSocket *local, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_local(local)
    , m_socket(transport, this) {
    local->setParent(this);
    local->setReadBufferSize(localReadBuffer);
    local->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(local, &QTcpSocket::readyRead, this, &ForwardedConnection::passOn);
    connect(local, &QTcpSocket::bytesWritten, this, &ForwardedConnection::balance);
    connect(local, &QTcpSocket::disconnected, this, [this] {
        m_localClosed = true;
        passOn(); // the last bytes
        if (m_open)
            m_socket.close();
    });
    connect(&m_socket, &WebSocket::opened, this, [this] {
        m_open = true;
        Q_EMIT connected();
        passOn();
        if (m_localClosed)
            m_socket.close();
    });
    connect(&m_socket, &WebSocket::received, this, &ForwardedConnection::onMessage);
    connect(&m_socket, &WebSocket::taken, this, &ForwardedConnection::passOn);
    connect(&m_socket, &WebSocket::ended, this, &ForwardedConnection::onEnded);
    m_socket.open(m_request, {"v4.channel.k8s.io"});
}

void ForwardedConnection::passOn() {
    while (m_open && (m_localClosed || m_socket.backlog() < mostUnsentBytes) && m_local->bytesAvailable() > 0)
        m_socket.send('\0' + m_local->read(longestPiece));
}

void ForwardedConnection::onMessage(const QByteArray &message) {
    if (message.isEmpty() || message[0] < 0 || message[0] > 1)
        return;
    const int channel = message[0];
    const int skipped = int(std::min<qsizetype>(m_headsLeft[channel], message.size() - 1));
    m_headsLeft[channel] -= skipped;
    const QByteArray bytes = message.mid(1 + skipped);
    if (channel == 0)
        m_local->write(bytes);
    else if (m_error.size() < forwardErrorLimit)
        m_error += bytes;
    balance();
}

void ForwardedConnection::balance() {
    if (m_local->bytesToWrite() > mostUnsentBytes)
        m_socket.pause();
    else if (m_local->bytesToWrite() < mostUnsentBytes / 4)
        m_socket.resume();
}

void ForwardedConnection::onEnded(const std::optional<Error> &error) {
    if (!m_error.isEmpty())
        Q_EMIT failed({ErrorKind::Server, QString::fromUtf8(m_error).section(u'\n', 0, 0).left(500), m_request.path, QString::fromUtf8(m_error)});
    else if (error && !m_localClosed)
        Q_EMIT failed(*error);
    if (m_local->state() == QAbstractSocket::UnconnectedState)
        return deleteLater();
    connect(m_local, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    m_local->disconnectFromHost(); // what came still goes
}

PortForward::PortForward(ClientCore &core, const ObjectRef &pod, int port, quint16 localPort, QObject *parent)
    : QObject(parent)
    , m_core(core) {
    inThreadOf(m_core, [&] {
        m_inner = std::make_unique<PortListener>(core, pod, port);
        connect(m_inner.get(), &PortListener::connected, this, &PortForward::connected);
        connect(m_inner.get(), &PortListener::connectionFailed, this, &PortForward::connectionFailed);
        m_localPort = m_inner->listen(localPort);
    });
}

PortForward::~PortForward() {
    inThreadOf(m_core, [this] { m_inner.reset(); });
}

} // namespace kube
