// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/parser.h"

#include "forecast/jsonreading.h"

#include <QHash>
#include <QJsonObject>

#include <algorithm>
#include <functional>

namespace forecast {

using namespace Qt::StringLiterals;

namespace {
std::unexpected<base::Error> lacks(const QString &what, const QString &field) {
    return base::fail(base::ErrorKind::Server, u"The answer for %1 lacks %2"_s.arg(what, field), field);
}

Concentration readConcentration(const QString &pollutant, const QJsonValue &value, double number) {
    QString unit = readUnit(value[u"unit"]);
    if (unit.isEmpty()) // bare numbers: the API's own units
        unit = pollutant == "co"_L1 ? u"mg/m³"_s : u"µg/m³"_s;
    return {number, unit, readNumber(value[u"confidence_lower"]), readNumber(value[u"confidence_upper"])};
}

QMap<QString, Concentration> readPollutants(const QJsonValue &value) {
    QMap<QString, Concentration> out;
    const QJsonObject object = value.toObject();
    for (auto item = object.begin(); item != object.end(); ++item) {
        const QJsonValue entry = item.value();
        if (const auto number = readNumber(entry.isObject() ? entry[u"value"] : entry))
            out.insert(item.key(), readConcentration(item.key(), entry, *number));
    }
    return out;
}

Place readPlace(const QJsonValue &location) {
    const QJsonValue coordinates = location[u"coordinates"];
    Place place;
    place.name = firstOf(location, {u"city", u"name"}).toString();
    place.state = location[u"state"].toString();
    place.latitude = readNumber(coordinates[u"lat"]).value_or(0);
    place.longitude = readNumber(coordinates[u"lon"]).value_or(0);
    return place;
}

Provenance readProvenance(const QJsonValue &root, const QJsonValue &about, const QJsonValue &generated) {
    Provenance provenance;
    provenance.modelVersion = about[u"model_version"].toString();
    for (const QJsonValue &source : about[u"data_sources"].toArray())
        provenance.dataSources.append(source.toString());
    provenance.synthetic =
        root[u"synthetic"].toBool() || about[u"synthetic"].toBool() || provenance.dataSources.contains(u"synthetic"_s);
    provenance.fallback = provenance.modelVersion.startsWith("fallback"_L1);
    provenance.generated = readTime(generated).value_or(QDateTime());
    return provenance;
}

Weather readWeather(const QJsonValue &weather) {
    return {readNumber(weather[u"temperature"]), readNumber(weather[u"humidity"]), readNumber(weather[u"wind_speed"]), readNumber(weather[u"wind_direction"])};
}

/// Where one of them is no percentage, or all are more than a whole (but for rounding), none is believed.
QList<SourceShare> readShares(const QJsonValue &value) {
    QList<SourceShare> shares;
    double whole = 0;
    const QJsonObject object = value.toObject();
    for (auto item = object.begin(); item != object.end(); ++item) {
        const auto percent = readNumber(item.value());
        if (!percent || *percent < 0)
            return {};
        shares.append({item.key(), *percent});
        whole += *percent;
    }
    if (!(whole > 0) || whole > 101)
        return {};
    std::ranges::stable_sort(shares, std::ranges::greater(), &SourceShare::percent);
    return shares;
}

std::optional<ForecastHour> readHour(const QJsonValue &item, int position) {
    const auto at = readTime(item[u"timestamp"]);
    const QJsonValue aqi = item[u"aqi"];
    const auto index = readNumber(aqi.isObject() ? aqi[u"value"] : aqi);
    if (!at || !index)
        return {};
    ForecastHour hour;
    hour.at = *at;
    hour.hour = item[u"forecast_hour"].toInt(position);
    hour.aqi = *index;
    hour.aqiLower = readNumber(aqi[u"confidence_lower"]).value_or(*index);
    hour.aqiUpper = readNumber(aqi[u"confidence_upper"]).value_or(*index);
    hour.pollutants = readPollutants(item[u"pollutants"]);
    hour.weather = readWeather(item[u"weather"]);
    return hour;
}

struct Position {
    double latitude;
    double longitude;
};
std::optional<Position> readPosition(const QJsonValue &item) {
    const QJsonValue point = item[u"location"][u"coordinates"]; // GeoJSON: longitude first
    const QJsonValue named = item[u"coordinates"];
    auto latitude = readNumber(firstOf(item, {u"latitude", u"lat"}));
    auto longitude = readNumber(firstOf(item, {u"longitude", u"lon"}));
    if (!latitude || !longitude) {
        latitude = readNumber(named[u"lat"]);
        longitude = readNumber(named[u"lon"]);
    }
    if ((!latitude || !longitude) && point.isArray()) {
        latitude = readNumber(point.toArray().at(1));
        longitude = readNumber(point.toArray().at(0));
    }
    if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180)
        return {};
    return Position{*latitude, *longitude};
}

std::optional<Station> readStation(const QJsonValue &item) {
    const QString id = firstOf(item, {u"station_id", u"id"}).toString();
    const auto position = readPosition(item);
    if (id.isEmpty() || !position)
        return {};
    Station station;
    station.id = id;
    station.name = firstOf(item, {u"name", u"station_name"}).toString(id);
    station.city = item[u"city"].toString();
    station.latitude = position->latitude;
    station.longitude = position->longitude;
    station.active = firstOf(item, {u"is_active", u"active"}).toBool(true);
    station.synthetic = item[u"synthetic"].toBool();
    if (const auto aqi = readNumber(item[u"aqi"]))
        station.aqi = static_cast<int>(std::clamp(*aqi, 0.0, 1e6));
    return station;
}
} // namespace

