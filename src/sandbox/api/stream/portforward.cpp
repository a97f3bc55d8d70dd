// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/stream/portforward.h"

#include "sandbox/api/answers.h"
#include "sandbox/api/podcontainer.h"
#include "sandbox/api/stream/portchannels.h"
#include "sandbox/api/stream/spdyforward.h"
#include "sandbox/api/stream/websocket.h"

#include "sandbox/store/fields.h"

#include <algorithm>
#include <charconv>

namespace sandbox {

namespace {

constexpr std::string_view spdyProtocol = "portforward.k8s.io";
constexpr std::string_view tunnelProtocol = "SPDY/3.1+portforward.k8s.io";
constexpr std::string_view channelProtocol = "v4.channel.k8s.io";

bool asksForSpdy(const HttpRequest &request) {
    return lowerCase(request.header("upgrade")) == "spdy/3.1" && lowerCase(request.header("connection")).find("upgrade") != std::string::npos;
}

/// The ports of the query: "port" once or more, each perhaps several between commas.
Outcome<std::vector<int>> portsOf(const HttpRequest &request) {
    std::vector<int> ports;
    for (const auto &[name, value] : request.query) {
        if (name != "port" && name != "ports")
            continue;
        for (std::size_t at = 0; at <= value.size();) {
            const auto end = std::min(value.find(',', at), value.size());
            int port = 0;
            const auto [parsed, error] = std::from_chars(value.data() + at, value.data() + end, port);
            if (error != std::errc() || parsed != value.data() + end || port < 1 || port > 65535)
                return badRequest("invalid port \"" + value.substr(at, end - at) + "\": must be between 1 and 65535");
            ports.push_back(port);
            at = end + 1;
        }
    }
    if (ports.empty())
        return badRequest("query parameter \"port\" is required");
    if (ports.size() > mostForwardedPorts)
        return badRequest("at most " + std::to_string(mostForwardedPorts) + " ports can be forwarded over one connection");
    return ports;
}

void answerWebSocket(HttpExchange &exchange, const ForwardTarget &target) {
    const auto protocol = WebSocket::negotiate(exchange.request(), {std::string(tunnelProtocol), std::string(channelProtocol)});
    if (!protocol)
        return exchange.respond(errorResponse(protocol.error()));
    if (*protocol == tunnelProtocol) {
        new SpdyForward(*new WebSocket(exchange, *protocol), target);
        return;
    }
    const auto ports = portsOf(exchange.request());
    if (!ports)
        return exchange.respond(errorResponse(ports.error()));
    new PortChannels(*new WebSocket(exchange, *protocol), target, *ports);
}

} // namespace

void answerPortForward(HttpExchange &exchange, const ObjectStore &store, const Backends &backends, const ObjectId &pod) {
    const auto host = backends.podHost ? podOnANode(store, pod).and_then([&](const ObjectPtr &) { return backends.podHost(pod.ns, pod.name); })
                                       : Outcome<std::string>(std::unexpected(nothingRuns()));
    if (!host)
        return exchange.respond(errorResponse(host.error()));
    const auto object = store.get(pod);
    const ForwardTarget target{*host, object ? pod.name + '_' + pod.ns : pod.name, object ? textAt(*object, "metadata.uid") : std::string()};
    if (WebSocket::isAskedFor(exchange.request()))
        return answerWebSocket(exchange, target);
    if (!asksForSpdy(exchange.request()))
        return exchange.respond(errorResponse(upgradeRequired()));
    new SpdyForward(*new RawLink(exchange, {{"Upgrade", "SPDY/3.1"}, {"X-Stream-Protocol-Version", std::string(spdyProtocol)}}), target);
}

} // namespace sandbox
