// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody who wrote a word that is not there probably meant.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace config::schema {

/// Letters that differ, are missing, too many or exchanged; no more than `most` + 1 is ever found.
[[nodiscard]] int distance(std::string_view a, std::string_view b, int most);

struct Suggestion {
    std::string text; // empty where none is close
    int distance = 0; // 0: but for case, "-" and "_"
};

/// The closest candidate, where it is close for a word of this length.
[[nodiscard]] Suggestion closest(std::string_view word, std::span<const std::string_view> candidates);

} // namespace config::schema
