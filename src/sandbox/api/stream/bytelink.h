// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes both ways over a connection that has left HTTP behind.
#pragma once

#include "sandbox/api/httpserver.h"

#include <QObject>

#include <string_view>

namespace sandbox {

/// A child of its exchange: ends with it.
class ByteLink : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void send(std::string_view bytes) = 0;
    /// In order, after what was sent. closed() follows.
    virtual void close() = 0;
    /// The peer broke the protocol, or we cannot go on.
    virtual void fail(int code, std::string_view reason) = 0;
    /// Bytes sent that the peer has not taken yet.
    [[nodiscard]] virtual qint64 backlog() const = 0;
    /// While paused, the peer has to wait.
    virtual void pause() = 0;
    virtual void resume() = 0;

Q_SIGNALS:
    void received(std::string_view bytes);
    void taken(); // backlog() is less than it was
    void closed(); // once
};

/// The connection itself.
class RawLink : public ByteLink {
    Q_OBJECT
public:
    RawLink(HttpExchange &exchange, HttpHeaders headers)
        : ByteLink(&exchange)
        , m_exchange(exchange) {
        connect(&exchange, &HttpExchange::received, this, &ByteLink::received);
        connect(&exchange, &HttpExchange::taken, this, &ByteLink::taken);
        connect(&exchange, &HttpExchange::closed, this, &ByteLink::closed);
        exchange.upgrade(std::move(headers));
    }
    void send(std::string_view bytes) override { m_exchange.write(bytes); }
    void close() override { m_exchange.end(); }
    void fail(int, std::string_view) override { m_exchange.end(); }
    [[nodiscard]] qint64 backlog() const override { return m_exchange.backlog(); }
    void pause() override { m_exchange.pause(); }
    void resume() override { m_exchange.resume(); }

private:
    HttpExchange &m_exchange;
};

} // namespace sandbox
