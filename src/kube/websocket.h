// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A WebSocket to the API server: exec, attach and port-forward go over it.
#pragma once

#include "base/error.h"
#include "kube/client.h"
#include "kube/credential.h"
#include "kube/websocketframe.h"

#include <QElapsedTimer>
#include <QNetworkRequest>
#include <QObject>
#include <QSslError>
#include <QSslSocket>
#include <QTimer>

#include <memory>
#include <optional>

namespace kube {

class Transport;

/// Lives in the client's thread. Ends exactly once; destroying it breaks the connection without a word. A 401 renews the credential once.
class WebSocket : public QObject {
    Q_OBJECT
public:
    WebSocket(Transport &transport, QObject *parent);
    ~WebSocket() override;

    /// request: path, query and the time for the handshake. Signals come from the event loop, none before this has returned.
    void open(const Request &request, const QList<QByteArray> &protocols);
    void send(const QByteArray &message);
    void close();
    /// Bytes sent that the server has not taken yet.
    [[nodiscard]] qint64 backlog() const;
    /// While paused, the server has to wait.
    void pause();
    void resume();

Q_SIGNALS:
    void opened(const QByteArray &protocol);
    void received(const QByteArray &message);
    void taken(); // backlog() is less than it was
    /// Nothing set: the server, or close(), closed it well.
    void ended(const std::optional<base::Error> &error);

private:
    enum class State { Idle, Connecting, Open, Closing, Ended };
    void begin();
    void connectWith(const Credential &credential);
    void sendHandshake(const QNetworkRequest &request);
    void onReadyRead();
    void onHandshakeBytes();
    void onAnswer(const HandshakeAnswer &answer);
    void onFrames(const QByteArray &bytes);
    void onFrame(const WebSocketFrame &frame);
    void onSocketError(QAbstractSocket::SocketError error);
    void onDisconnected();
    void onTimeout();
    void beat();
    void dropSocket();
    void end(const std::optional<base::Error> &error);

    Transport &m_transport;
    Request m_request;
    QList<QByteArray> m_protocols;
    std::unique_ptr<QSslSocket> m_socket;
    QList<QSslError> m_sslErrors;
    QByteArray m_key;
    QByteArray m_answer;
    WebSocketFrames m_frames;
    QTimer m_timer; // the handshake's, then the closing's
    QTimer m_beat;
    QElapsedTimer m_heard;
    State m_state = State::Idle;
    int m_generation = 0;
    bool m_renewed = false;
    bool m_paused = false;
};

} // namespace kube
