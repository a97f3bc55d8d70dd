// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of schema_reduce that reads Kubernetes' OpenAPI v2 document.
#pragma once

#include <nlohmann/json.hpp>

#include <istream>

namespace sandbox {

/// The document's definitions by name ("io.k8s.api.core.v1.Pod"); throws where it is not such a document.
[[nodiscard]] nlohmann::json swaggerDefinitions(std::istream &document);

/// Of the definitions those that the kinds served reach, without the keys that nobody reads.
[[nodiscard]] nlohmann::json reachableDefinitions(const nlohmann::json &definitions);

} // namespace sandbox
