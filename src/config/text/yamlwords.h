// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// yaml-cpp's complaints in plain words, at the place that a person has to change.
#pragma once

#include "config/text/document.h"

namespace config {

struct YamlTrouble {
    QString message;
    Range range;
};

/// `document` is the part of the text that was being read, `at` where yaml-cpp gave up, `complaint` its words.
[[nodiscard]] YamlTrouble explained(std::string_view text, Range document, std::uint32_t at, const std::string &complaint);
[[nodiscard]] QString unclosedQuoteWords(char quote);

} // namespace config
