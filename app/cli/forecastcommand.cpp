// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl forecast.
#include "command.h"
#include "forecast/client.h"
#include "kube/client.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

constexpr const char *help = R"(The air-quality forecast for LOCATION: a city's name, or "latitude,longitude" in degrees. Asked of the API service (api-service, port
http) of the namespace through the API server. Says where the numbers come from, and when they are synthetic.

JSON: {"place", "source", "model", "synthetic", "fallback", "generated" (RFC 3339 or null), "confidence" (0 to 1), "hours": [{"at", "hour",
"aqi", "lower", "upper", "pollutants": {NAME: {"value", "unit"}}}]})";

QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}

QString number(double value, int decimals = 0) {
    return QString::number(value, 'f', decimals);
}

QString pollutant(const forecast::ForecastHour &hour, const QString &key) {
    const auto found = hour.pollutants.constFind(key);
    return found == hour.pollutants.constEnd() ? u"-"_s : number(found->value, 1);
}

void printText(const forecast::Forecast &day, int hours) {
    const forecast::Provenance &from = day.provenance;
    printLine(tr("%1, from %2, model %3").arg(plain(day.place.name), plain(from.source), plain(from.modelVersion)));
    if (from.synthetic)
        printLine(tr("Synthetic data: not measured, not for decisions."));
    if (from.fallback)
        printLine(tr("The model failed; a simple rule answered instead."));
    QList<QStringList> rows{{tr("TIME"), tr("AQI"), tr("RANGE"), tr("PM2.5 µg/m³"), tr("PM10 µg/m³")}};
    for (const forecast::ForecastHour &hour : day.hours.first(std::min<qsizetype>(hours, day.hours.size())))
        rows.append({hour.at.toLocalTime().toString(u"ddd HH:mm"_s), number(hour.aqi), u"%1-%2"_s.arg(number(hour.aqiLower), number(hour.aqiUpper)),
            pollutant(hour, u"pm25"_s), pollutant(hour, u"pm10"_s)});
    printTable(rows);
}

QJsonObject hourJson(const forecast::ForecastHour &hour) {
    QJsonObject pollutants;
    for (auto it = hour.pollutants.cbegin(); it != hour.pollutants.cend(); ++it)
        pollutants.insert(it.key(), QJsonObject{{u"value"_s, it->value}, {u"unit"_s, it->unit}});
    return {{u"at"_s, hour.at.toUTC().toString(Qt::ISODate)}, {u"hour"_s, hour.hour}, {u"aqi"_s, hour.aqi}, {u"lower"_s, hour.aqiLower},
        {u"upper"_s, hour.aqiUpper}, {u"pollutants"_s, pollutants}};
}

void printAsJson(const forecast::Forecast &day, int hours) {
    QJsonArray all;
    for (const forecast::ForecastHour &hour : day.hours.first(std::min<qsizetype>(hours, day.hours.size())))
        all.append(hourJson(hour));
    const forecast::Provenance &from = day.provenance;
    printJson({{u"place"_s, day.place.name}, {u"source"_s, from.source}, {u"model"_s, from.modelVersion}, {u"synthetic"_s, from.synthetic},
        {u"fallback"_s, from.fallback},
        {u"generated"_s, from.generated.isValid() ? QJsonValue(from.generated.toUTC().toString(Qt::ISODate)) : QJsonValue()},
        {u"confidence"_s, day.confidenceLevel}, {u"hours"_s, all}});
}

} // namespace

int runForecast(const QStringList &arguments) {
    Command command(u"forecast LOCATION"_s, tr(help));
    command.parser.addOption({u"hours"_s, tr("Hours ahead, from 1 (24)."), u"N"_s, u"24"_s});
    if (!command.parse(arguments, 1, 1))
        return command.exitStatus();
    bool ok = false;
    const int hours = command.parser.value(u"hours"_s).toInt(&ok);
    if (!ok || hours < 1)
        return command.wrongUse(tr("--hours is a whole number from 1, not %1").arg(command.parser.value(u"hours"_s)));
    if (!command.connect())
        return command.exitStatus();
    forecast::ForecastClient client(command.client().service(command.ns(), u"api-service"_s, u"http"_s));
    const auto day = command.wait(client.day(command.operands().first()));
    if (!day)
        return Command::failed(day.error());
    if (command.format() == Format::Json)
        printAsJson(*day, hours);
    else
        printText(*day, hours);
    return Well;
}

} // namespace cli
