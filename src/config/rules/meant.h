// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What was meant by a word that others do not know: of a closed list, in which names that differ in a letter or a digit are no siblings.
#pragma once

#include "config/rules/names.h"

#include <algorithm>

namespace config {

/// One letter too many, too few, another, or two of them swapped.
[[nodiscard]] inline bool isOneSlip(std::string_view a, std::string_view b) {
    const auto same = [](char x, char y) { return x == y; };
    const std::size_t shorter = std::min(a.size(), b.size()), longer = std::max(a.size(), b.size());
    if (longer - shorter > 1 || a == b)
        return false;
    const auto begin = std::size_t(std::mismatch(a.begin(), a.begin() + std::ptrdiff_t(shorter), b.begin(), same).first - a.begin());
    a.remove_prefix(begin);
    b.remove_prefix(begin);
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.remove_suffix(1);
        b.remove_suffix(1);
    }
    const bool swapped = a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0];
    return swapped || (a.size() <= 1 && b.size() <= 1);
}

/// The one known name that a slip of the pen would make this word out of. Short names are compared by the length of what was meant: "pot" is
/// "port".
[[nodiscard]] inline std::optional<std::string_view> meant(std::string_view word, std::span<const std::string_view> names) {
    if (const auto close = rules::near(word, names))
        return close;
    std::optional<std::string_view> only;
    for (const std::string_view name : names) {
        if (std::max(name.size(), word.size()) < 3 || name == only || !(isOneSlip(word, name) || rules::near(name, std::span(&word, 1))))
            continue;
        if (only)
            return std::nullopt; // two that are equally near: neither is certain
        only = name;
    }
    return only;
}

} // namespace config
