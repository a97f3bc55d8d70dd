// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/duration.h"

#include <QTimeZone>

#include <algorithm>

namespace base {

namespace {
QString withUnit(qint64 value, const char16_t *unit) {
    return QString::number(value) + QChar(0x2009) + QString::fromUtf16(unit);
}
} // namespace

QString ageText(qint64 seconds) {
    seconds = std::max<qint64>(seconds, 0);
    if (seconds < 120)
        return withUnit(seconds, u"s");
    if (seconds < 120 * 60)
        return withUnit(seconds / 60, u"min");
    if (seconds < 48 * 3600)
        return withUnit(seconds / 3600, u"h");
    return withUnit(seconds / 86400, u"d");
}

QString ageText(const QDateTime &then, const QDateTime &now) {
    return then.isValid() ? ageText(then.secsTo(now)) : QString();
}

QString absoluteText(const QDateTime &time) {
    if (!time.isValid())
        return {};
    const QDateTime local = time.toLocalTime();
    const int minutes = local.offsetFromUtc() / 60;
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss ")) + QLatin1Char(minutes < 0 ? '-' : '+')
        + QStringLiteral("%1:%2").arg(std::abs(minutes) / 60, 2, 10, QLatin1Char('0')).arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
}

QDateTime parseTime(const QString &text) {
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (time.isValid() && time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), QTimeZone::UTC);
    return time.isValid() ? time.toUTC() : QDateTime();
}

} // namespace base
