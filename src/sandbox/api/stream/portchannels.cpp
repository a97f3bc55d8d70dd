// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/stream/portchannels.h"

#include "sandbox/websocket/websocketframes.h"

#include <algorithm>

namespace sandbox {

std::string ForwardTarget::error(int port, const std::string &why) const {
    return "error forwarding port " + std::to_string(port) + " to pod " + pod + ", uid " + uid + ": " + why;
}

void balance(ByteLink &link, const std::vector<PodConnection *> &connections) {
    qint64 fullest = 0;
    for (const auto *connection : connections)
        fullest = std::max(fullest, connection->backlog());
    if (fullest > mostUnsent)
        link.pause();
    else if (fullest < mostUnsent / 4)
        link.resume();
    const auto unsent = link.backlog();
    for (auto *connection : connections) {
        if (unsent > mostUnsent)
            connection->pause();
        else if (unsent < mostUnsent / 4)
            connection->resume();
    }
}

PortChannels::PortChannels(ByteLink &link, ForwardTarget target, const std::vector<int> &ports)
    : QObject(&link)
    , m_link(link)
    , m_target(std::move(target)) {
    connect(&link, &ByteLink::received, this, &PortChannels::onMessage);
    connect(&link, &ByteLink::taken, this, [this] { balance(m_link, m_connections); });
    for (const int port : ports)
        add(port);
}

void PortChannels::add(int port) {
    const auto index = m_connections.size();
    auto *connection = new PodConnection(m_target.host, port, this);
    m_connections.push_back(connection);
    const std::string number{static_cast<char>(port & 0xff), static_cast<char>(port >> 8)}; // little-endian, as a kubelet sends it
    send(2 * index, number);
    send(2 * index + 1, number);
    connect(connection, &PodConnection::received, this, [this, index](std::string_view bytes) {
        send(2 * index, bytes);
        balance(m_link, m_connections);
    });
    connect(connection, &PodConnection::taken, this, [this] { balance(m_link, m_connections); });
    connect(connection, &PodConnection::ended, this, [this, index, port](const std::string &why) { onEnded(index, port, why); });
}

void PortChannels::send(std::size_t channel, std::string_view bytes) {
    std::string message(1, static_cast<char>(channel));
    message += bytes;
    m_link.send(message);
}

void PortChannels::onMessage(std::string_view message) {
    if (message.empty())
        return;
    const std::size_t channel = static_cast<unsigned char>(message.front());
    if (channel % 2 != 0 || channel / 2 >= m_connections.size()) // nothing is read from error channels
        return;
    m_connections[channel / 2]->send(message.substr(1));
    balance(m_link, m_connections);
}

void PortChannels::onEnded(std::size_t index, int port, const std::string &why) {
    if (!why.empty())
        send(2 * index + 1, m_target.error(port, why));
    if (++m_ended == m_connections.size())
        m_link.close();
}

} // namespace sandbox
