// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/apiserver.h"

#include "sandbox/api/accounttoken.h"
#include "sandbox/api/answers.h"
#include "sandbox/api/discovery.h"
#include "sandbox/api/httpserver.h"
#include "sandbox/api/objectfields.h"
#include "sandbox/api/podlog.h"
#include "sandbox/api/podmetrics.h"
#include "sandbox/api/reviews.h"
#include "sandbox/api/serviceproxy.h"
#include "sandbox/api/stream/portforward.h"
#include "sandbox/api/stream/remotecommand.h"
#include "sandbox/store/clock.h"

#include <QTimer>

#include <algorithm>
#include <exception>

namespace sandbox {

namespace {

bool isPublic(const HttpRequest &request) {
    static constexpr std::string_view paths[] = {"/healthz", "/livez", "/readyz", "/version"};
    return std::ranges::find(paths, request.rawPath()) != std::end(paths);
}

/// Takes as long for a wrong token as for a right one.
bool sameText(std::string_view a, std::string_view b) {
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned>(a[i] ^ (b.empty() ? 0 : b[i % b.size()]));
    return difference == 0;
}

bool wantsAggregated(const HttpRequest &request) {
    const auto accept = request.header("accept");
    return accept.find("as=APIGroupDiscoveryList") != std::string::npos && accept.find("v=v2;") != std::string::npos;
}

HttpResponse aggregated(DiscoveryRoot root) {
    auto response = jsonResponse(200, aggregatedDiscovery(root));
    response.headers[0].second = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    response.headers.emplace_back("Vary", "Accept");
    return response;
}

/// Discovery, version and schemas; nothing for other paths.
std::optional<HttpResponse> documentResponse(const HttpRequest &request, const OpenApi &openApi) {
    const auto &path = request.segments;
    if (path.empty() || path.size() > 5)
        return std::nullopt;
    if (path[0] == "openapi" && path.size() >= 2 && path[1] == "v3") {
        std::string groupVersion;
        for (std::size_t i = 2; i < path.size(); ++i)
            groupVersion += (i == 2 ? "" : "/") + path[i];
        const Json document = groupVersion.empty() ? openApi.v3Index() : openApi.v3Document(groupVersion);
        return document.is_null() ? errorResponse(unknownPath()) : jsonResponse(200, document);
    }
    if (path.size() == 1 && path[0] == "version")
        return jsonResponse(200, versionDocument());
    if (path.size() == 1 && (path[0] == "healthz" || path[0] == "livez" || path[0] == "readyz"))
        return textResponse(200, "ok");
    if (path.size() == 1 && path[0] == "api")
        return wantsAggregated(request) ? aggregated(DiscoveryRoot::Core) : jsonResponse(200, coreVersions());
    if (path.size() == 1 && path[0] == "apis")
        return wantsAggregated(request) ? aggregated(DiscoveryRoot::Groups) : jsonResponse(200, groupList());
    std::optional<Json> document;
    if (path.size() == 2 && path[0] == "api")
        document = resourceList("", path[1]);
    else if (path.size() == 2 && path[0] == "apis")
        document = groupDocument(path[1]);
    else if (path.size() == 3 && path[0] == "apis")
        document = resourceList(path[1], path[2]);
    return document ? std::optional(jsonResponse(200, *document)) : std::nullopt;
}

StatusError unauthorized() {
    return {401, "Unauthorized", "Unauthorized", Json::object()};
}

} // namespace

ApiServer::ApiServer(ObjectStore &store, const OpenApi &openApi, Backends backends, std::string token, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_openApi(openApi)
    , m_backends(std::move(backends))
    , m_token(std::move(token))
    , m_lister(store)
    , m_writer(store, openApi) {}

bool ApiServer::authenticated(const HttpRequest &request) const {
    constexpr std::string_view scheme = "bearer ";
    const auto header = request.header("authorization");
    if (header.size() <= scheme.size() || lowerCase(header.substr(0, scheme.size())) != scheme)
        return false;
    const auto token = std::string_view(header).substr(scheme.size());
    return sameText(token, m_token) || accountTokenValid(m_token, token, timeMs(m_store.now()).value_or(0));
}

void ApiServer::handle(HttpExchange &exchange) {
    const auto &path = exchange.request().segments;
    const bool own = !path.empty() && path[0] == "sandbox"; // whoever ends a fault must get through
    const Disturbance disturbance = m_disturb && !own ? m_disturb(exchange.request()) : Disturbance();
    const auto go = [this, &exchange, answer = disturbance.answer] { answer ? exchange.respond(*answer) : handleUndisturbed(exchange); };
    if (disturbance.delay.count() > 0)
        QTimer::singleShot(disturbance.delay, &exchange, go);
    else
        go();
}

void ApiServer::handleUndisturbed(HttpExchange &exchange) {
    if (!isPublic(exchange.request()) && !authenticated(exchange.request()))
        return exchange.respond(errorResponse(unauthorized()));
    try {
        route(exchange);
    } catch (const std::exception &error) { // as kube-apiserver recovers from a panic: one request fails, not the server
        exchange.respond(errorResponse({500, "InternalError", std::string("Internal error occurred: ") + error.what(), Json::object()}));
    }
}

void ApiServer::route(HttpExchange &exchange) {
    const auto &request = exchange.request();
    const bool reading = request.method == "GET" || request.method == "HEAD";
    if (auto document = reading ? documentResponse(request, m_openApi) : std::nullopt)
        return exchange.respond(*document);
    if (!request.segments.empty() && request.segments[0] == "sandbox")
        return exchange.respond(m_backends.program ? m_backends.program(request) : errorResponse(unknownPath()));
    const auto path = RequestPath::parse(request.segments);
    if (!path)
        return exchange.respond(errorResponse(unknownPath()));
    if (findVirtual(path->group, path->version, path->resource))
        return virtualResource(exchange, *path);
    const Kind *kind = findKind(path->group, path->version, path->resource);
    const bool misplaced = kind && !path->ns.empty() && !kind->namespaced;
    const bool nameless = kind && kind->namespaced && !path->name.empty() && path->ns.empty();
    if (!kind || misplaced || nameless)
        return exchange.respond(errorResponse(unknownPath()));
    storedResource({exchange, *kind, *path, {sandbox::storedResource(*kind), path->ns, path->name}});
}

void ApiServer::dropWatches() {
    Q_EMIT watchesDropped();
}

void ApiServer::expireWatches() {
    m_store.compact();
    m_lister.expire();
    Q_EMIT watchesExpired();
}

void ApiServer::virtualResource(HttpExchange &exchange, const RequestPath &path) {
    const auto &resource = *findVirtual(path.group, path.version, path.resource);
    const auto &request = exchange.request();
    if (path.group == "metrics.k8s.io") {
        if (request.method != "GET")
            return exchange.respond(errorResponse(methodNotAllowed()));
        const auto selector = LabelSelector::parse(request.parameter("labelSelector").value_or(""));
        const auto metrics = selector ? resourceMetrics(m_store, m_backends, path, *selector) : std::unexpected(selector.error());
        return exchange.respond(metrics ? jsonResponse(200, *metrics) : errorResponse(metrics.error()));
    }
    if (request.method != "POST")
        return exchange.respond(errorResponse(methodNotAllowed()));
    const auto review = parsedBody(request);
    exchange.respond(review ? jsonResponse(201, reviewed(resource, *review)) : errorResponse(review.error()));
}

void ApiServer::storedResource(const Call &call) {
    if (call.path.name.empty())
        collection(call);
    else if (call.path.subresource.empty())
        object(call);
    else
        subresource(call);
}

void ApiServer::collection(const Call &call) {
    const auto &method = call.exchange.request().method;
    if (method == "GET" || method == "HEAD")
        return call.exchange.request().isSet("watch") ? watch(call) : list(call);
    if (method == "POST" && (!call.kind.namespaced || !call.path.ns.empty()))
        return create(call);
    if (method == "DELETE")
        return removeCollection(call);
    call.exchange.respond(errorResponse(methodNotAllowed()));
}

void ApiServer::object(const Call &call) {
    const auto &method = call.exchange.request().method;
    if (method == "GET" || method == "HEAD")
        return get(call);
    if (method == "PUT" || method == "PATCH")
        return write(call);
    if (method == "DELETE")
        return remove(call);
    call.exchange.respond(errorResponse(methodNotAllowed()));
}

void ApiServer::subresource(const Call &call) {
    const auto &name = call.path.subresource;
    const auto &method = call.exchange.request().method;
    if (!hasSubresource(call.kind, name) || subresourceVerbs(name).empty() || (!call.path.rest.empty() && name != "proxy"))
        return call.exchange.respond(errorResponse(unknownPath()));
    if (name == "proxy")
        return answerServiceProxy(call.exchange, m_store, m_backends, call.path);
    if (name == "log" && method == "GET")
        return answerPodLog(call.exchange, m_store, m_backends, call.id);
    const bool streaming = method == "GET" || method == "POST"; // a WebSocket's handshake is a GET, SPDY's a POST
    if ((name == "exec" || name == "attach") && streaming)
        return answerRemoteCommand(call.exchange, m_store, m_backends, call.id, name == "exec" ? RemoteVerb::Exec : RemoteVerb::Attach);
    if (name == "portforward" && streaming)
        return answerPortForward(call.exchange, m_store, m_backends, call.id);
    if (name == "eviction" && method == "POST")
        return evict(call);
    if (name == "scale")
        return scale(call);
    if (name == "status" && method == "GET")
        return get(call);
    if ((name == "status" && method == "PATCH") || ((name == "status" || name == "finalize") && method == "PUT"))
        return write(call);
    call.exchange.respond(errorResponse(methodNotAllowed()));
}

} // namespace sandbox
