// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/decimal.h"

#include <QByteArray>

#include <algorithm>

namespace forecast {

namespace {
constexpr int digitsKept = 12;
constexpr qint64 mostSteps = 1'000'000'000'000;
} // namespace

qint64 stepsOf(double value, int decimals, Rounding rounding) {
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
