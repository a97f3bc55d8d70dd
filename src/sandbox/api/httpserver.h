// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/1.1 over TLS on loopback. Not Qt HTTP Server (6.8), because an API server needs three things that it does not give: a word
// when a watcher has gone and how much it has yet to read (the responder hides its socket), and WebSocket subprotocols, without
// which kubectl refuses exec and port-forward.
#pragma once

#include "sandbox/api/httpmessage.h"

#include <QObject>
#include <QSslServer>

#include <chrono>
#include <functional>
#include <optional>

class QSslConfiguration;
class QSslSocket;

namespace sandbox {

/// One request and its answer: respond() once, or begin(), any number of write(), end(), or upgrade(), after which the connection's bytes
/// are the caller's: received(), write(), end(). Lives as long as the answer is awaited; after closed() (the peer has gone, or end() was
/// called) it is deleted by the event loop and ignores further calls.
class HttpExchange : public QObject {
    Q_OBJECT
public:
    HttpExchange(HttpRequest request, QSslSocket *socket, QObject *parent);

    [[nodiscard]] const HttpRequest &request() const { return m_request; }
    void respond(const HttpResponse &response);
    void begin(int status, HttpHeaders headers); // chunked
    void upgrade(HttpHeaders headers);           // 101
    void write(std::string_view chunk);
    void end();
    /// Breaks the connection in the middle, as a network does (a fault).
    void abort();
    /// Bytes written that the peer has not taken yet.
    [[nodiscard]] qint64 backlog() const;
    /// After upgrade(): while paused, what comes stays in the connection, so that its peer has to wait.
    void pause();
    void resume();

Q_SIGNALS:
    /// After upgrade(): what came from the peer, and that backlog() is less than it was.
    void received(std::string_view bytes);
    void taken();
    /// Once: whoever streams stops.
    void closed();
    void readingWanted(); // for the connection

private:
    void finish();
    friend class HttpConnection;

    enum class State { Waiting, Streaming, Upgraded, Done };
    HttpRequest m_request;
    QSslSocket *m_socket;
    State m_state = State::Waiting;
    bool m_paused = false;
};

using HttpHandler = std::function<void(HttpExchange &)>;

class HttpServer : public QObject {
    Q_OBJECT
public:
    HttpServer(const QSslConfiguration &tls, HttpHandler handler, QObject *parent = nullptr);
    /// On 127.0.0.1; port 0 takes a free one. False where the port is taken.
    [[nodiscard]] bool listen(quint16 port);
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// Of connections from now on; those that are there break.
    void setTls(const QSslConfiguration &tls);
    /// Breaks every connection and lets nobody in for a while, as a server that is started anew (a fault).
    void restart(std::chrono::milliseconds pause);
    [[nodiscard]] QString errorString() const { return m_server.errorString(); }

Q_SIGNALS:
    void connectionsDropped();

private:
    void listenAgain(quint16 port);

    QSslServer m_server;
    HttpHandler m_handler;
};

} // namespace sandbox