base::Result<Current> parseCurrent(const QByteArray &json) {
    const QString what = u"current air quality"_s;
    const auto root = readJson(json, what);
    if (!root)
        return std::unexpected(root.error());
    const QJsonValue aqi = (*root)[u"aqi"];
    const auto index = readNumber(aqi.isObject() ? aqi[u"value"] : aqi);
    const auto at = readTime(firstOf(*root, {u"timestamp", u"last_updated"}));
    if (!index || !at)
        return lacks(what, index ? u"timestamp"_s : u"aqi.value"_s);
    Current current;
    current.place = readPlace((*root)[u"location"]);
    current.aqi = static_cast<int>(std::clamp(*index, -1.0, 1e6));
    current.category = aqi[u"category"].toString();
    current.dominant = aqi[u"dominant_pollutant"].toString();
    current.pollutants = readPollutants((*root)[u"pollutants"]);
    current.weather = readWeather((*root)[u"weather"]);
    current.shares = readShares((*root)[u"source_attribution"]);
    current.at = *at;
    current.provenance = readProvenance(*root, *root, firstOf(*root, {u"last_updated", u"timestamp"}));
    return current;
}

base::Result<Forecast> parseForecast(const QByteArray &json) {
    const QString what = u"the 24-hour forecast"_s;
    const auto root = readJson(json, what);
    if (!root)
        return std::unexpected(root.error());
    const auto items = readList((*root)[u"forecasts"], {});
    if (!items)
        return lacks(what, u"forecasts"_s);
    Forecast forecast;
    forecast.place = readPlace((*root)[u"location"]);
    if (items->isEmpty())
        return base::fail(base::ErrorKind::Server, u"The API's 24-hour forecast has no hours"_s, u"forecasts"_s);
    for (qsizetype i = 0; i < items->size(); ++i)
        if (const auto hour = readHour(items->at(i), static_cast<int>(i) + 1))
            forecast.hours.append(*hour);
    if (forecast.hours.isEmpty())
        return lacks(what, u"an hour with time stamp and index"_s);
    std::ranges::stable_sort(forecast.hours, {}, &ForecastHour::at);
    const QJsonValue about = (*root)[u"metadata"];
    forecast.confidenceLevel = std::clamp(readNumber(about[u"confidence_level"]).value_or(0), 0.0, 1.0);
    forecast.provenance = readProvenance(*root, about, (*root)[u"generated_at"]);
    return forecast;
}

