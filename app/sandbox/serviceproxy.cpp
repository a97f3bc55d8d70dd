// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceproxy.h"

#include "sandbox/store/fields.h"

#include <QtConcurrentRun>

#include <algorithm>

using namespace sandbox;

namespace {

std::chrono::sys_seconds instant(const Clock &clock) {
    return std::chrono::sys_seconds(std::chrono::seconds(clock.nowMs() / 1000));
}

ProxyResponse responseOf(ServiceReply reply) {
    ProxyResponse response{reply.status, {{"Content-Type", reply.contentType}}, std::move(reply.body)};
    for (auto &header : reply.headers)
        response.headers.push_back(std::move(header));
    return response;
}

} // namespace

ServiceProxy::ServiceProxy(const ObjectStore &store, Clock clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_services(instant(clock)) {}

std::string ServiceProxy::appBehind(const std::string &ns, const std::string &service) const {
    const auto endpoints = m_store.get({"endpoints", ns, service});
    if (!endpoints)
        return {};
    for (const auto &subset : itemsAt(*endpoints, "subsets")) {
        for (const auto &address : itemsAt(subset, "addresses")) {
            const auto pod = m_store.get({"pods", ns, textAt(address, "targetRef.name")});
            if (const auto app = pod ? entryAt(*pod, "metadata.labels", "app") : std::string(); !app.empty())
                return app;
        }
    }
    return {};
}

std::optional<ServiceProxy::Place> ServiceProxy::processBehind(const ProxyRequest &request) const {
    const auto service = m_store.get({"services", request.ns, request.service});
    const auto endpoints = m_store.get({"endpoints", request.ns, request.service});
    if (!service || !endpoints)
        return std::nullopt;
    const auto &ports = itemsAt(*service, "spec.ports");
    const auto wanted = std::ranges::find_if(ports, [&request](const Json &port) { return numberAt(port, "port") == request.port; });
    for (const auto &subset : itemsAt(*endpoints, "subsets")) {
        for (const auto &port : itemsAt(subset, "ports")) {
            if (wanted == ports.end() || textAt(port, "name") != textAt(*wanted, "name"))
                continue;
            for (const auto &address : itemsAt(subset, "addresses")) {
                const auto pod = m_store.get({"pods", request.ns, textAt(address, "targetRef.name")});
                if (pod && std::ranges::any_of(itemsAt(*pod, "status.containerStatuses"),
                        [](const Json &status) { return textAt(status, "containerID").starts_with("process://"); }))
                    return Place{textAt(address, "ip"), static_cast<int>(numberAt(port, "port"))};
            }
        }
    }
    return std::nullopt;
}

void ServiceProxy::answer(const ProxyRequest &request, Backends::OnResponse onResponse) {
    if (const auto place = processBehind(request))
        return m_forward.forward(place->address, place->port, request, std::move(onResponse));
    ServiceRequest asked{appBehind(request.ns, request.service), request.method, request.path, request.query,
        {request.headers.begin(), request.headers.end()}, request.body, instant(m_clock),
        !appBehind(request.ns, "timescaledb-service").empty(), !appBehind(request.ns, "redis-service").empty()};
    if (!AqiServices::knows(asked.app))
        return onResponse(std::nullopt);
    QtConcurrent::run(&m_pool, [this, asked = std::move(asked)] { return m_services.handle(asked); })
        .then(this, [onResponse = std::move(onResponse)](ServiceReply reply) { onResponse(responseOf(std::move(reply))); });
}
