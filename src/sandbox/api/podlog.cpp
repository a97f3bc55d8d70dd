// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/podlog.h"

#include "sandbox/api/answers.h"
#include "sandbox/api/httpserver.h"
#include "sandbox/api/podcontainer.h"
#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <memory>

namespace sandbox {

namespace {

constexpr qint64 mostUnreadLog = 64 * 1024 * 1024; // a reader that does not read is cut off

/// What kube-apiserver's validation says of the parameters; empty where they are good.
std::string refusalOf(const HttpRequest &request) {
    std::string refusal;
    const auto add = [&refusal](const std::string &text) { refusal += (refusal.empty() ? "" : ", ") + text; };
    const auto atLeast = [&](const char *name, std::int64_t least, const char *rule) {
        const auto text = request.parameter(name).value_or("");
        const auto value = numberParameter(request, name);
        if (!text.empty() && (!value || *value < least))
            add(std::string(name) + ": Invalid value: " + text + ": must be greater than " + rule);
    };
    atLeast("tailLines", 0, "or equal to 0");
    atLeast("limitBytes", 1, "0");
    atLeast("sinceSeconds", 1, "0");
    const auto time = request.parameter("sinceTime").value_or("");
    if (!time.empty() && request.parameter("sinceSeconds"))
        add(": Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified");
    if (!time.empty() && !timeMs(time))
        add("sinceTime: Invalid value: \"" + time + "\": must be a time of RFC 3339");
    const bool many = refusal.find(", ") != std::string::npos;
    return many ? '[' + refusal + ']' : refusal;
}

struct LogAsked {
    LogQuery query;
    std::optional<std::int64_t> limitBytes;
};

Outcome<LogAsked> queryOf(const HttpRequest &request, const ObjectStore &store, const ObjectId &id) {
    const auto pod = store.get(id);
    if (!pod)
        return notFound(id.resource, id.name);
    if (const auto refusal = refusalOf(request); !refusal.empty())
        return std::unexpected(StatusError{422, "Invalid", "PodLogOptions \"" + id.name + "\" is invalid: " + refusal, Json::object()});
    auto container = chosenContainer(*pod, request.parameter("container").value_or(""));
    if (!container)
        return std::unexpected(container.error());
    LogQuery query{id.ns, id.name, *container, request.isSet("previous"), request.isSet("timestamps"),
        numberParameter(request, "tailLines"), timeMs(request.parameter("sinceTime").value_or(""))};
    if (const auto seconds = numberParameter(request, "sinceSeconds"))
        query.sinceMs = timeMs(store.now()).value_or(0) - std::min<std::int64_t>(*seconds, 1LL << 40) * 1000;
    return LogAsked{query, numberParameter(request, "limitBytes")};
}

/// One log that is being followed. Held by the backend's callbacks and by the exchange's end.
struct Followed {
    HttpExchange &exchange;
    std::optional<std::int64_t> left; // of limitBytes
    Backends::Stop stop;
    bool ended = false;

    void write(std::string_view text) {
        if (ended)
            return;
        if (left)
            text = text.substr(0, static_cast<std::size_t>(*left));
        exchange.write(text);
        if (left)
            *left -= static_cast<std::int64_t>(text.size());
        if (exchange.backlog() > mostUnreadLog)
            exchange.abort();
        else if (left == 0)
            exchange.end();
    }
};

void follow(HttpExchange &exchange, const Backends &backends, const LogAsked &asked) {
    const auto followed = std::make_shared<Followed>(exchange, asked.limitBytes, nullptr);
    exchange.begin(200, {{"Content-Type", "text/plain; charset=utf-8"}});
    QObject::connect(&exchange, &HttpExchange::closed, &exchange, [followed] {
        followed->ended = true;
        if (const auto stop = std::exchange(followed->stop, nullptr))
            stop();
    });
    auto started = backends.followLogs(asked.query, [followed](std::string_view text) { followed->write(text); },
        [followed] {
            if (!followed->ended)
                followed->exchange.end();
        });
    if (!started) {
        followed->write(started.error().message + '\n');
        if (!followed->ended)
            exchange.end();
    } else if (followed->ended) {
        (*started)();
    } else {
        followed->stop = std::move(*started);
    }
}

} // namespace

void answerPodLog(HttpExchange &exchange, const ObjectStore &store, const Backends &backends, const ObjectId &pod) {
    const auto asked = queryOf(exchange.request(), store, pod);
    if (!asked)
        return exchange.respond(errorResponse(asked.error()));
    if (!backends.logs)
        return exchange.respond(errorResponse({500, "InternalError", "no runtime keeps logs", Json::object()}));
    if (const auto object = store.get(pod); object && textAt(*object, "spec.nodeName").empty())
        return exchange.respond(textResponse(200, {})); // as kube-apiserver: there is no node to ask
    auto text = backends.logs(asked->query); // also where it is followed: its errors answer with a status
    if (!text)
        return exchange.respond(errorResponse(text.error()));
    if (exchange.request().isSet("follow") && backends.followLogs)
        return follow(exchange, backends, *asked);
    if (asked->limitBytes)
        text->resize(std::min(text->size(), static_cast<std::size_t>(*asked->limitBytes)));
    exchange.respond(textResponse(200, std::move(*text)));
}

} // namespace sandbox
