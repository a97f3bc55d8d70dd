// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultdesk.h"

#include "sandbox/api/answers.h"

using namespace sandbox;

namespace {

constexpr auto usualNamespace = "aqi-predictor"; // that of the kubeconfig's context

Json jsonOf(const ActiveFault &active) {
    return {{"fault", active.fault->name}, {"target", active.target.text}, {"namespace", active.target.ns}, {"since", active.since}};
}

Json jsonOf(const std::vector<ActiveFault> &faults) {
    Json list = Json::array();
    for (const auto &active : faults)
        list.push_back(jsonOf(active));
    return list;
}

} // namespace

HttpResponse FaultDesk::answer(const HttpRequest &request) {
    const auto &path = request.segments;
    if (request.method == "GET" && path.size() == 2 && path[1] == "ready")
        return textResponse(200, "ok");
    if (path.size() < 2 || path.size() > 3 || path[1] != "faults")
        return errorResponse(unknownPath());
    const std::string name = path.size() == 3 ? path[2] : std::string();
    const std::string target = request.parameter("target").value_or("");
    if (request.method == "GET" && name.empty())
        return jsonResponse(200, {{"active", jsonOf(m_book.active())}});
    if (request.method == "DELETE")
        return jsonResponse(200, {{"cleared", jsonOf(m_book.clear(name, target))}});
    if (request.method != "POST" || name.empty())
        return errorResponse(methodNotAllowed());
    const auto injected = m_book.inject(name, request.parameter("namespace").value_or(usualNamespace), target);
    return injected ? jsonResponse(200, jsonOf(*injected)) : errorResponse(injected.error());
}
