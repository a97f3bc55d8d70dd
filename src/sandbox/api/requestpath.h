// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The address of a resource in a URL (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace sandbox {

struct RequestPath {
    std::string group; // "" for core
    std::string version;
    std::string ns;       // empty: cluster-wide, or all namespaces
    std::string resource; // plural
    std::string name;     // empty for a collection
    std::string subresource;
    std::vector<std::string> rest; // after the subresource (of a proxy)

    /// Of "/api/v1/..." and "/apis/GROUP/VERSION/...", at least with a resource; nothing for other paths.
    [[nodiscard]] static std::optional<RequestPath> parse(const std::vector<std::string> &segments);
};

} // namespace sandbox
