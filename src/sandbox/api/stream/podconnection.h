// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One connection to a port of a pod.
#pragma once

#include <QObject>
#include <QTcpSocket>

#include <string>
#include <string_view>

namespace sandbox {

class PodConnection : public QObject {
    Q_OBJECT
public:
    PodConnection(const std::string &host, int port, QObject *parent);
    ~PodConnection() override;

    void send(std::string_view bytes);
    /// Nothing more is sent; what comes back still comes.
    void finish();
    /// Bytes sent that the pod has not taken yet.
    [[nodiscard]] qint64 backlog() const;
    void pause();
    void resume();

Q_SIGNALS:
    void received(std::string_view bytes);
    void taken();
    /// Once: the pod has closed it, or could not be reached, or broke it (why is not empty then). Nothing follows.
    void ended(const std::string &why);

private:
    void onConnected();
    void onReadable();
    void finishIfSent();
    void end(const std::string &why);

    QTcpSocket m_socket;
    std::string m_target;
    QByteArray m_early; // sent before there was a connection
    bool m_connected = false;
    bool m_paused = false;
    bool m_finishing = false;
    bool m_ended = false;
};

} // namespace sandbox
