// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The four operations of structured merge (https://github.com/kubernetes-sigs/structured-merge-diff) on values with a
// shape.
#pragma once

#include "sandbox/schema/fieldset.h"
#include "sandbox/schema/shape.h"

#include <string>
#include <vector>

namespace sandbox {

/// What keeps a value from being applied: ".spec.replcas: field not declared in schema".
[[nodiscard]] std::vector<std::string> typeErrors(const Shape &shape, const Json &value);

/// The fields that a value speaks of.
[[nodiscard]] FieldSet fieldsOf(const Shape &shape, const Json &value);

/// applied over live: maps by key, lists by their keys, all else replaced.
[[nodiscard]] Json mergeTyped(const Shape &shape, const Json &live, const Json &applied);

struct Comparison {
    FieldSet changed; // added or modified
    FieldSet removed;
};
/// before null: all of after is added.
[[nodiscard]] Comparison compareTyped(const Shape &shape, const Json &before, const Json &after);

/// Takes out of value what is in owned and not in kept.
void prune(const Shape &shape, Json &value, const FieldSet &owned, const FieldSet &kept);

} // namespace sandbox
