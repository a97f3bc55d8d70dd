// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/requestpath.h"

namespace sandbox {

std::optional<RequestPath> RequestPath::parse(const std::vector<std::string> &segments) {
    RequestPath path;
    std::size_t at = 0;
    const auto next = [&segments, &at] { return at < segments.size() ? segments[at++] : std::string(); };
    const auto root = next();
    if (root == "apis")
        path.group = next();
    else if (root != "api")
        return std::nullopt;
    path.version = next();
    path.resource = next();
    // "namespaces/x/pods" is a resource in a namespace; "namespaces/x", "namespaces/x/status" are the namespace itself.
    if (path.resource == "namespaces" && at + 1 < segments.size()) {
        const auto &third = segments[at + 1];
        if (third != "status" && third != "finalize") {
            path.ns = next();
            path.resource = next();
        }
    }
    path.name = next();
    path.subresource = next();
    while (at < segments.size())
        path.rest.push_back(next());
    if (path.resource.empty() || path.version.empty())
        return std::nullopt;
    return path;
}

} // namespace sandbox
