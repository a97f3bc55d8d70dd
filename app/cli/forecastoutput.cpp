// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecastoutput.h"

#include "base/duration.h"
#include "output.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;
using forecast::OutlookHour;

namespace cli {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}

QString rounded(double value) {
    return QString::number(std::floor(value + 0.5), 'f', 0);
}

const forecast::Category &categoryOf(const forecast::SubIndex &index, const forecast::Standard &standard) {
    return standard.categories()[index.category];
}

/// A band's place is no number to print.
QString numberOf(const std::optional<forecast::SubIndex> &index, const forecast::Standard &standard) {
    return index && !standard.inBands() ? forecast::indexText(*index, standard) : u"-"_s;
}

QString wordOf(const std::optional<forecast::SubIndex> &index, const forecast::Standard &standard) {
    return index ? categoryOf(*index, standard).word : u"-"_s;
}

/// What the server's number would be called, where that is not what ours is called.
QString differenceOf(const OutlookHour &hour, const forecast::Standard &standard) {
    return hour.differs().value_or(false) ? tr("API: %1").arg(standard.categories()[*hour.serverCategory].word) : QString();
}

QString concentration(const OutlookHour &hour, const QString &pollutant) {
    const auto found = hour.pollutants.constFind(pollutant);
    return found == hour.pollutants.constEnd() ? u"-"_s : QString::number(found->value, 'f', 1);
}

void printOrigin(const ForecastAnswer &answer) {
    const forecast::Provenance &from = answer.day.provenance;
    printLine(tr("%1, from %2, model %3").arg(plain(answer.day.place.name), plain(from.source), plain(from.modelVersion)));
    if (from.generated.isValid())
        printLine(tr("Issued %1, %2 ago.").arg(from.generated.toLocalTime().toString(u"ddd d MMM HH:mm t"_s), base::ageText(from.generated, answer.now)));
    if (from.synthetic)
        printLine(tr("Synthetic data: not measured, not for decisions."));
    if (from.fallback)
        printLine(tr("The model failed; a simple rule answered instead."));
    QString basis = answer.outlook.stations == 0 ? tr("no measured hours") : tr("measured hours of %1 stations, then forecast ones").arg(answer.outlook.stations);
    if (answer.outlook.stations == 1)
        basis = tr("measured hours of one station, then forecast ones");
    printLine(tr("OURS is the %1, over %2.").arg(answer.standard.name(), basis));
}

void printNow(const ForecastAnswer &answer) {
    const auto &now = answer.outlook.now;
    if (!now)
        return;
    const forecast::Standard &standard = answer.standard;
    QStringList parts = {tr("Hour to %1: API %2").arg(now->air.end.toLocalTime().toString(u"HH:mm"_s), rounded(now->serverIndex))};
    if (now->ours.overall) {
        const QString word = wordOf(now->ours.overall, standard);
        parts.append(standard.inBands() ? tr("ours %1 by %2").arg(word, now->ours.overall->pollutant)
                                        : tr("ours %1 %2 by %3").arg(numberOf(now->ours.overall, standard), word, now->ours.overall->pollutant));
    } else {
        parts.append(tr("ours none: %1").arg(now->ours.missing));
    }
    if (const QString difference = differenceOf(*now, standard); !difference.isEmpty())
        parts.append(tr("another category (%1)").arg(difference));
    printLine(parts.join(", "_L1));
    QList<QStringList> rows{{tr("POLLUTANT"), tr("MEAN"), tr("UNIT"), tr("INDEX"), tr("CATEGORY"), tr("AVERAGING")}};
    for (const QString &pollutant : now->air.means.keys()) {
        if (pollutant.contains(u'_')) // a further table of one that is listed: see the JSON
            continue;
        const auto value = now->air.values.constFind(pollutant);
        const auto part = std::ranges::find(now->ours.parts, pollutant, &forecast::SubIndex::pollutant);
        const auto index = part == now->ours.parts.cend() ? std::nullopt : std::optional(*part);
        rows.append({pollutant, value == now->air.values.cend() ? u"-"_s : QString::number(value->value, 'f', standard.decimals(pollutant) + 1),
            standard.unit(pollutant), numberOf(index, standard), wordOf(index, standard), forecast::basisText(now->air, pollutant)});
    }
    printTable(rows);
}

QJsonValue timeOrNull(const QDateTime &time) {
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODate)) : QJsonValue();
}

QJsonObject indexJson(const forecast::SubIndex &index, const forecast::Standard &standard) {
    const forecast::Category &category = categoryOf(index, standard);
    return {{u"pollutant"_s, index.pollutant}, {u"index"_s, standard.inBands() ? QJsonValue() : QJsonValue(index.value)},
        {u"category"_s, category.key}, {u"word"_s, category.word}};
}

