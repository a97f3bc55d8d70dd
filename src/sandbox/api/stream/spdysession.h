// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The server's side of a SPDY/3.1 connection: streams that the client opens. Without windows: kubectl's library sends and heeds none, the
// connection below holds back both sides.
#pragma once

#include "sandbox/api/stream/bytelink.h"
#include "sandbox/api/stream/spdyframes.h"

#include <QObject>

#include <map>

namespace sandbox {

class SpdySession;

/// Gone (deleted later) when both sides have ended it, or one has reset it.
class SpdyStream : public QObject {
    Q_OBJECT
public:
    SpdyStream(SpdySession &session, std::uint32_t id, SpdyHeaders headers);

    /// "streamtype", "port", ...; empty where the client sent none.
    [[nodiscard]] std::string header(const std::string &name) const;
    void send(std::string_view bytes);
    /// Nothing more is sent.
    void finish();
    void reset(SpdyReset status);

Q_SIGNALS:
    void received(std::string_view bytes);
    void finished(); // the client sends nothing more
    void gone();     // once: both sides are done, or one has given up, or the connection has ended

private:
    friend class SpdySession;
    void onFrame(const SpdyFrame &frame);
    void onEnded();

    SpdySession &m_session;
    std::uint32_t m_id;
    SpdyHeaders m_headers;
    bool m_sentLast = false;
    bool m_receivedLast = false;
    bool m_gone = false;
};

/// A child of its link: ends with it.
class SpdySession : public QObject {
    Q_OBJECT
public:
    explicit SpdySession(ByteLink &link);
    [[nodiscard]] ByteLink &link() const { return m_link; }

Q_SIGNALS:
    void opened(sandbox::SpdyStream *stream);

private:
    friend class SpdyStream;
    void onBytes(std::string_view bytes);
    void onFrame(const SpdyFrame &frame);
    void open(const SpdyFrame &frame);
    void forget(std::uint32_t id);

    ByteLink &m_link;
    SpdyReader m_reader;
    SpdyWriter m_writer;
    std::map<std::uint32_t, SpdyStream *> m_streams;
    std::uint32_t m_lastStream = 0;
    bool m_broken = false;
};

} // namespace sandbox
