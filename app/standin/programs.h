// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The programs of the AQI images that this one stands in for. Each gets its own words as arguments and returns its exit status.
#pragma once

#include <string>
#include <vector>

using Words = std::vector<std::string>;

/// alembic upgrade head
[[nodiscard]] int alembic(const Words &words);
