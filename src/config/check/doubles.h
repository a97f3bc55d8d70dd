// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is said twice of one value is said once.
#pragma once

#include "config/check/validator.h"

namespace config::check {

/// A value that will not work is told once, by the finding that says most of it: an error takes the place of what else is found at the same
/// scalar, but for what stays true when it is mended (security, secrets). A rule, which says why and how to mend, comes before the schema, the
/// schema before a tool, a rule of one file before one of several; a quick fix is kept. Findings at maps and lists, which stand for what is
/// missing in them, are never about the same; a user's own rules always speak. `findings` are in the order of files and places, and stay so.
void sayOnce(const Set &set, const Catalogue &catalogue, const Settings &settings, std::vector<Finding> &findings);

} // namespace config::check
