// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/airmap.h"

#include "forecast/surface/geodesy.h"
#include "models/forecast/projection.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace models {

using namespace Qt::StringLiterals;

namespace {
struct Mean {
    QList<int> indices;
    QHash<QString, int> dominants;
    QDateTime newest;
    bool synthetic = false;
};

MapPlace stationPlace(const forecast::Station &station, const IndexChoice &choice) {
    MapPlace place;
    place.id = station.id;
    place.name = station.name;
    place.city = station.city;
    place.latitude = station.latitude;
    place.longitude = station.longitude;
    place.unit = toUnit(station.latitude, station.longitude);
    place.placed = forecast::isPlace({station.latitude, station.longitude});
    place.measured = station.measured;
    place.synthetic = station.synthetic;
    place.text = u"–"_s;
    if (const auto index = indexOf(station.pollutants, choice)) {
        place.index = index->value;
        place.category = index->category;
        place.text = forecast::indexText(*index, choice.standard);
        place.dominant = index->pollutant;
    } else if (choice.pollutant.isEmpty()) {
        place.missing = choice.standard.index(station.pollutants).missing;
    } else if (const auto value = station.pollutants.constFind(choice.pollutant); value != station.pollutants.cend()) {
        const auto why = choice.standard.subIndex(choice.pollutant, value->value, value->unit); // measured, and yet no index
        place.missing = why ? QString() : why.error().message;
    } else {
        place.missing = QCoreApplication::translate("models::AirMap", "%1 is not measured here")
                            .arg(pollutantName(choice.pollutant));
    }
    return place;
}

/// Of a city, from those of its stations: their mean; of a standard in bands, which have no mean, the band that half of them reach.
int together(QList<int> indices, const forecast::Standard &standard) {
    std::ranges::sort(indices);
    if (standard.inBands())
        return indices[indices.size() / 2];
    const double sum = std::accumulate(indices.cbegin(), indices.cend(), 0.0);
    return static_cast<int>(std::floor(sum / static_cast<double>(indices.size()) + 0.5));
}

MapPlace cityPlace(const forecast::Place &city, const Mean &mean, const IndexChoice &choice) {
    MapPlace place = placeOf(city);
    place.stations = static_cast<int>(mean.indices.size());
    place.measured = mean.newest;
    place.synthetic = mean.synthetic;
    if (mean.indices.isEmpty()) {
        place.missing = QCoreApplication::translate("models::AirMap", "None of its stations has an index");
        return place;
    }
    const int index = together(mean.indices, choice.standard);
    place.index = index;
    place.category = choice.standard.categoryOf(index);
    place.text = index > choice.standard.end() ? u"%1+"_s.arg(choice.standard.end()) : QString::number(index);
    int most = 0;
    for (const auto &[pollutant, count] : mean.dominants.asKeyValueRange())
        if (count > most || (count == most && pollutant < place.dominant)) {
            most = count;
            place.dominant = pollutant;
        }
    return place;
}
} // namespace

MapPlace placeOf(const forecast::Place &city) {
    MapPlace place;
    place.id = u"city:"_s + (city.code.isEmpty() ? city.name : city.code);
    place.name = city.name;
    place.city = city.name;
    place.latitude = city.latitude;
    place.longitude = city.longitude;
    place.unit = toUnit(city.latitude, city.longitude);
    place.placed = forecast::isPlace({city.latitude, city.longitude});
    place.priority = city.priority;
    place.text = u"–"_s;
    return place;
}

const MapPlace *AirMap::find(const QString &id) const {
    for (const auto *places : {&stations, &cities})
        for (const MapPlace &place : *places)
            if (place.id == id)
                return &place;
    return nullptr;
}

QRectF AirMap::bounds() const {
    QList<QPointF> all;
    for (const auto *places : {&stations, &cities})
        for (const MapPlace &place : *places)
            if (place.placed)
                all.append(place.unit);
    return around(all);
}

std::optional<forecast::SubIndex> indexOf(
    const QMap<QString, forecast::Concentration> &values, const IndexChoice &choice) {
    if (choice.pollutant.isEmpty())
        return choice.standard.index(values).overall;
    const auto value = values.constFind(choice.pollutant);
    if (value == values.cend())
        return {};
    const auto index = choice.standard.subIndex(choice.pollutant, value->value, value->unit);
    return index ? std::optional(*index) : std::nullopt;
}

AirMap airMap(
    const QList<forecast::Station> &stations, const QList<forecast::Place> &cities, const IndexChoice &choice) {
    AirMap map;
    QHash<QString, Mean> means;
    for (const forecast::Station &station : stations) {
        if (!station.active)
            continue;
        const MapPlace place = stationPlace(station, choice);
        map.stations.append(place);
        if (!place.index)
            continue;
        Mean &mean = means[station.city];
        mean.indices.append(*place.index);
        ++mean.dominants[place.dominant];
        mean.synthetic = mean.synthetic || place.synthetic;
        mean.newest = mean.newest.isValid() ? std::max(mean.newest, place.measured) : place.measured;
    }
    for (const forecast::Place &city : cities)
        map.cities.append(cityPlace(city, means.value(city.name), choice));
    return map;
}

QMap<QString, forecast::Concentration> cityConcentrations(
    const QList<forecast::Station> &stations, const QString &city) {
    QMap<QString, forecast::Concentration> out;
    QMap<QString, int> counts;
    for (const forecast::Station &station : stations) {
        if (station.city != city || !station.active)
            continue;
        for (const auto &[pollutant, value] : station.pollutants.asKeyValueRange()) {
            forecast::Concentration &mean = out[pollutant];
            if (counts[pollutant] > 0 && mean.unit != value.unit)
                continue; // two units have no mean
            const int count = ++counts[pollutant];
            mean.unit = value.unit;
            mean.value += (value.value - mean.value) / count;
        }
    }
    return out;
}

QString pollutantName(const QString &key) {
    static const QHash<QString, QString> names = {{u"pm25"_s, u"PM2.5"_s}, {u"pm10"_s, u"PM10"_s}, {u"no2"_s, u"NO₂"_s},
        {u"so2"_s, u"SO₂"_s}, {u"o3"_s, u"O₃"_s}, {u"co"_s, u"CO"_s}, {u"nh3"_s, u"NH₃"_s}, {u"pb"_s, u"Pb"_s}};
    return names.value(key, key);
}

} // namespace models
