// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What every controller of pods does: names, template hashes, owner references, pods out of templates, availability.
#pragma once

#include "sandbox/store/objectstore.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// Five random letters and digits out of those that Kubernetes uses, as generateName appends them.
[[nodiscard]] std::string randomSuffix();
/// The label pod-template-hash and the like: of the value's canonical text, in Kubernetes' safe letters.
[[nodiscard]] std::string contentHash(const Json &value);

/// What the pods of stateful and daemon sets say of the template that they were made of.
inline constexpr std::string_view revisionLabel = "controller-revision-hash";

/// metadata.ownerReferences with the owner as controller. The owner must carry apiVersion and kind.
[[nodiscard]] Json ownerReferences(const Json &owner);
/// Pending, of the owner; labels and annotations of the template.
[[nodiscard]] Json podFromTemplate(const Json &owner, const Json &podTemplate);

/// Neither over nor being deleted.
[[nodiscard]] bool podActive(const Json &pod);
/// Milliseconds until a ready pod counts as available; 0: it does; negative: it is not ready.
[[nodiscard]] std::int64_t untilAvailable(const Json &pod, long long minReadySeconds, std::int64_t nowMs);

/// The order in which a replica set gives pods up: unscheduled, not running, not ready, later ready, more restarts, newer ones first.
[[nodiscard]] bool deletedFirst(const ObjectPtr &left, const ObjectPtr &right);

/// An int or a percentage of total (maxSurge, maxUnavailable, minAvailable), rounded as asked.
enum class Rounding { Up, Down };
[[nodiscard]] long long intOrPercent(const Json &value, long long total, Rounding rounding, long long otherwise);

/// metadata.generation + 1, for a controller that changes a spec.
void bumpGeneration(Json &object);

} // namespace sandbox
