// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/aqiservices.h"

#include "sandbox/services/call.h"
#include "sandbox/services/metrics.h"

#include <algorithm>
#include <array>
#include <format>

namespace sandbox {

namespace {
/// A service without content: its health paths, and a page that says so.
struct Hollow {
    std::string_view app;
    std::string_view title;
    std::array<std::pair<std::string_view, std::string_view>, 2> health; // path, body
    std::string_view healthType;
};
constexpr std::array hollows = {
    Hollow{"dashboard", "AQI dashboard", {{{"/_stcore/health", "ok"}, {"/healthz", "ok"}}}, "text/plain"},
    Hollow{"frontend", "AQI map frontend", {{{"/health", "ok\n"}, {"/healthz", "ok\n"}}}, "text/plain"},
    Hollow{"grafana", "Grafana", {{{"/api/health", R"({"database":"ok","version":"stand-in"})"}, {"/healthz", "Ok"}}},
        "application/json"},
    Hollow{"prometheus", "Prometheus",
        {{{"/-/healthy", "Prometheus Server is Healthy.\n"}, {"/-/ready", "Prometheus Server is Ready.\n"}}},
        "text/plain"},
};

ServiceReply hollowAnswer(const Hollow &service, const std::string &path) {
    for (const auto &[health, body] : service.health)
        if (path == health)
            return {200, std::string(service.healthType), std::string(body), {}};
    if (path == "/" || path == "/index.html")
        return {200, "text/html; charset=utf-8",
            std::format("<!doctype html><html lang=\"en\"><title>{0} (stand-in)</title><body><h1>{0}</h1>"
                        "<p>This is a stand-in inside the sandbox. It answers health checks and has no "
                        "content.</p></body></html>\n",
                service.title),
            {}};
    return {404, "text/plain", "404: this stand-in answers its health path and / only\n", {}};
}

ServiceReply apiAnswer(const ApiCall &call, const std::string &method) {
    for (const auto answer : {&healthAnswer, &forecastAnswer, &dataAnswer}) {
        auto reply = answer(call);
        if (!reply)
            continue;
        if (method != "GET" && method != "HEAD") {
            reply = detailReply(405, "Method Not Allowed");
            reply->headers.emplace_back("Allow", "GET");
        }
        return *std::move(reply);
    }
    return detailReply(404, "Not Found");
}

const Hollow *hollow(std::string_view app) {
    const auto found = std::ranges::find(hollows, app, &Hollow::app);
    return found == hollows.end() ? nullptr : &*found;
}
} // namespace

AqiServices::AqiServices(std::chrono::sys_seconds start)
    : m_counts(std::make_unique<RequestCounts>(start)) {}
AqiServices::~AqiServices() = default;

bool AqiServices::knows(std::string_view app) {
    return app == "api" || hollow(app);
}

ServiceReply AqiServices::handle(const ServiceRequest &request) {
    const ApiCall call = takeApart(request);
    ServiceReply reply;
    if (const Hollow *service = hollow(request.app)) {
        reply = hollowAnswer(*service, call.path);
    } else if (request.app != "api") {
        reply = detailReply(404, std::format("no stand-in for app {}", request.app));
    } else if (call.path == "/metrics") {
        reply = {200, "text/plain; version=0.0.4; charset=utf-8", m_counts->text(request.now), {}};
    } else {
        const auto began = std::chrono::steady_clock::now();
        reply = apiAnswer(call, request.method);
        m_counts->add(request.method, endpointOf(call.path, reply.status), reply.status,
            std::chrono::steady_clock::now() - began);
    }
    if (request.method == "HEAD")
        reply.body.clear();
    reply.headers.emplace_back("X-Data-Kind", "synthetic");
    return reply;
}

} // namespace sandbox
