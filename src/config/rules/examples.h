// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The examples of the built-in rules are more than half of their files' text and are wanted one at a time: they are left out when the catalogue
// is read, at every start of the program, and read when somebody asks. The files are ours: a list of rules, indented by two, its members by four.
#pragma once

#include "base/error.h"

#include <QString>

#include <string>
#include <string_view>

namespace config {

/// A file of rules with empty lines in place of `bad` and `good`.
[[nodiscard]] std::string withoutExamples(std::string_view text);

/// Of a file in the program's resources.
[[nodiscard]] base::Result<std::string> textOf(const QString &path);

} // namespace config
