// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs of ApiServer on stored objects.
#include "sandbox/api/answers.h"
#include "sandbox/api/apiserver.h"
#include "sandbox/api/deleter.h"
#include "sandbox/api/httpserver.h"
#include "sandbox/api/watch.h"
#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

#include <QRandomGenerator>

#include <algorithm>

namespace sandbox {

namespace {

Outcome<Representation> representationOf(const HttpRequest &request) {
    return Representation::negotiate(request.header("accept"), request.parameter("includeObject").value_or(""));
}

HttpResponse rawJson(int status, std::string body) {
    return {status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-cache, private"}}, std::move(body)};
}

/// RFC 7234 warning, as kube-apiserver sends them: 299 - "text".
std::string warningText(const std::string &text) {
    std::string escaped;
    for (const char c : text)
        escaped += c == '"' || c == '\\' ? std::string{'\\', c} : c == '\n' ? std::string(" ") : std::string{c};
    return "299 - \"" + escaped + '"';
}

Outcome<DeleteOptions> deleteOptions(const HttpRequest &request) {
    const auto body = parsedBody(request);
    if (!body)
        return std::unexpected(body.error());
    auto options = DeleteOptions::of(*body, request.parameter("gracePeriodSeconds"), request.parameter("propagationPolicy"));
    const bool bodyDry = !itemsAt(*body, "dryRun").empty();
    if (options && (bodyDry || request.parameter("dryRun").value_or("") == "All"))
        options->persist = Persist::DryRun;
    return options;
}

} // namespace

void ApiServer::list(const Call &call) {
    const auto &request = call.exchange.request();
    const auto representation = representationOf(request);
    const auto selection = selectionOf(call.kind, request);
    if (!representation || !selection)
        return call.exchange.respond(errorResponse(!representation ? representation.error() : selection.error()));
    const auto page = m_lister.list(call.kind,
        {call.path.ns, *selection, numberParameter(request, "limit").value_or(0), request.parameter("continue").value_or(""),
            request.parameter("resourceVersion").value_or(""), request.parameter("resourceVersionMatch").value_or("")});
    if (!page)
        return call.exchange.respond(errorResponse(page.error()));
    const auto nowMs = timeMs(m_store.now()).value_or(0);
    call.exchange.respond(rawJson(200, representation->many(call.kind, page->items, page->meta, nowMs)));
}

void ApiServer::watch(const Call &call) {
    const auto &request = call.exchange.request();
    const auto representation = representationOf(request);
    const auto selection = selectionOf(call.kind, request);
    if (!representation || !selection)
        return call.exchange.respond(errorResponse(!representation ? representation.error() : selection.error()));
    WatchQuery query{call.path.ns, *selection, request.parameter("resourceVersion").value_or(""), std::chrono::minutes(30),
        request.isSet("allowWatchBookmarks"), request.isSet("sendInitialEvents")};
    if (const auto seconds = numberParameter(request, "timeoutSeconds"); seconds && *seconds > 0)
        query.timeout = std::chrono::seconds(std::min<std::int64_t>(*seconds, 24 * 3600));
    else
        query.timeout += std::chrono::seconds(QRandomGenerator::global()->bounded(1800)); // not all at once
    auto *watch = new Watch(call.exchange, m_store, call.kind, std::move(query), *representation);
    connect(this, &ApiServer::watchesDropped, watch, &Watch::drop);
    connect(this, &ApiServer::watchesExpired, watch, &Watch::expire);
    watch->start();
}

void ApiServer::get(const Call &call) {
    const auto representation = representationOf(call.exchange.request());
    if (!representation)
        return call.exchange.respond(errorResponse(representation.error()));
    const auto object = m_store.get(call.id);
    if (!object)
        return call.exchange.respond(errorResponse(notFound(call.kind.resource(), call.id.name).error()));
    call.exchange.respond(rawJson(200, representation->one(call.kind, *object, timeMs(m_store.now()).value_or(0))));
}

void ApiServer::sendObject(const Call &call, const Outcome<Written> &written) {
    if (!written)
        return call.exchange.respond(errorResponse(written.error()));
    const auto representation = representationOf(call.exchange.request());
    if (!representation)
        return call.exchange.respond(errorResponse(representation.error()));
    auto response
        = rawJson(written->created ? 201 : 200, representation->one(call.kind, *written->object, timeMs(m_store.now()).value_or(0)));
    for (const auto &warning : written->warnings)
        response.headers.emplace_back("Warning", warningText(warning));
    call.exchange.respond(response);
}

void ApiServer::create(const Call &call) {
    auto body = parsedBody(call.exchange.request());
    const auto options = writeOptions(call.exchange.request(), {});
    if (!body || !options)
        return call.exchange.respond(errorResponse(!body ? body.error() : options.error()));
    sendObject(call, m_writer.create(call.kind, call.path.ns, std::move(*body), *options));
}

void ApiServer::write(const Call &call) {
    const auto &request = call.exchange.request();
    auto body = parsedBody(request);
    const auto options = writeOptions(request, call.path.subresource);
    if (!body || !options)
        return call.exchange.respond(errorResponse(!body ? body.error() : options.error()));
    if (request.method == "PUT")
        return sendObject(call, m_writer.update(call.kind, call.id, std::move(*body), *options));
    const auto type = patchType(request);
    if (!type)
        return call.exchange.respond(errorResponse(type.error()));
    if (*type == PatchType::Apply && !request.parameter("fieldManager"))
        return call.exchange.respond(errorResponse({422, "Invalid",
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch", Json::object()}));
    sendObject(call, m_writer.patch(call.kind, call.id, *type, *body, *options));
}

void ApiServer::scale(const Call &call) {
    const auto &request = call.exchange.request();
    const auto respond = [&call](const ObjectPtr &object) { call.exchange.respond(jsonResponse(200, scaleOf(*object))); };
    if (request.method == "GET") {
        const auto object = m_store.get(call.id);
        return object ? respond(object) : call.exchange.respond(errorResponse(notFound(call.id.resource, call.id.name).error()));
    }
    if (request.method != "PUT" && request.method != "PATCH")
        return call.exchange.respond(errorResponse(methodNotAllowed()));
    auto body = parsedBody(request);
    const auto options = writeOptions(request, "scale");
    if (!body || !options)
        return call.exchange.respond(errorResponse(!body ? body.error() : options.error()));
    const auto type = request.method == "PATCH" ? patchType(request) : Outcome<PatchType>(PatchType::Merge);
    if (!type)
        return call.exchange.respond(errorResponse(type.error()));
    const auto written = request.method == "PUT" ? m_writer.update(call.kind, call.id, std::move(*body), *options)
                                                 : m_writer.patch(call.kind, call.id, *type, *body, *options);
    return written ? respond(written->object) : call.exchange.respond(errorResponse(written.error()));
}

void ApiServer::remove(const Call &call) {
    const auto options = deleteOptions(call.exchange.request());
    const auto answer = options ? deleteObject(m_store, call.kind, call.id, *options) : std::unexpected(options.error());
    call.exchange.respond(answer ? jsonResponse(200, *answer) : errorResponse(answer.error()));
}

void ApiServer::removeCollection(const Call &call) {
    const auto selection = selectionOf(call.kind, call.exchange.request());
    const auto options = deleteOptions(call.exchange.request());
    if (!selection || !options)
        return call.exchange.respond(errorResponse(!selection ? selection.error() : options.error()));
    std::vector<ObjectPtr> items = m_store.list(call.id.resource, call.path.ns);
    std::erase_if(items, [&selection](const ObjectPtr &item) { return !selection->matches(*item); });
    for (const auto &item : items) // one that has gone meanwhile is what was wanted
        (void)deleteObject(m_store, call.kind, {call.id.resource, namespaceOf(*item), nameOf(*item)}, *options);
    const Representation whole;
    const ListMeta meta{std::to_string(m_store.revision()), {}, {}};
    call.exchange.respond(rawJson(200, whole.many(call.kind, items, meta, 0)));
}

void ApiServer::evict(const Call &call) {
    const auto body = parsedBody(call.exchange.request());
    if (!body)
        return call.exchange.respond(errorResponse(body.error()));
    const auto options = DeleteOptions::of(field(*body, "deleteOptions"), {}, {});
    const auto answer = options ? deleteObject(m_store, call.kind, call.id, *options) : std::unexpected(options.error());
    const Json success = {{"kind", "Status"}, {"apiVersion", "v1"}, {"metadata", Json::object()}, {"status", "Success"}, {"code", 201}};
    call.exchange.respond(answer ? jsonResponse(201, success) : errorResponse(answer.error()));
}

void ApiServer::bootstrap(const std::string &firstService) {
    const auto priority = [this](const char *name, int value, const char *description) {
        (void)m_store.create({"priorityclasses.scheduling.k8s.io", {}, name},
            {{"apiVersion", "scheduling.k8s.io/v1"}, {"kind", "PriorityClass"}, {"metadata", {{"name", name}}}, {"value", value},
                {"preemptionPolicy", "PreemptLowerPriority"}, {"description", description}});
    };
    priority("system-cluster-critical", 2000000000,
        "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.");
    priority("system-node-critical", 2000001000, "Used for system critical pods that must not be moved from their current node.");
    const ObjectId kubernetes{"services", "default", "kubernetes"};
    auto service = m_writer.admitted(kubernetes,
        {{"apiVersion", "v1"}, {"kind", "Service"},
            {"metadata", {{"name", kubernetes.name}, {"namespace", kubernetes.ns}, {"labels", {{"component", "apiserver"}, {"provider", "kubernetes"}}}}},
            {"spec", {{"clusterIP", firstService}, {"ports", Json::array({{{"name", "https"}, {"port", 443}, {"protocol", "TCP"}, {"targetPort", 6443}}})}}}});
    if (service && !m_store.get(kubernetes))
        (void)m_store.create(kubernetes, *std::move(service));
}

} // namespace sandbox
