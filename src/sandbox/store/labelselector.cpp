// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

const Json *labelAt(const Json &labels, const Json &key) {
    if (!labels.is_object() || !key.is_string())
        return nullptr;
    const auto found = labels.find(key.get_ref<const std::string &>());
    return found == labels.end() ? nullptr : &*found;
}

bool expressionMatches(const Json &expression, const Json &labels) {
    const Json *value = labelAt(labels, field(expression, "key"));
    const std::string op = textAt(expression, "operator");
    const auto &values = itemsAt(expression, "values");
    const bool listed = value && std::ranges::find(values, *value) != values.end();
    if (op == "In")
        return listed;
    if (op == "NotIn")
        return !listed;
    if (op == "Exists")
        return value != nullptr;
    return op == "DoesNotExist" && !value;
}

} // namespace

bool selectorMatches(const Json &selector, const Json &labels) {
    if (!selector.is_object())
        return false;
    const Json &wanted = field(selector, "matchLabels");
    if (wanted.is_object() && !wanted.empty() && !labelsContain(wanted, labels))
        return false;
    return std::ranges::all_of(
        itemsAt(selector, "matchExpressions"), [&labels](const Json &expression) { return expressionMatches(expression, labels); });
}

bool labelsContain(const Json &wanted, const Json &labels) {
    if (!wanted.is_object() || wanted.empty() || !labels.is_object())
        return false;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const auto found = labels.find(it.key());
        if (found == labels.end() || *found != it.value())
            return false;
    }
    return true;
}

} // namespace sandbox
