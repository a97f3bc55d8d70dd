// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/quantity.h"

#include <array>
#include <cmath>
#include <utility>

namespace base {

namespace {
using Suffix = std::pair<QLatin1StringView, double>;
constexpr std::array<Suffix, 16> suffixes = {{
    {QLatin1StringView("Ki"), 0x1p10}, {QLatin1StringView("Mi"), 0x1p20}, {QLatin1StringView("Gi"), 0x1p30},
    {QLatin1StringView("Ti"), 0x1p40}, {QLatin1StringView("Pi"), 0x1p50}, {QLatin1StringView("Ei"), 0x1p60},
    {QLatin1StringView("n"), 1e-9}, {QLatin1StringView("u"), 1e-6}, {QLatin1StringView("m"), 1e-3}, {QLatin1StringView("k"), 1e3},
    {QLatin1StringView("M"), 1e6}, {QLatin1StringView("G"), 1e9}, {QLatin1StringView("T"), 1e12}, {QLatin1StringView("P"), 1e15},
    {QLatin1StringView("E"), 1e18}, {QLatin1StringView(""), 1},
}};
} // namespace

std::optional<double> parseQuantity(QStringView text) {
    for (const auto &[suffix, factor] : suffixes) {
        if (!text.endsWith(suffix))
            continue;
        const QStringView digits = text.chopped(suffix.size());
        for (const QChar c : digits) { // toDouble would also take "inf", "nan" and blanks
            if (!c.isDigit() && !QStringView(u"+-.eE").contains(c))
                return std::nullopt;
        }
        bool ok = false;
        const double value = digits.toDouble(&ok);
        return ok ? std::optional(value * factor) : std::nullopt;
    }
    return std::nullopt;
}

QString cpuText(double cores) {
    const double milli = std::round(cores * 1000);
    return std::fmod(milli, 1000) == 0 ? QString::number(milli / 1000, 'f', 0) : QString::number(milli, 'f', 0) + QLatin1Char('m');
}

QString memoryText(double bytes) {
    const bool giga = bytes >= 0x1p30;
    const double value = bytes / (giga ? 0x1p30 : 0x1p20);
    QString number = QString::number(value, 'f', giga && value < 100 ? 1 : 0);
    if (number.endsWith(QLatin1String(".0")))
        number.chop(2);
    return number + QChar(0x2009) + (giga ? QStringLiteral("Gi") : QStringLiteral("Mi"));
}

QString countText(qint64 value) {
    QString text = QString::number(std::abs(value));
    for (qsizetype i = text.size() - 3; i > 0; i -= 3)
        text.insert(i, QChar(0x2009));
    return value < 0 ? QChar(0x2212) + text : text;
}

} // namespace base
