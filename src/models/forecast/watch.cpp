// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/watch.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 muchSooner = 3 * 3600; // s

QString watchText(const char *text) { return QCoreApplication::translate("models::Watch", text); }

QString hourText(const QDateTime &at) { return QLocale().toString(at.toLocalTime(), u"ddd HH:mm"_s); }

QString valueText(int value, const forecast::Standard &standard) {
    return standard.inBands() ? standard.categories().value(value - 1).word : QString::number(value);
}

} // namespace

QJsonObject toJson(const Watch &watch) {
    return {{u"place"_s, watch.place}, {u"name"_s, watch.name}, {u"ask"_s, watch.ask}, {u"standard"_s, watch.standard}, {u"pollutant"_s, watch.pollutant}, {u"level"_s, watch.level},
        {u"enabled"_s, watch.enabled}};
}

std::optional<Watch> watchFrom(const QJsonObject &object) {
    const Watch watch{object[u"place"].toString(), object[u"name"].toString(), object[u"ask"].toString(), object[u"standard"].toString(), object[u"pollutant"].toString(),
        object[u"level"].toInt(), object[u"enabled"].toBool(true)};
    return watch.place.isEmpty() || watch.ask.isEmpty() || watch.standard.isEmpty() || watch.level <= 0 ? std::nullopt : std::optional(watch);
}

std::optional<Crossing> crossingOf(const HourSeries &series, int level) {
    const auto whole = [&](double value) { return static_cast<int>(series.inBands ? std::ceil(value) : std::lround(value)); };
    Crossing out;
    for (const HourValue &hour : series.ahead) {
        if (!hour.value)
            continue;
        const int value = whole(*hour.value);
        if (!out.peakAt.isValid() || value > out.peak) {
            out.peak = value;
            out.peakAt = hour.at;
            out.peakCategory = hour.category;
        }
        if (!out.first.isValid() && value >= level)
            out.first = hour.at;
        if (!out.possible.isValid() && whole(hour.upper) >= level)
            out.possible = hour.at;
        if (!out.certain.isValid() && whole(hour.lower) >= level)
            out.certain = hour.at;
    }
    return out.peakAt.isValid() ? std::optional(out) : std::nullopt;
}

Notice noticeOf(const std::optional<Crossing> &told, const Crossing &now, int level) {
    const bool before = told && told->isCrossed();
    if (!before)
        return now.isCrossed() ? Notice::Begins : Notice::None;
    if (!now.isCrossed())
        return now.peak * 20 < level * 19 ? Notice::Over : Notice::None;
    if (now.peakCategory > told->peakCategory)
        return Notice::Worse;
    return now.first.secsTo(told->first) >= muchSooner ? Notice::Sooner : Notice::None;
}

QString crossingText(const Crossing &crossing, const forecast::Standard &standard, int level) {
    const QString peak = watchText("peak %1 at %2").arg(valueText(crossing.peak, standard), hourText(crossing.peakAt));
    if (!crossing.isCrossed())
        return crossing.possible.isValid() ? watchText("possibly reaches %1 at %2; %3").arg(valueText(level, standard), hourText(crossing.possible), peak)
                                           : watchText("stays below %1; %2").arg(valueText(level, standard), peak);
    QString text = watchText("reaches %1 at %2").arg(valueText(level, standard), hourText(crossing.first));
    if (crossing.possible < crossing.first)
        text += watchText(", possibly at %1").arg(hourText(crossing.possible));
    if (crossing.certain.isValid())
        text += watchText(", all of its interval at %1").arg(hourText(crossing.certain));
    return text + u"; "_s + peak;
}

} // namespace models
