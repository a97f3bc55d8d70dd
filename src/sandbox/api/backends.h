// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The doors through which the API server reaches what runs behind it: logs, processes, ports, usage and HTTP services. The program fills
// them in; the API server knows no runtime and no service.
#pragma once

#include "sandbox/api/containerprocess.h"
#include "sandbox/api/httpmessage.h"
#include "sandbox/store/podusage.h"
#include "sandbox/store/status.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

/// The parameters of pods/log (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log).
struct LogQuery {
    std::string ns;
    std::string pod;
    std::string container; // never empty: the API server has chosen the only or first one
    bool previous = false; // of the instance before the last restart
    bool timestamps = false; // RFC 3339 and a space before every line
    std::optional<std::int64_t> tailLines;
    std::optional<std::int64_t> sinceMs; // only lines of this moment (ms since 1970, the sandbox's time) and later
};

struct ProxyRequest {
    std::string ns;
    std::string service;
    int port = 0; // the service's own port number
    std::string method;
    std::string path;  // "/api/v1/health", percent-encoded as it came
    std::string query; // without the question mark, percent-encoded as it came
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;
};

struct ProxyResponse {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

/// Whatever is left empty answers as a cluster without that part: 503 for the proxy, no metrics, no logs, 501 for processes and ports.
struct Backends {
    /// What the container has written so far, lines ended by '\n'.
    std::function<Outcome<std::string>(const LogQuery &)> logs;

    /// As logs, then whatever comes. onText is called with whole lines, onEnd once when this instance of the container has ended: a
    /// kubelet's stream does not go on with the next one. What it returns stops the stream; afterwards neither is called. Both may be
    /// called before it returns.
    using OnText = std::function<void(std::string_view)>;
    using OnEnd = std::function<void()>;
    using Stop = std::function<void()>;
    std::function<Outcome<Stop>(const LogQuery &, OnText, OnEnd)> followLogs;

    /// Another process in a running container; the container's own one. The errors say in a Status why there is none.
    using Process = Outcome<std::unique_ptr<ContainerProcess>>;
    std::function<Process(const ExecQuery &)> exec;
    std::function<Process(const ExecQuery &)> attach;

    /// The address at which a running pod's ports listen.
    std::function<Outcome<std::string>(const std::string &ns, const std::string &pod)> podHost;

    /// What each container of a pod uses now; empty where it does not run.
    using ContainerUsages = std::vector<std::pair<std::string, PodUsage>>;
    std::function<ContainerUsages(const std::string &ns, const std::string &pod)> usage;

    /// Answers exactly once, now or later; none where nobody listens there (the API server answers 503).
    using OnResponse = std::function<void(std::optional<ProxyResponse>)>;
    std::function<void(const ProxyRequest &, OnResponse)> proxy;

    /// Requests below /sandbox are for the program itself; 404 where it is empty.
    std::function<HttpResponse(const HttpRequest &)> program;
};

} // namespace sandbox
