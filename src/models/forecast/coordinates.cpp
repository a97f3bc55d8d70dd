// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/coordinates.h"

#include <QRegularExpression>

#include <cmath>

namespace models {

using namespace Qt::StringLiterals;

namespace {

struct Part {
    double degrees = 0;
    QChar letter; // N, S, E, W; null: none
};

std::optional<Part> partOf(const QRegularExpressionMatch &match) {
    const double degrees = match.captured(u"degrees"_s).toDouble();
    const double minutes = match.captured(u"minutes"_s).toDouble();
    const double seconds = match.captured(u"seconds"_s).toDouble();
    if (minutes >= 60 || seconds >= 60)
        return {};
    const QString letter = match.captured(u"letter"_s).toUpper();
    const double size = std::abs(degrees) + minutes / 60 + seconds / 3600;
    const bool negative = std::signbit(degrees) != (letter == "S"_L1 || letter == "W"_L1);
    return Part{negative ? -size : size, letter.isEmpty() ? QChar() : letter.front()};
}

bool isNorthSouth(QChar letter) { return letter == u'N' || letter == u'S'; }

} // namespace

std::optional<forecast::GeoPoint> coordinatesIn(const QString &text) {
    static const QString number = u"(?<degrees>[+-]?\\d{1,3}(?:\\.\\d+)?)(?:\\s*°)?(?:\\s*(?<minutes>\\d{1,2}(?:\\.\\d+)?)\\s*[′'])?(?:\\s*(?<seconds>\\d{1,2}(?:\\.\\d+)?)\\s*[″\"])?(?:\\s*(?<letter>[NSEWnsew]))?"_s;
    static const QRegularExpression part(number);
    static const QRegularExpression between(u"^[\\s,;]*$"_s);
    QList<Part> parts;
    qsizetype end = 0;
    for (const auto &match : part.globalMatch(text)) {
        const auto read = partOf(match);
        const QString gap = text.mid(end, match.capturedStart() - end);
        if (!read || parts.size() == 2 || !between.match(gap).hasMatch() || (!parts.isEmpty() && gap.isEmpty() && parts.last().letter.isNull()))
            return {};
        parts.append(*read);
        end = match.capturedEnd();
    }
    if (parts.size() != 2 || !between.match(text.mid(end)).hasMatch() || parts[0].letter.isNull() != parts[1].letter.isNull())
        return {};
    if (!parts[0].letter.isNull() && isNorthSouth(parts[0].letter) == isNorthSouth(parts[1].letter))
        return {};
    const bool turned = !parts[0].letter.isNull() && !isNorthSouth(parts[0].letter);
    const forecast::GeoPoint point{parts[turned ? 1 : 0].degrees, parts[turned ? 0 : 1].degrees};
    return std::abs(point.latitude) <= 90 && std::abs(point.longitude) <= 180 ? std::optional(point) : std::nullopt;
}

QString coordinatesText(const forecast::GeoPoint &point) {
    return u"%1° %2, %3° %4"_s.arg(QString::number(std::abs(point.latitude), 'f', 4), point.latitude < 0 ? u"S"_s : u"N"_s, QString::number(std::abs(point.longitude), 'f', 4),
        point.longitude < 0 ? u"W"_s : u"E"_s);
}

} // namespace models
