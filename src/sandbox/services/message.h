// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What goes in and out of a stand-in service: one HTTP request and its answer, as values.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sandbox {

struct ServiceRequest {
    std::string app;    // label `app` of the pods: api, dashboard, frontend, grafana, prometheus
    std::string method; // GET
    std::string path;   // percent-encoded or not, without the query
    std::string query;  // raw, without the question mark
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
    std::chrono::sys_seconds now;
    bool databaseUp = true; // what the service depends on, as the runtime sees it: false makes it alive but not ready
    bool cacheUp = true;
};

struct ServiceReply {
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>>
        headers; // beside Content-Type; always holds X-Data-Kind: synthetic
};

} // namespace sandbox
