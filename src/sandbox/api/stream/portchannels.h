// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A port-forward over the channels of a WebSocket: the first byte of a message names the channel, 2n carries the data of the n-th port,
// 2n + 1 its error. One connection for each port and WebSocket.
#pragma once

#include "sandbox/api/stream/bytelink.h"
#include "sandbox/api/stream/podconnection.h"

#include <string>
#include <vector>

namespace sandbox {

struct ForwardTarget {
    std::string host; // where the pod's ports listen
    std::string pod;  // as a kubelet names it in its errors
    std::string uid;

    /// What goes over an error channel.
    [[nodiscard]] std::string error(int port, const std::string &why) const;
};

inline constexpr std::size_t mostForwardedPorts = 100;
/// Above, whoever sends has to wait; below the quarter, it may go on.
inline constexpr qint64 mostUnsent = 1024 * 1024;

/// Whichever side does not take what it is sent makes the other one wait.
void balance(ByteLink &link, const std::vector<PodConnection *> &connections);

class PortChannels : public QObject {
    Q_OBJECT
public:
    PortChannels(ByteLink &link, ForwardTarget target, const std::vector<int> &ports);

private:
    void add(int port);
    void send(std::size_t channel, std::string_view bytes);
    void onMessage(std::string_view message);
    void onEnded(std::size_t index, int port, const std::string &why);

    ByteLink &m_link;
    ForwardTarget m_target;
    std::vector<PodConnection *> m_connections;
    std::size_t m_ended = 0;
};

} // namespace sandbox
