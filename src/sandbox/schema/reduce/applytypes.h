// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of schema_reduce that reads client-go's types of server-side apply: they are of a newer Kubernetes than the
// OpenAPI document of the package golang-k8s-cli-runtime-dev.
#pragma once

#include <nlohmann/json.hpp>

#include <istream>

namespace sandbox {

/// The types in applyconfigurations/internal/internal.go, as OpenAPI definitions under the same names. The file holds
/// them as structured-merge-diff's schema in YAML, in a Go raw string; throws where there is none.
/// https://pkg.go.dev/sigs.k8s.io/structured-merge-diff/v4/schema
[[nodiscard]] nlohmann::json applyDefinitions(std::istream &goSource);

/// Lays the newer definitions over the older ones: types and fields that the older do not know, and of those that they
/// know how lists and maps merge, defaults, and the type that a field has now. Nothing is taken away.
void layOver(nlohmann::json &definitions, const nlohmann::json &newer);

} // namespace sandbox
