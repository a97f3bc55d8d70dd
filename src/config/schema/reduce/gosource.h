// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a Go package of Kubernetes' API types that its OpenAPI document is made of: structs, named types, values of enums,
// descriptions, and when a kind was or will be removed.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace reduce {

struct GoField {
    std::string name; // in JSON; empty where the type's own fields stand here
    std::string type; // as Go writes it
    bool optional = false;
    std::map<std::string, std::vector<std::string>> markers; // "listType" -> {"map"}
};

struct Lifecycle {
    int removedMinor = 0; // of Kubernetes 1; 0 where nothing says
    std::string group, version, kind; // what replaces it
};

struct GoPackage {
    std::string prefix;  // "io.k8s.api.apps.v1."
    std::string group;
    std::string version;
    std::map<std::string, std::vector<GoField>> structs;
    std::map<std::string, std::string> named; // type X string
    std::map<std::string, std::vector<std::string>> values; // of types marked +enum
    std::map<std::string, std::string> imports; // alias -> prefix of definitions
    std::map<std::string, std::map<std::string, std::string>> descriptions; // struct -> field ("" for itself)
    std::map<std::string, Lifecycle> lifecycles;
};

/// Throws std::runtime_error where the folder has no types.go.
[[nodiscard]] GoPackage readGoPackage(const std::filesystem::path &folder, const std::string &prefix);

} // namespace reduce
