// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A port-forward over SPDY: for each connection of the client a data and an error stream with the same request number.
#pragma once

#include "sandbox/api/stream/podconnection.h"
#include "sandbox/api/stream/portchannels.h"
#include "sandbox/api/stream/spdysession.h"

#include <map>

namespace sandbox {

class SpdyForward : public QObject {
    Q_OBJECT
public:
    SpdyForward(ByteLink &link, ForwardTarget target);

private:
    struct Pair {
        SpdyStream *data = nullptr;
        SpdyStream *error = nullptr;
    };
    void onOpened(SpdyStream *stream);
    void start(const Pair &pair);

    SpdySession &m_session; // the link's
    ForwardTarget m_target;
    std::map<std::string, Pair> m_waiting; // by request number
    std::vector<PodConnection *> m_connections;
};

} // namespace sandbox
