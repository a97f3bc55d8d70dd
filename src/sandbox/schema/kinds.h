// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds that the sandbox serves: one table for discovery, routing, printing and validation.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

struct Kind {
    std::string_view group; // "" for core
    std::string_view version;
    std::string_view kind;
    std::string_view plural;
    std::string_view singular;
    bool namespaced = true;
    std::vector<std::string_view> shortNames;
    std::vector<std::string_view> subresources; // "status", "scale", ("log" for pods)
    std::vector<std::string_view> categories;   // "all"

    /// "apps/v1", or "v1" for core.
    [[nodiscard]] std::string apiVersion() const;
    /// The store's resource and the name in messages: "deployments.apps", or "pods" for core.
    [[nodiscard]] std::string resource() const;
};

[[nodiscard]] std::span<const Kind> kinds();
/// Null where it is not served.
[[nodiscard]] const Kind *findKind(std::string_view group, std::string_view version, std::string_view plural);
[[nodiscard]] const Kind *findKindByName(std::string_view apiVersion, std::string_view kind);
/// By the store's resource name ("deployments.apps").
[[nodiscard]] const Kind *findResource(std::string_view resource);

} // namespace sandbox
