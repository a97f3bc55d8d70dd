// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Sets of fields as metadata.managedFields writes them (FieldsV1): a trie whose steps are "f:name", "k:{keys}",
// "v:value". https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ names the format.
#pragma once

#include "sandbox/store/status.h"

#include <map>
#include <string>
#include <vector>

namespace sandbox {

struct FieldSet {
    bool member = false; // the path that leads here is in the set
    std::map<std::string, FieldSet> children;

    [[nodiscard]] bool empty() const { return !member && children.empty(); }
    /// Null where the step leads out of the set.
    [[nodiscard]] const FieldSet *child(const std::string &step) const;

    /// Anything that is no FieldsV1 object reads as an empty set.
    [[nodiscard]] static FieldSet fromJson(const Json &fieldsV1);
    [[nodiscard]] Json toJson() const;

    void unite(const FieldSet &other);
    void subtract(const FieldSet &other);
    /// Takes away a path and all below it.
    void cut(const std::vector<std::string> &path);
    [[nodiscard]] FieldSet intersection(const FieldSet &other) const;
    /// Members as messages write them: .spec.containers[name="app"].image
    [[nodiscard]] std::vector<std::string> paths() const;

    friend bool operator==(const FieldSet &, const FieldSet &) = default;
};

/// One step as messages write it: ".image", "[name=\"app\"]", "[=\"ReadWriteOnce\"]".
[[nodiscard]] std::string stepText(const std::string &step);

} // namespace sandbox
