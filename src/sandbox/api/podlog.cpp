// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/podlog.h"

#include "sandbox/api/answers.h"
#include "sandbox/api/httpserver.h"
#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

#include <QDateTime>

#include <algorithm>
#include <memory>

namespace sandbox {

namespace {

const char *const containerLists[] = {"spec.containers", "spec.initContainers", "spec.ephemeralContainers"};

bool hasContainer(const Json &pod, const std::string &name) {
    return std::ranges::any_of(containerLists, [&](const char *list) {
        return std::ranges::any_of(itemsAt(pod, list), [&name](const Json &container) { return textAt(container, "name") == name; });
    });
}

Outcome<std::string> chosenContainer(const Json &pod, const std::string &wanted) {
    if (!wanted.empty()) {
        if (hasContainer(pod, wanted))
            return wanted;
        return badRequest("container " + wanted + " is not valid for pod " + nameOf(pod));
    }
    const auto &containers = itemsAt(pod, "spec.containers");
    if (containers.size() == 1)
        return textAt(containers[0], "name");
    std::string names;
    for (const auto &container : containers)
        names += (names.empty() ? "" : " ") + textAt(container, "name");
    return badRequest("a container name must be specified for pod " + nameOf(pod) + ", choose one of: [" + names + ']');
}

Outcome<LogQuery> queryOf(const HttpRequest &request, const ObjectStore &store, const ObjectId &id) {
    const auto pod = store.get(id);
    if (!pod)
        return notFound(id.resource, id.name);
    auto container = chosenContainer(*pod, request.parameter("container").value_or(""));
    if (!container)
        return std::unexpected(container.error());
    LogQuery query{id.ns, id.name, *container, request.isSet("previous"), request.isSet("timestamps"),
        numberParameter(request, "tailLines"), numberParameter(request, "sinceSeconds")};
    if (const auto since = timeMs(request.parameter("sinceTime").value_or("")))
        query.sinceSeconds = std::max<std::int64_t>(1, (timeMs(store.now()).value_or(*since) - *since) / 1000);
    if (query.tailLines.value_or(0) < 0 || query.sinceSeconds.value_or(1) < 1)
        return std::unexpected(StatusError{422, "Invalid",
            "PodLogOptions \"\" is invalid: tailLines must be at least 0, sinceSeconds at least 1", Json::object()});
    return query;
}

void follow(HttpExchange &exchange, const Backends &backends, const LogQuery &query) {
    struct Stream {
        Backends::Stop stop;
        bool ended = false;
    };
    const auto stream = std::make_shared<Stream>(); // held by the backend's callbacks and by the exchange's end
    exchange.begin(200, {{"Content-Type", "text/plain; charset=utf-8"}});
    QObject::connect(&exchange, &HttpExchange::closed, &exchange, [stream] {
        stream->ended = true;
        if (stream->stop)
            stream->stop();
        stream->stop = nullptr;
    });
    auto started = backends.followLogs(
        query, [&exchange, stream](std::string_view text) { if (!stream->ended) exchange.write(text); },
        [&exchange, stream] { if (!stream->ended) exchange.end(); });
    if (!started)
        exchange.write(started.error().message + '\n');
    if (!started)
        exchange.end();
    else if (stream->ended)
        (*started)();
    else
        stream->stop = std::move(*started);
}

} // namespace

void answerPodLog(HttpExchange &exchange, const ObjectStore &store, const Backends &backends, const ObjectId &pod) {
    const auto query = queryOf(exchange.request(), store, pod);
    if (!query)
        return exchange.respond(errorResponse(query.error()));
    if (!backends.logs)
        return exchange.respond(errorResponse({500, "InternalError", "no runtime keeps logs", Json::object()}));
    auto text = backends.logs(*query); // also where it is followed: its errors answer with a status
    if (!text)
        return exchange.respond(errorResponse(text.error()));
    if (exchange.request().isSet("follow") && backends.followLogs)
        return follow(exchange, backends, *query);
    if (const auto limit = numberParameter(exchange.request(), "limitBytes"); limit && *limit >= 0)
        text->resize(std::min(text->size(), static_cast<std::size_t>(*limit)));
    exchange.respond(textResponse(200, std::move(*text)));
}

} // namespace sandbox
