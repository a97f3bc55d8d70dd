// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/stream/podconnection.h"

#include <QNetworkProxy>

#include <utility>

#include <sys/socket.h>

namespace sandbox {

namespace {
constexpr qint64 podReadBuffer = 256 * 1024;
} // namespace

PodConnection::PodConnection(const std::string &host, int port, QObject *parent)
    : QObject(parent)
    , m_target(host + ':' + std::to_string(port)) {
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setReadBufferSize(podReadBuffer);
    connect(&m_socket, &QTcpSocket::connected, this, &PodConnection::onConnected);
    connect(&m_socket, &QTcpSocket::readyRead, this, &PodConnection::onReadable);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, [this] {
        finishIfSent();
        Q_EMIT taken();
    });
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError)
            end((m_connected ? "the connection broke with " : "failed to connect to ") + m_target + ": " + m_socket.errorString().toStdString());
    });
    connect(&m_socket, &QTcpSocket::disconnected, this, [this] {
        resume();
        onReadable(); // the last bytes
        end({});
    });
    // From the event loop, so that no signal comes before whoever made this has connected to them.
    QMetaObject::invokeMethod(this, [this, host = QString::fromStdString(host), port] { m_socket.connectToHost(host, static_cast<quint16>(port)); },
        Qt::QueuedConnection);
}

PodConnection::~PodConnection() {
    m_socket.disconnect(this);
}

void PodConnection::onConnected() {
    m_connected = true;
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket.write(std::exchange(m_early, {}));
    finishIfSent();
}

void PodConnection::send(std::string_view bytes) {
    if (m_ended || m_finishing)
        return;
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        m_socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
    else
        m_early.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

void PodConnection::finish() {
    m_finishing = true;
    finishIfSent();
}

// Qt closes a connection only both ways at once.
void PodConnection::finishIfSent() {
    if (m_finishing && m_socket.state() == QAbstractSocket::ConnectedState && m_socket.bytesToWrite() == 0)
        ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR);
}

qint64 PodConnection::backlog() const {
    return m_ended ? 0 : m_early.size() + m_socket.bytesToWrite();
}

void PodConnection::pause() {
    m_paused = true;
}

void PodConnection::resume() {
    if (std::exchange(m_paused, false))
        QMetaObject::invokeMethod(this, &PodConnection::onReadable, Qt::QueuedConnection);
}

void PodConnection::onReadable() {
    if (m_paused || m_ended)
        return;
    if (const QByteArray bytes = m_socket.readAll(); !bytes.isEmpty())
        Q_EMIT received({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

void PodConnection::end(const std::string &why) {
    if (std::exchange(m_ended, true))
        return;
    m_socket.disconnect(this);
    m_socket.abort();
    Q_EMIT ended(why);
}

} // namespace sandbox
