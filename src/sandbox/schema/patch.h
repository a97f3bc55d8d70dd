// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The four ways to change an object that Kubernetes knows, as pure functions, and the ownership of fields that goes
// with them (https://kubernetes.io/docs/reference/using-api/server-side-apply/).
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/status.h"

#include <string>

namespace sandbox {

class OpenApi;

[[nodiscard]] Outcome<Json> jsonPatch(const Json &current, const Json &patch);  // RFC 6902
[[nodiscard]] Outcome<Json> mergePatch(const Json &current, const Json &patch); // RFC 7386
[[nodiscard]] Outcome<Json> strategicMergePatch(
    const OpenApi &api, const Kind &kind, const Json &current, const Json &patch);

struct ApplyOptions {
    std::string fieldManager;
    std::string subresource; // "", "status", "scale"
    bool force = false;
    std::string time; // RFC 3339, for managedFields
};

/// Server-side apply of configuration onto current (null where there is no object yet): the merged object with its
/// managedFields. 409 Conflict, worded as kube-apiserver words it with a cause per field, where another manager owns a
/// field with another value.
[[nodiscard]] Outcome<Json> serverSideApply(
    const OpenApi &api, const Kind &kind, const Json *current, const Json &configuration, const ApplyOptions &options);

/// managedFields of after for an Update by fieldManager: what differs from before becomes the manager's.
void trackUpdate(const OpenApi &api, const Kind &kind, const Json *before, Json &after, const ApplyOptions &options);

} // namespace sandbox
