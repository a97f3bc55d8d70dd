// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of a RemoteProcess that lives in the client's thread: v5.channel.k8s.io and v4.channel.k8s.io, in which the first byte of a
// message names the stream.
#pragma once

#include "kube/remoteprocess.h"
#include "kube/websocket.h"

namespace kube {

class CommandChannel : public QObject {
    Q_OBJECT
public:
    CommandChannel(ClientCore &core, const ExecRequest &request);

    void start();
    void write(const QByteArray &bytes);
    void closeInput();
    void resize(int columns, int rows);
    /// The receiver has dealt with so many bytes of output.
    void acknowledge(qint64 bytes);

Q_SIGNALS:
    void started();
    void wroteOutput(const QByteArray &bytes);
    void wroteError(const QByteArray &bytes);
    void inputTaken(qint64 backlog);
    void ended(const base::Result<int> &exitCode);

private:
    void onOpened(const QByteArray &protocol);
    void onMessage(const QByteArray &message);
    void onEnded(const std::optional<base::Error> &error);
    void sendInput();

    Request m_request;
    bool m_terminal;
    WebSocket m_socket;
    QByteArray m_early;       // written before there was a connection
    QByteArray m_earlyResize; // the last one before
    QByteArray m_status;      // what came on the error channel
    qint64 m_unread = 0;      // bytes of output that the receiver has yet to deal with
    bool m_open = false;
    bool m_knowsClose = false;
    bool m_inputClosed = false;
};

/// The exit code that a v1.Status on the error channel tells, or the error.
[[nodiscard]] base::Result<int> exitCodeOf(const QByteArray &status, const QString &path);

} // namespace kube
