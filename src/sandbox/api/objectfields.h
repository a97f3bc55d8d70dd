// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of an object that belong to the server: what a strategy of kube-apiserver's registry sets before a write.
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/objectstore.h"

#include <string>
#include <vector>

namespace sandbox {

/// Takes away what only the server writes: uid, versions, times.
void dropServerFields(Json &object);
/// Sets generation, first status, a pod's QoS class, priority and service account, a service's cluster address, a namespace's finalizer.
void prepareNew(const ObjectStore &store, const Kind &kind, Json &object);
/// Keeps what an update of subresource ("" for the object itself) may not change, and counts generation up where the spec differs.
void prepareUpdate(const Kind &kind, const std::string &subresource, const Json &before, Json &object);

/// A name of base and five random letters that make no words.
[[nodiscard]] std::string generatedName(const std::string &base);

/// Takes away the fields that the findings of OpenApi::check() name: "unknown field \"spec.containers[0].foo\"".
void dropUnknownFields(Json &object, const std::vector<std::string> &findings);

[[nodiscard]] bool hasSubresource(const Kind &kind, std::string_view subresource);

} // namespace sandbox
