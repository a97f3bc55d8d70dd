// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults/apifaults.h"

#include "sandbox/api/answers.h"

namespace sandbox {

namespace {

/// As kube-apiserver's priority and fairness turns requests away.
HttpResponse throttled() {
    HttpResponse response = textResponse(429, "Too many requests, please try again later.\n");
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

/// As the aggregator answers for an API whose server is not there.
HttpResponse noBackend() {
    return textResponse(503, "service unavailable\n");
}

HttpResponse unavailable() {
    return errorResponse({503, "ServiceUnavailable", "the server is currently unable to handle the request", Json::object()});
}

HttpResponse unauthorized() {
    return errorResponse({401, "Unauthorized", "Unauthorized", Json::object()});
}

} // namespace

ApiFaults::ApiFaults(const FaultBook &book, std::string token, QObject *parent)
    : QObject(parent)
    , m_book(book)
    , m_token(std::move(token)) {
    connect(&book, &FaultBook::changed, this, &ApiFaults::look);
}

void ApiFaults::look() {
    const bool expired = isOn("certificate-expired");
    m_on.clear();
    for (const auto &active : m_book.active()) {
        if (active.fault->place == Fault::Place::Api)
            m_on[active.fault->name] = active.target.number;
    }
    if (expired != isOn("certificate-expired"))
        Q_EMIT certificateChanged();
}

Disturbance ApiFaults::of(const HttpRequest &request) const {
    Disturbance disturbance;
    if (m_on.empty())
        return disturbance;
    if (const auto slow = m_on.find("api-slow"); slow != m_on.end())
        disturbance.delay = std::chrono::milliseconds(slow->second);
    const bool metrics = request.segments.size() > 2 && request.segments[0] == "apis" && request.segments[1] == "metrics.k8s.io";
    if (isOn("api-unavailable"))
        disturbance.answer = unavailable();
    else if (isOn("api-throttled"))
        disturbance.answer = throttled();
    else if (isOn("token-expired") && request.header("authorization").ends_with(m_token))
        disturbance.answer = unauthorized();
    else if (metrics && isOn("metrics-down"))
        disturbance.answer = noBackend();
    return disturbance;
}

} // namespace sandbox
