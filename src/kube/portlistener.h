// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of a PortForward that lives in the client's thread.
#pragma once

#include "kube/websocket.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace kube {

class ClientCore;

class PortListener : public QObject {
    Q_OBJECT
public:
    PortListener(ClientCore &core, const ObjectRef &pod, int port);
    [[nodiscard]] base::Result<quint16> listen(quint16 localPort);

Q_SIGNALS:
    void connected();
    void connectionFailed(const base::Error &error);

private:
    void onConnection();

    ClientCore &m_core;
    Request m_request;
    QTcpServer m_server;
};

/// One local connection and its WebSocket: channel 0 carries its bytes, channel 1 why it failed; each begins with the port's number.
class ForwardedConnection : public QObject {
    Q_OBJECT
public:
    ForwardedConnection(Transport &transport, const Request &request, QTcpSocket *local, QObject *parent);

Q_SIGNALS:
    void connected();
    void failed(const base::Error &error);

private:
    void onMessage(const QByteArray &message);
    void onEnded(const std::optional<base::Error> &error);
    void passOn();
    void balance();

    Request m_request;
    QTcpSocket *m_local;
    WebSocket m_socket;
    QByteArray m_error;
    int m_headsLeft[2] = {2, 2}; // bytes of the port's number to come on each channel
    bool m_open = false;
    bool m_localClosed = false;
};

} // namespace kube