base::Result<QList<Place>> parseCities(const QByteArray &json) {
    const auto root = readJson(json, u"the list of cities"_s);
    if (!root)
        return std::unexpected(root.error());
    const auto items = readList(*root, {u"cities", u"data"});
    if (!items)
        return lacks(u"the list of cities"_s, u"a list"_s);
    QList<Place> places;
    for (const QJsonValue &item : *items) {
        const auto position = readPosition(item);
        const QString name = firstOf(item, {u"city_name", u"name"}).toString();
        if (position && !name.isEmpty() && firstOf(item, {u"is_active"}).toBool(true))
            places.append({item[u"city_code"].toString(), name, item[u"state"].toString(), position->latitude,
                position->longitude, item[u"priority"].toInt()});
    }
    return places;
}

base::Result<QList<Station>> parseStations(const QByteArray &json) {
    const auto root = readJson(json, u"the list of stations"_s);
    if (!root)
        return std::unexpected(root.error());
    const auto items = readList(*root, {u"stations", u"data"});
    if (!items)
        return lacks(u"the list of stations"_s, u"a list"_s);
    QList<Station> stations;
    for (const QJsonValue &item : *items)
        if (auto station = readStation(item))
            stations.append(*std::move(station));
    return stations;
}

base::Result<QList<Measurement>> parseMeasurements(const QByteArray &json) {
    const auto root = readJson(json, u"measurements"_s);
    if (!root)
        return std::unexpected(root.error());
    const auto items = readList(*root, {u"measurements", u"data"});
    if (!items)
        return lacks(u"measurements"_s, u"a list"_s);
    QList<Measurement> measurements;
    for (const QJsonValue &item : *items) {
        const auto at = readTime(item[u"time"]);
        const auto value = readNumber(item[u"value"]);
        const QString pollutant = item[u"parameter"].toString();
        const QString flag = item[u"quality_flag"].toString(u"valid"_s);
        if (at && value && !pollutant.isEmpty() && flag == "valid"_L1)
            measurements.append({item[u"station_id"].toString(), pollutant, readConcentration(pollutant, item, *value),
                *at, item[u"source"].toString()});
    }
    return measurements;
}

QString parseErrorText(const QByteArray &json) {
    const auto root = readJson(json, {});
    if (!root)
        return {};
    const QJsonValue detail = (*root)[u"detail"];
    if (!detail.isArray())
        return firstOf(detail.isString()              ? QJsonValue(QJsonObject{{u"detail"_s, detail}})
                       : (*root)[u"error"].isObject() ? (*root)[u"error"]
                                                      : *root,
            {u"detail", u"message"})
            .toString();
    QStringList texts;
    for (const QJsonValue &item : detail.toArray()) {
        const QJsonArray path = item[u"loc"].toArray();
        texts.append(
            u"%1: %2"_s.arg(path.isEmpty() ? QString() : path.last().toVariant().toString(), item[u"msg"].toString()));
    }
    return texts.join(u"; ");
}

void addMeasurements(QList<Station> &stations, const QList<Measurement> &measurements) {
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < stations.size(); ++i)
        places.insert(stations[i].id, i);
    QHash<std::pair<qsizetype, QString>, QDateTime> newest;
    for (const Measurement &measurement : measurements) {
        const auto place = places.constFind(measurement.station);
        if (place == places.cend())
            continue;
        QDateTime &before = newest[{*place, measurement.pollutant}];
        if (before.isValid() && before >= measurement.at)
            continue;
        before = measurement.at;
        Station &station = stations[*place];
        station.pollutants.insert(measurement.pollutant, measurement.concentration);
        station.measured = station.measured.isValid() ? std::max(station.measured, measurement.at) : measurement.at;
        station.synthetic = station.synthetic || measurement.source == "synthetic"_L1;
    }
}

} // namespace forecast
