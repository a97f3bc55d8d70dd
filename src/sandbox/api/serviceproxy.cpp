// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/serviceproxy.h"

#include "sandbox/api/answers.h"
#include "sandbox/api/httpserver.h"
#include "sandbox/store/fields.h"

#include <QPointer>

#include <algorithm>

namespace sandbox {

namespace {

struct Target {
    std::string service;
    std::string port; // empty: the only one
};

/// "http:name:port", "name:port", "name".
Target parseTarget(const std::string &text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const auto colon = std::min(text.find(':', at), text.size());
        parts.push_back(text.substr(at, colon - at));
        at = colon + 1;
    }
    if (parts.size() == 3)
        return {parts[1], parts[2]};
    return {parts[0], parts.size() == 2 ? parts[1] : std::string()};
}

std::unexpected<StatusError> unavailable(const std::string &message) {
    return std::unexpected(StatusError{503, "ServiceUnavailable", message, Json::object()});
}

Outcome<const Json *> portOf(const Json &service, const std::string &wanted) {
    const auto &ports = itemsAt(service, "spec.ports");
    if (wanted.empty() && ports.size() == 1)
        return &ports[0];
    for (const auto &port : ports) {
        if (textAt(port, "name") == wanted || std::to_string(numberAt(port, "port")) == wanted)
            return &port;
    }
    return unavailable("no service port \"" + wanted + "\" found for service \"" + nameOf(service) + '"');
}

bool hasReadyEndpoint(const ObjectStore &store, const std::string &ns, const std::string &service) {
    const auto endpoints = store.get({"endpoints", ns, service});
    return endpoints
        && std::ranges::any_of(itemsAt(*endpoints, "subsets"), [](const Json &subset) { return !itemsAt(subset, "addresses").empty(); });
}

/// What follows ".../proxy" in the URL, as it came.
std::string proxiedPath(const HttpRequest &request) {
    const auto path = request.rawPath();
    const auto service = path.find("/services/");
    const auto at = path.find("/proxy", service == std::string_view::npos ? 0 : service + 10);
    auto rest = at == std::string_view::npos ? std::string() : std::string(path.substr(at + 6));
    return rest.empty() ? "/" : rest;
}

/// Headers that belong to one connection, or to this one's authentication.
bool endsHere(std::string_view name) {
    static constexpr std::string_view names[] = {"authorization", "connection", "content-length", "keep-alive", "proxy-authorization",
        "te", "trailer", "transfer-encoding", "upgrade"};
    return std::ranges::find(names, name) != std::end(names);
}

/// A redirect to the service itself stays behind the proxy, as kube-apiserver rewrites it; one to elsewhere is left alone.
std::string rewrittenLocation(const std::string &location, const ProxyRequest &request, const std::string &prefix) {
    const auto scheme = location.find("://");
    if (scheme == std::string::npos)
        return location.starts_with('/') ? prefix + location : location;
    const auto path = location.find('/', scheme + 3);
    const auto host = location.substr(scheme + 3, path == std::string::npos ? path : path - scheme - 3);
    if (!host.starts_with(request.service) && !host.starts_with("127.0.0.1"))
        return location;
    return prefix + (path == std::string::npos ? std::string("/") : location.substr(path));
}

Outcome<ProxyRequest> proxyRequest(const HttpRequest &request, const ObjectStore &store, const RequestPath &path) {
    const auto target = parseTarget(path.name);
    const auto service = store.get({"services", path.ns, target.service});
    if (!service)
        return notFound("services", target.service);
    const auto port = portOf(*service, target.port);
    if (!port)
        return std::unexpected(port.error());
    if (!hasReadyEndpoint(store, path.ns, target.service))
        return unavailable("no endpoints available for service \"" + target.service + '"');
    ProxyRequest proxied{path.ns, target.service, static_cast<int>(numberAt(**port, "port")), request.method, proxiedPath(request),
        std::string(request.rawQuery()), {}, request.body};
    for (const auto &[name, value] : request.headers) {
        if (!endsHere(name))
            proxied.headers.emplace_back(name, value);
    }
    return proxied;
}

} // namespace

void answerServiceProxy(HttpExchange &exchange, const ObjectStore &store, const Backends &backends, const RequestPath &path) {
    const auto request = proxyRequest(exchange.request(), store, path);
    if (!request)
        return exchange.respond(errorResponse(request.error()));
    const auto refused = [service = request->service, port = request->port] {
        return StatusError{503, "ServiceUnavailable",
            "error trying to reach service \"" + service + "\": nothing answers on port " + std::to_string(port), Json::object()};
    };
    if (!backends.proxy)
        return exchange.respond(errorResponse(refused()));
    const auto prefix = "/api/v1/namespaces/" + path.ns + "/services/" + path.name + "/proxy";
    backends.proxy(*request, [guard = QPointer<HttpExchange>(&exchange), refused, prefix, request = *request](std::optional<ProxyResponse> answer) {
        if (!guard)
            return;
        if (!answer)
            return guard->respond(errorResponse(refused()));
        HttpResponse response{answer->status, {}, std::move(answer->body)};
        for (auto &[name, value] : answer->headers) {
            const auto lower = lowerCase(name);
            if (lower == "location")
                value = rewrittenLocation(value, request, prefix);
            if (!endsHere(lower))
                response.headers.emplace_back(std::move(name), std::move(value));
        }
        guard->respond(response);
    });
}

} // namespace sandbox
