// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A loopback HTTP or HTTPS server for tests, whose answers, silences and breaks the test scripts. HTTP/1.1, keep-alive.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QString>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>

#include <functional>
#include <memory>

class QTcpSocket;

namespace support {

struct Incoming {
    QByteArray method;
    QString path;
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
};

/// One answer that is being given. Dies with its connection: keep it in a QPointer.
class Answer : public QObject {
    Q_OBJECT
public:
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    explicit Answer(QTcpSocket &socket);

    /// The whole answer at once.
    void whole(int status, const QByteArray &body, const QByteArray &type = "application/json", const Headers &headers = {});
    /// An answer in chunks; end() ends it well, cut() in the middle of a chunk.
    void begin(int status = 200, const QByteArray &type = "application/json");
    void chunk(const QByteArray &bytes);
    void end();
    void cut();
    /// Raw bytes of any kind.
    void raw(const QByteArray &bytes);

private:
    QTcpSocket &m_socket;
};

class ScriptServer : public QObject {
    Q_OBJECT
public:
    using Handler = std::function<void(const Incoming &, Answer &)>;
    explicit ScriptServer(Handler handler, QObject *parent = nullptr);
    ~ScriptServer() override;

    /// TLS from now on; empty: plain.
    void setTls(const QSslConfiguration &tls) { m_tls = tls; }
    /// On 127.0.0.1; port 0 picks one, and the next start takes the same again.
    bool start();
    /// Closes the port and every connection, as a killed server does.
    void stop();
    /// Accepted connections that say nothing any more: nothing is read or answered until it is switched off.
    void setSilent(bool silent);

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] int connections() const { return int(m_sockets.size()); }
    [[nodiscard]] const QList<Incoming> &seen() const { return m_seen; }
    [[nodiscard]] int count(const QString &pathPart) const;

private:
    void onConnection();
    void onReadyRead(QTcpSocket *socket);

    Handler m_handler;
    std::unique_ptr<QTcpServer> m_server;
    QSslConfiguration m_tls;
    bool m_secure = false;
    bool m_silent = false;
    quint16 m_port = 0;
    QList<QTcpSocket *> m_sockets;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    QList<Incoming> m_seen;
};

} // namespace support
