// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Comments that accept a finding, with a reason:
//
//   # aqi-ignore: rule-id[, rule-id] because REASON        on the line of the value, or on the line before it: the value that begins there
//                                                          and all in it; above the first key of an object: the whole object
//   # aqi-ignore-file: rule-id[, rule-id] because REASON   anywhere: the whole file
//
// JSON has no comments: what is accepted there stands in the settings file.
#pragma once

#include "config/rules/finding.h"

#include <vector>

namespace config {

struct Suppression {
    std::vector<std::string> rules;
    QString reason;  // empty: it does not count
    Range comment;   // from # to the line's end
    Range covers;    // findings that begin here
    bool all = false; // of the file, wherever they begin
};

/// In the text's order. Only real comments: what looks like one inside of a value is none.
[[nodiscard]] std::vector<Suppression> suppressionsOf(const Document &document);

} // namespace config
