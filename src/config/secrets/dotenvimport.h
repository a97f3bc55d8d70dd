// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Values out of a dotenv file, against the keys that an environment needs.
#pragma once

#include "config/secrets/secretuse.h"
#include "config/secrets/strength.h"

#include <QStringList>

namespace config {

struct DotenvImport {
    SecretValues values;               // of required keys alone
    std::vector<std::string> unknown;  // in the file, not required; their values are not kept
    std::vector<std::string> missing;  // required, not optional, not in the file or empty
    QStringList problems;              // "line 3: ..."; without any text of the file
};

/// text: the file's. It is overwritten.
[[nodiscard]] DotenvImport importDotenv(std::string text, const std::vector<RequiredSecret> &required);

} // namespace config
