// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitoring/valuetext.h"

#include "base/quantity.h"
#include "models/monitoring/words.h"

#include <cmath>
#include <iterator>

using namespace Qt::StringLiterals;

namespace models::monitoring {

namespace {

constexpr QChar thin = u'\u2009';

/// Three significant digits, never with an exponent for what people count.
QString digits(double value) {
    const double size = std::abs(value);
    if (size == 0)
        return u"0"_s;
    if (size >= 1e15 || size < 1e-6)
        return QString::number(value, 'g', 3);
    if (size >= 1000)
        return base::countText(std::llround(value));
    const int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : std::min(8, int(std::ceil(-std::log10(size))) + 2);
    QString text = QString::number(value, 'f', decimals);
    while (text.contains(u'.') && (text.endsWith(u'0') || text.endsWith(u'.')))
        text.chop(1);
    return text;
}

QString seconds(double value) {
    const double size = std::abs(value);
    if (size != 0 && size < 1)
        return digits(value * 1000) + thin + u"ms"_s;
    if (size < 120)
        return digits(value) + thin + u's';
    if (size < 7200)
        return digits(value / 60) + thin + u"min"_s;
    return size < 172800 ? digits(value / 3600) + thin + u'h' : digits(value / 86400) + thin + u'd';
}

QString bytes(double value) {
    static constexpr const char16_t *units[] = {u"B", u"Ki", u"Mi", u"Gi", u"Ti"};
    std::size_t unit = 0;
    for (; std::abs(value) >= 1024 && unit + 1 < std::size(units); ++unit)
        value /= 1024;
    return digits(value) + thin + QString::fromUtf16(units[unit]);
}

/// Without decimals unless below ten.
QString percent(double value) { return (std::abs(value) < 10 ? digits(value) : QString::number(std::llround(value))) + thin + u'%'; }

} // namespace

QString unitName(const QString &unit) {
    if (unit == "reqps"_L1)
        return u"req/s"_s;
    if (unit == "ops"_L1)
        return u"1/s"_s;
    if (unit == "percent"_L1 || unit == "percentunit"_L1)
        return u"%"_s;
    const bool bare = unit == "s"_L1 || unit == "bytes"_L1 || unit == "none"_L1 || unit == "short"_L1;
    return bare ? QString() : unit;
}

QString valueText(double value, const QString &unit) {
    if (std::isnan(value))
        return tr("not a number");
    if (std::isinf(value))
        return value > 0 ? tr("infinite") : tr("minus infinite");
    if (unit == "percent"_L1)
        return percent(value);
    if (unit == "percentunit"_L1)
        return percent(value * 100);
    if (unit == "s"_L1)
        return seconds(value);
    if (unit == "bytes"_L1)
        return bytes(value);
    if (unit == "reqps"_L1)
        return digits(value) + thin + u"req/s"_s;
    if (unit == "ops"_L1)
        return digits(value) + thin + u"/s"_s;
    return digits(value);
}

QString axisText(double value, const QString &unit) {
    const bool inHead = unit == "reqps"_L1 || unit == "ops"_L1;
    return valueText(value, inHead ? u"none"_s : unit);
}

} // namespace models::monitoring