QJsonObject oursJson(const OutlookHour &hour, const forecast::Standard &standard) {
    if (hour.ours.overall)
        return indexJson(*hour.ours.overall, standard);
    return {{u"pollutant"_s, QJsonValue()}, {u"index"_s, QJsonValue()}, {u"category"_s, QJsonValue()}, {u"word"_s, hour.ours.missing}};
}

QJsonObject meansJson(const OutlookHour &hour, const forecast::Standard &standard) {
    QJsonObject out;
    for (const auto &[pollutant, mean] : hour.air.means.asKeyValueRange()) {
        const auto value = hour.air.values.constFind(pollutant);
        QJsonObject one{{u"value"_s, value == hour.air.values.cend() ? QJsonValue() : QJsonValue(value->value)}, {u"unit"_s, standard.unit(pollutant)},
            {u"averaging"_s, forecast::basisText(hour.air, pollutant)}, {u"valid"_s, mean.valid}, {u"needed"_s, mean.needed},
            {u"complete"_s, mean.value.has_value()}};
        const auto part = std::ranges::find(hour.ours.parts, pollutant, &forecast::SubIndex::pollutant);
        one.insert(u"index"_s, part == hour.ours.parts.cend() ? QJsonValue() : QJsonValue(indexJson(*part, standard)));
        out.insert(pollutant, one);
    }
    return out;
}

QJsonObject hourJson(const OutlookHour &hour, const forecast::Standard &standard) {
    QJsonObject pollutants;
    for (const auto &[pollutant, value] : hour.pollutants.asKeyValueRange())
        pollutants.insert(pollutant, QJsonObject{{u"value"_s, value.value}, {u"unit"_s, value.unit}});
    const auto differs = hour.differs();
    return {{u"at"_s, timeOrNull(hour.at)}, {u"hour"_s, hour.hour}, {u"aqi"_s, hour.serverIndex}, {u"lower"_s, hour.serverLower},
        {u"upper"_s, hour.serverUpper}, {u"ours"_s, oursJson(hour, standard)},
        {u"aqiCategory"_s, hour.serverCategory ? QJsonValue(standard.categories()[*hour.serverCategory].key) : QJsonValue()},
        {u"differs"_s, differs ? QJsonValue(*differs) : QJsonValue()}, {u"means"_s, meansJson(hour, standard)}, {u"pollutants"_s, pollutants}};
}

} // namespace

void printForecast(const ForecastAnswer &answer) {
    printOrigin(answer);
    printNow(answer);
    QList<QStringList> rows{{tr("TIME"), tr("API"), tr("RANGE"), tr("OURS"), tr("CATEGORY"), tr("BY"), tr("PM2.5 µg/m³"), tr("PM10 µg/m³"), tr("DIFFERS")}};
    bool hourly = false;
    for (const OutlookHour &hour : answer.outlook.hours.first(std::min<qsizetype>(answer.hours, answer.outlook.hours.size()))) {
        const auto &ours = hour.ours.overall;
        const bool standsIn = ours && hour.air.hourly.contains(ours->pollutant);
        hourly = hourly || standsIn;
        rows.append({hour.at.toLocalTime().toString(u"ddd HH:mm"_s), rounded(hour.serverIndex), u"%1-%2"_s.arg(rounded(hour.serverLower), rounded(hour.serverUpper)),
            numberOf(ours, answer.standard), wordOf(ours, answer.standard) + (standsIn ? u"*"_s : QString()), ours ? ours->pollutant : u"-"_s,
            concentration(hour, u"pm25"_s), concentration(hour, u"pm10"_s), differenceOf(hour, answer.standard)});
    }
    printTable(rows);
    if (hourly)
        printLine(tr("* of the hour alone: too few hours for the standard's mean."));
}

QJsonObject forecastJson(const ForecastAnswer &answer) {
    QJsonArray hours;
    for (const OutlookHour &hour : answer.outlook.hours.first(std::min<qsizetype>(answer.hours, answer.outlook.hours.size())))
        hours.append(hourJson(hour, answer.standard));
    const forecast::Provenance &from = answer.day.provenance;
    const forecast::Standard &standard = answer.standard;
    return {{u"place"_s, answer.day.place.name}, {u"source"_s, from.source}, {u"model"_s, from.modelVersion}, {u"synthetic"_s, from.synthetic},
        {u"fallback"_s, from.fallback}, {u"generated"_s, timeOrNull(from.generated)},
        {u"age"_s, from.generated.isValid() ? QJsonValue(from.generated.secsTo(answer.now)) : QJsonValue()}, {u"confidence"_s, answer.day.confidenceLevel},
        {u"standard"_s, QJsonObject{{u"id"_s, standard.id()}, {u"name"_s, standard.name()}, {u"numbers"_s, !standard.inBands()}, {u"source"_s, standard.source()}}},
        {u"stations"_s, answer.outlook.stations}, {u"now"_s, answer.outlook.now ? QJsonValue(hourJson(*answer.outlook.now, standard)) : QJsonValue()},
        {u"hours"_s, hours}};
}

} // namespace cli
