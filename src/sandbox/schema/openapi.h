// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What Kubernetes' own OpenAPI document (out of a package, at build time) says of the kinds served: types of fields,
// which lists are maps and by which keys, defaults and required fields that decide whether an object is taken.
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/status.h"

#include <string>
#include <vector>

namespace sandbox {

class OpenApi {
public:
    /// Reads the document that the build reduced and linked in; aborts if it is broken, which a test would have seen.
    OpenApi();

    /// The schema (a definition with $ref resolved) of a kind; null where unknown.
    [[nodiscard]] const Json *definition(const Kind &kind) const;
    /// Follows $ref.
    [[nodiscard]] const Json &resolve(const Json &schema) const;
    /// Keys by which the items of a list are told apart; empty where the list is one value (atomic) or a set of
    /// scalars.
    [[nodiscard]] static std::vector<std::string> mapKeys(const Json &listSchema);

    /// Unknown fields, wrong types, missing required fields, as an API server words them; empty where all is well.
    /// "unknown field \"spec.replcas\"" for unknown fields: the caller decides by fieldValidation what to do with
    /// those.
    struct Findings {
        std::vector<std::string> unknownFields;
        std::vector<StatusError> errors;
    };
    [[nodiscard]] Findings check(const Kind &kind, const Json &object) const;

    /// /openapi/v3: the index, and one group version's document ("apis/apps/v1", "api/v1"): schemas, and paths with
    /// PATCH's fieldValidation parameter, by which kubectl decides that the server validates. Null where there is none.
    [[nodiscard]] Json v3Index() const;
    [[nodiscard]] Json v3Document(const std::string &groupVersionPath) const;

    /// Definitions by their full name ("io.k8s.api.core.v1.Pod").
    [[nodiscard]] const Json &definitions() const { return *m_definitions; }

private:
    const Json *m_definitions; // parsed once, shared by all
};

} // namespace sandbox
