// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A port of this machine that leads to a port of a pod, through the API server.
#pragma once

#include "base/error.h"
#include "kube/rows.h"

#include <QObject>

#include <memory>

namespace kube {

class ClientCore;
class PortListener;

/// Listens on 127.0.0.1 from its making on; each connection goes through a WebSocket of its own (v4.channel.k8s.io). Lives in the thread
/// that makes it; must be destroyed before the client, which breaks the connections. Half-closing does not go through: whichever side
/// closes, closes both ways.
class PortForward : public QObject {
    Q_OBJECT
public:
    /// core lives in the client's thread. localPort 0 takes a free one.
    PortForward(ClientCore &core, const ObjectRef &pod, int port, quint16 localPort, QObject *parent = nullptr);
    ~PortForward() override;

    /// The error where the port is taken.
    [[nodiscard]] base::Result<quint16> localPort() const { return m_localPort; }

Q_SIGNALS:
    void connected(); // one connection reached the API server, which forwards it
    /// One connection could not be forwarded or broke. Others may go on.
    void connectionFailed(const base::Error &error);

private:
    ClientCore &m_core;
    std::unique_ptr<PortListener> m_inner; // made and destroyed in the client's thread
    base::Result<quint16> m_localPort;
};

} // namespace kube
