// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Values as YAML of one line, for objects that no one has written in a file.
#pragma once

#include "config/text/node.h"

namespace config {

/// A double-quoted scalar.
void putFlow(std::string_view text, std::string &into);
/// As it would be read again: the same kinds and values.
void putFlow(Node value, std::string &into);

} // namespace config
