// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A client of a WebSocket, as small as RFC 6455 allows: what it reads are whole messages of less than 64 KiB.
#pragma once

#include <QByteArray>
#include <QTcpSocket>
#include <QTest>

class LiveClient {
public:
    LiveClient(const std::string &address, int port, const QByteArray &path, const QByteArray &key = "dGhlIHNhbXBsZSBub25jZQ==") {
        m_socket.connectToHost(QString::fromStdString(address), static_cast<quint16>(port));
        m_socket.write("GET " + path + " HTTP/1.1\r\nHost: api\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: " + key + "\r\n\r\n");
    }
    /// The answer to the handshake; empty where none comes.
    [[nodiscard]] QByteArray head() {
        return take([this] { return m_bytes.contains("\r\n\r\n") ? m_bytes.indexOf("\r\n\r\n") + 4 : 0; });
    }
    void send(char opcode, const QByteArray &payload) {
        const QByteArray mask = "\x11\x22\x33\x44";
        QByteArray frame(1, char(opcode | char(0x80)));
        frame += char(0x80 | payload.size()); // of less than 126
        frame += mask;
        for (qsizetype i = 0; i < payload.size(); ++i)
            frame += char(payload[i] ^ mask[i % 4]);
        m_socket.write(frame);
    }
    void say(const QByteArray &text) { send(1, text); }
    struct Message {
        int opcode = -1;
        QByteArray payload;
    };
    [[nodiscard]] Message next() {
        const QByteArray frame = take([this] {
            const qsizetype size = headSize() + length();
            return m_bytes.size() >= 2 && m_bytes.size() >= headSize() && m_bytes.size() >= size ? size : 0;
        });
        return frame.isEmpty() ? Message() : Message{frame[0] & 0x0f, frame.mid(frame[1] == 126 ? 4 : 2)};
    }
    [[nodiscard]] bool ends() {
        return QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, patienceMs);
    }

private:
    static constexpr int patienceMs = 120000;
    [[nodiscard]] qsizetype headSize() const { return m_bytes.size() > 1 && m_bytes[1] == 126 ? 4 : 2; }
    [[nodiscard]] qsizetype length() const {
        if (m_bytes.size() < headSize())
            return 0;
        return headSize() == 2 ? m_bytes[1] : (uchar(m_bytes[2]) << 8) | uchar(m_bytes[3]);
    }
    template <typename Size>
    [[nodiscard]] QByteArray take(Size size) {
        const bool has = QTest::qWaitFor([&] {
            m_bytes += m_socket.readAll();
            return size() > 0;
        }, patienceMs);
        const QByteArray taken = has ? m_bytes.left(size()) : QByteArray();
        m_bytes.remove(0, taken.size());
        return taken;
    }

    QTcpSocket m_socket;
    QByteArray m_bytes;
};
