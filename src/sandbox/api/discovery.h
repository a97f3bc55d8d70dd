// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the API server says of itself: version, groups and resources, in the aggregated and in the older form
// (https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api).
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/status.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// A resource that is computed, not stored: metrics and reviews.
struct VirtualResource {
    std::string_view group;
    std::string_view version;
    std::string_view plural;
    std::string_view singular;
    std::string_view kind;
    bool namespaced = false;
    std::vector<std::string_view> verbs;
};

[[nodiscard]] const VirtualResource *findVirtual(std::string_view group, std::string_view version, std::string_view plural);

[[nodiscard]] Json versionDocument();
/// Verbs of a subresource that is served; empty for one that is not.
[[nodiscard]] std::vector<std::string_view> subresourceVerbs(std::string_view subresource);
[[nodiscard]] bool isGroupVersion(std::string_view group, std::string_view version);

/// APIGroupDiscoveryList of /api (core) or /apis.
enum class DiscoveryRoot { Core, Groups };
[[nodiscard]] Json aggregatedDiscovery(DiscoveryRoot root);
[[nodiscard]] Json coreVersions();  // /api
[[nodiscard]] Json groupList();     // /apis
/// /apis/GROUP and /apis/GROUP/VERSION; nothing where there is no such group.
[[nodiscard]] std::optional<Json> groupDocument(std::string_view group);
[[nodiscard]] std::optional<Json> resourceList(std::string_view group, std::string_view version);

} // namespace sandbox
