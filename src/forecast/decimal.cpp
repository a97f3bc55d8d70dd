// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/decimal.h"

#include <QByteArray>

#include <algorithm>
#include <cmath>
#include <optional>

namespace forecast {

namespace {
constexpr int digitsKept = 12;
constexpr qint64 mostSteps = 1'000'000'000'000;

/// Where the product with the power of ten is exactly a step or half of one, or far from both, writing the number out would say the same.
std::optional<qint64> obviousSteps(double value, int decimals, Rounding rounding) {
    constexpr double powers[] = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};
    constexpr double far = 1e-4; // of a step: twelve digits are finer than that below 10^7
    const double scaled = value * powers[decimals];
    if (!(scaled < 1e7))
        return {};
    const double whole = std::floor(scaled);
    const double part = scaled - whole;
    const bool clear = part == 0 || part == 0.5 || (part > far && part < 1 - far && std::abs(part - 0.5) > far);
    if (!clear)
        return {};
    return static_cast<qint64>(whole) + (rounding == Rounding::HalfUp && part >= 0.5 ? 1 : 0);
}
} // namespace

qint64 stepsOf(double value, int decimals, Rounding rounding) {
    if (const auto obvious = obviousSteps(value, decimals, rounding))
        return *obvious;
    QByteArray written = QByteArray::number(value, 'e', digitsKept - 1); // d.ddddddddddde±xx
    const qsizetype mark = written.indexOf('e');
    int shift = written.sliced(mark + 1).toInt() - (digitsKept - 1) + decimals; // steps = digits · 10^shift
    written.truncate(mark);
    qint64 digits = written.remove(1, 1).toLongLong();
    for (; shift > 0 && digits > 0 && digits < mostSteps; --shift)
        digits *= 10;
    if (shift >= 0)
        return std::min(digits, mostSteps);
    qint64 step = 1;
    for (; shift < 0 && step <= digits * 2; ++shift)
        step *= 10;
    return rounding == Rounding::HalfUp ? (2 * digits + step) / (2 * step) : digits / step;
}

} // namespace forecast
