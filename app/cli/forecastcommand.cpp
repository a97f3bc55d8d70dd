// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl forecast.
#include "command.h"
#include "forecast/client.h"
#include "forecastoutput.h"
#include "kube/client.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

constexpr const char *help = R"(The air-quality forecast for LOCATION: a city's name, or "latitude,longitude" in degrees. Asked of the API service (api-service, port
http) of the namespace through the API server. Beside the API's own index stands ours, by the standard that is chosen: over the means that it asks
for, of the hours that the place's stations measured and then of the forecast ones. Where the categories are not the same, that is said. Says where
the numbers come from, how old they are, and when they are synthetic.

JSON: {"place", "source", "model", "synthetic", "fallback", "generated" (RFC 3339 or null), "age" (seconds or null), "confidence" (0 to 1),
"standard": {"id", "name", "numbers" (false: bands only), "source"}, "stations" (that were averaged), "now" (as an hour; null without measurements),
"hours": [{"at", "hour", "aqi", "lower", "upper" (the API's), "aqiCategory" (what the standard would call the API's number, or null),
"ours": {"pollutant", "index" (null in bands), "category", "word" (or why there is none)}, "differs" (true, false, or null where not known),
"means": {NAME: {"value", "unit", "averaging", "valid", "needed" (hours), "complete" (false: the hour's own value), "index"}},
"pollutants": {NAME: {"value", "unit"}}}]})";

QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}

/// That of the identifier, or nothing and a list of those that there are.
std::optional<forecast::Standard> standardOf(const QString &id, QStringList &known) {
    for (const forecast::Standard &one : forecast::standards()) {
        if (one.id() == id)
            return one;
        known.append(one.id());
    }
    return {};
}

/// What the place's stations measured in the 24 hours before the forecast begins. Without it our index is of single hours: said, and no reason to fail.
QList<forecast::Measurement> measuredBefore(Command &command, forecast::ForecastClient &client, const forecast::Forecast &day) {
    const auto stations = command.wait(client.stations());
    if (!stations) {
        if (!command.interrupts.happened())
            complain(tr("no measured hours: %1").arg(stations.error().message));
        return {};
    }
    const QDateTime begin = day.hours.first().at;
    QList<QFuture<base::Result<QList<forecast::Measurement>>>> asked;
    for (const forecast::Station &station : *stations)
        if (station.active && station.city == day.place.name)
            asked.append(client.history(station.id, {}, begin.addDays(-1), begin.addSecs(-1)));
    QList<forecast::Measurement> all;
    int failed = 0;
    QString why;
    for (const auto &future : std::as_const(asked)) {
        const auto history = command.wait(future);
        if (history) {
            all += *history;
            continue;
        }
        ++failed;
        why = history.error().message;
    }
    if (failed > 0 && !command.interrupts.happened())
        complain(tr("%1 of %2 stations gave no measured hours: %3").arg(failed).arg(asked.size()).arg(why));
    return all;
}

} // namespace

int runForecast(const QStringList &arguments) {
    Command command(u"forecast LOCATION"_s, tr(help));
    command.parser.addOption({u"hours"_s, tr("Hours ahead, from 1 (24)."), u"N"_s, u"24"_s});
    command.parser.addOption({u"standard"_s, tr("Whose index ours is: in-naqi (default), us-epa or eu-eaqi."), u"ID"_s, u"in-naqi"_s});
    if (!command.parse(arguments, 1, 1))
        return command.exitStatus();
    bool ok = false;
    const int hours = command.parser.value(u"hours"_s).toInt(&ok);
    if (!ok || hours < 1)
        return command.wrongUse(tr("--hours is a whole number from 1, not %1").arg(command.parser.value(u"hours"_s)));
    QStringList known;
    const auto standard = standardOf(command.parser.value(u"standard"_s), known);
    if (!standard)
        return command.wrongUse(tr("--standard is one of %1, not %2").arg(known.join(", "_L1), command.parser.value(u"standard"_s)));
    if (!command.connect())
        return command.exitStatus();
    forecast::ForecastClient client(command.client().service(command.ns(), u"api-service"_s, u"http"_s));
    const auto day = command.wait(client.day(command.operands().first()));
    if (!day)
        return Command::failed(day.error());
    const auto current = command.wait(client.current(command.operands().first()));
    if (!current && !command.interrupts.happened())
        complain(tr("no current values: %1").arg(current.error().message));
    const auto past = measuredBefore(command, client, *day);
    if (command.interrupts.happened())
        return Command::failed({base::ErrorKind::Cancelled, tr("stopped"), {}, {}});
    ForecastAnswer answer{*day, current ? std::optional(*current) : std::nullopt, *standard, {}, hours, QDateTime::currentDateTimeUtc()};
    answer.outlook = forecast::outlook(*day, answer.current, past, *standard);
    if (command.format() == Format::Json)
        printJson(forecastJson(answer));
    else
        printForecast(answer);
    return Well;
}

} // namespace cli
