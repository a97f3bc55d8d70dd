// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/exports.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace models {

using namespace Qt::StringLiterals;

namespace {

QString timeOf(const QDateTime &time) { return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString(); }

QString wordOf(const MapPlace &place, const forecast::Standard &standard) {
    return place.category >= 0 ? standard.categories().value(place.category).word : QString();
}

QString kindOf(const MapPlace &place) { return place.isCity() ? u"city"_s : u"station"_s; }

QByteArray cell(QString text) {
    static const QString formula = u"=+-@\t\r"_s; // what a spreadsheet would reckon; numbers are not written through here
    if (!text.isEmpty() && formula.contains(text.front()))
        text.prepend(u'\'');
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r'))
        text = u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text.toUtf8();
}

} // namespace

QByteArray toGeoJson(const AirMap &map, const forecast::Standard &standard, const ExportNote &note) {
    QJsonArray features;
    for (const auto *places : {&map.cities, &map.stations}) {
        for (const MapPlace &place : *places) {
            const QJsonObject properties{{u"name"_s, place.name}, {u"kind"_s, kindOf(place)}, {u"city"_s, place.city}, {u"index"_s, place.index ? QJsonValue(*place.index) : QJsonValue()},
                {u"category"_s, place.category >= 0 ? QJsonValue(wordOf(place, standard)) : QJsonValue()}, {u"highest"_s, place.dominant}, {u"measured"_s, timeOf(place.measured)},
                {u"synthetic"_s, place.synthetic}};
            features.append(QJsonObject{{u"type"_s, u"Feature"_s}, {u"id"_s, place.id},
                {u"geometry"_s, place.placed ? QJsonValue(QJsonObject{{u"type"_s, u"Point"_s}, {u"coordinates"_s, QJsonArray{place.longitude, place.latitude}}}) : QJsonValue()},
                {u"properties"_s, properties}});
        }
    }
    const QJsonObject about{{u"standard"_s, note.standard}, {u"pollutant"_s, note.pollutant.isEmpty() ? u"all"_s : note.pollutant}, {u"averaging"_s, note.averaging},
        {u"source"_s, note.source}, {u"hour"_s, timeOf(note.hour)}, {u"forecast"_s, note.ahead}};
    return QJsonDocument(QJsonObject{{u"type"_s, u"FeatureCollection"_s}, {u"about"_s, about}, {u"features"_s, features}}).toJson();
}

QByteArray toCsv(const AirMap &map, const forecast::Standard &standard, const ExportNote &note) {
    QByteArray out = "id,kind,name,city,latitude,longitude,index,category,highest,measured,synthetic,standard,pollutant,averaging,hour,forecast,source\r\n";
    for (const auto *places : {&map.cities, &map.stations}) {
        for (const MapPlace &place : *places) {
            const auto degrees = [&](double value) { return place.placed ? QByteArray::number(value, 'f', 5) : QByteArray(); };
            const QByteArrayList cells{cell(place.id), cell(kindOf(place)), cell(place.name), cell(place.city), degrees(place.latitude), degrees(place.longitude), place.index ? QByteArray::number(*place.index) : QByteArray(), cell(wordOf(place, standard)), cell(place.dominant),
                cell(timeOf(place.measured)), place.synthetic ? "true" : "false", cell(note.standard), cell(note.pollutant.isEmpty() ? u"all"_s : note.pollutant), cell(note.averaging),
                cell(timeOf(note.hour)), note.ahead ? "true" : "false", cell(note.source)};
            out += cells.join(',') + "\r\n";
        }
    }
    return out;
}

} // namespace models
