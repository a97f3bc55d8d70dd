// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which files of a folder belong to a configuration.
#pragma once

#include "base/error.h"

#include <QStringList>

#include <functional>

namespace config {

/// Files below a folder, sorted, at most `atMost` (beyond it: an error, since a part of a set would be judged as if it were the whole).
[[nodiscard]] base::Result<QStringList> configurationFiles(const QString &folder, int atMost, const std::function<bool()> &cancelled);

/// Whether a file that is not named outright is read: by its name alone.
[[nodiscard]] bool isConfiguration(const QString &fileName);

} // namespace config
