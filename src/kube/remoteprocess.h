// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A command in a container, or its own process, with its streams.
#pragma once

#include "base/error.h"
#include "kube/rows.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>

#include <memory>

namespace kube {

class ClientCore;
class CommandChannel;

struct ExecRequest {
    ObjectRef pod;
    QString container;   // empty: the only one
    QStringList command; // empty: attach to the container's own process
    bool input = false;
    bool terminal = false; // errorOutput comes as output then
};

/// Lives in the thread that makes it; must be destroyed before the client, which ends the connection (and with it the command). Its
/// signals come none before start(). While a receiver is busy, at most a mebibyte waits for it; then the command has to.
class RemoteProcess : public QObject {
    Q_OBJECT
public:
    /// core lives in the client's thread.
    RemoteProcess(ClientCore &core, const ExecRequest &request, QObject *parent = nullptr);
    ~RemoteProcess() override;

    void start();
    void write(const QByteArray &bytes);
    /// Behind what was written. A server that only knows v4.channel.k8s.io cannot be told: a terminal is sent Ctrl-D then.
    void closeInput();
    void resize(int columns, int rows);
    /// The receiver says itself, with acknowledge, when it has dealt with output: who only puts it aside would never make the command wait.
    void setAcknowledged() { m_acknowledged = true; }
    void acknowledge(qint64 bytes);

Q_SIGNALS:
    void started();
    void wroteOutput(const QByteArray &bytes);
    void wroteError(const QByteArray &bytes);
    /// Bytes of write() that have not gone yet, whenever they are fewer: who sends much waits for it.
    void inputTaken(qint64 backlog);
    /// Once, after the last of its output: the exit code, or why it could not run or what broke.
    void ended(const base::Result<int> &exitCode);

private:
    ClientCore &m_core;
    std::unique_ptr<CommandChannel> m_inner; // made and destroyed in the client's thread
    bool m_acknowledged = false;
};

} // namespace kube
