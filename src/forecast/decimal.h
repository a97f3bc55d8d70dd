// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal steps of a number, exact: an index depends on which side of 9.1 or 0.0785 a concentration lies, and neither is a binary number.
#pragma once

#include <QtTypes>

namespace forecast {

enum class Rounding { Down, HalfUp };

/// value as a whole number of 10^-decimals, for a finite value from 0 and decimals from 0 to 6. The number counts as it is written with twelve
/// digits, so 0.078 is 78 thousandths, and so is a mean that is 0.078 but for what binary sums leave behind. At most 10^12.
[[nodiscard]] qint64 stepsOf(double value, int decimals, Rounding rounding);

} // namespace forecast
