// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads resources/standards/*.json; refuses a table that has holes, overlaps or no width, so that no index is ever a
// guess.
#include "forecast/standard.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace forecast {

using namespace Qt::StringLiterals;

struct StandardReader {
    QString where;
    Standard standard;

    [[nodiscard]] std::unexpected<base::Error> wrong(const QString &what) const {
        return base::fail(base::ErrorKind::Invalid, what, where);
    }
    base::Status categories(const QJsonArray &items);
    base::Status table(const QJsonObject &item);
    base::Status row(const QString &pollutant, Standard::Table &table, const QJsonArray &edges, int category);
    base::Status furtherTables();
    base::Status all(const QJsonObject &root);
};

base::Status StandardReader::categories(const QJsonArray &items) {
    for (const QJsonValue &item : items) {
        const int place = static_cast<int>(standard.m_categories.size()) + 1;
        Category category{item[u"key"].toString(), item[u"word"].toString(), item[u"colour"].toString(), item[u"text"].toString(),
            item[u"advice"].toString(), item[u"general"].toString(), item[u"sensitive"].toString(), item[u"from"].toInt(-1), item[u"to"].toInt(-1)};
        const bool numbered = item[u"from"].isDouble() || item[u"to"].isDouble();
        const int expected = standard.m_categories.isEmpty() ? 0 : standard.m_categories.last().to + 1;
        if (standard.inBands())
            category.from = category.to = place;
        else if (category.from != expected || category.to <= category.from)
            return wrong(u"category %1 does not follow the one before"_s.arg(place));
        if (category.key.isEmpty() || category.word.isEmpty() || category.colour.size() != 7 || (standard.inBands() && numbered))
            return wrong(u"category %1 is incomplete, or has numbers in a standard of bands"_s.arg(place));
        standard.m_categories.append(category);
    }
    return items.isEmpty() ? base::Status(wrong(u"no categories"_s)) : base::Status();
}

base::Status StandardReader::row(
    const QString &pollutant, Standard::Table &table, const QJsonArray &edges, int category) {
    const bool open = standard.inBands() && category + 1 == static_cast<int>(standard.m_categories.size()) && edges.at(1).isNull();
    const double scale = std::pow(10.0, table.decimals);
    const double low = edges.at(0).toDouble(-1) * scale;
    const double high = open ? 1e9 : edges.at(1).toDouble(-1) * scale;
    if (edges.size() != 2 || !(low >= 0) || !(high > low) || high > 1e9)
        return wrong(u"row %1 of %2 has no width"_s.arg(category + 1).arg(pollutant));
    const Standard::Row made{std::llround(low), std::llround(high), category};
    const bool follows =
        table.rows.isEmpty() || (made.low == table.rows.last().high + 1 && category == table.rows.last().category + 1);
    if (made.high <= made.low || !follows)
        return wrong(u"row %1 of %2 has no width or does not follow the one before"_s.arg(category + 1).arg(pollutant));
    table.rows.append(made);
    return {};
}

base::Status StandardReader::table(const QJsonObject &item) {
    const QString pollutant = item[u"key"].toString();
    Standard::Table made;
    made.rule.hours = item[u"hours"].toInt(1);
    made.rule.needed = item[u"needed"].toInt(1);
    made.rule.nowCast = item[u"nowCast"].toBool();
    made.unit = item[u"unit"].toString();
    made.decimals = item[u"decimals"].toInt(-1);
    made.above = item[u"above"].toString();
    made.also = item[u"also"].toString();
    const bool averages = made.rule.hours >= 1 && made.rule.hours <= 24 && made.rule.needed >= 1 && made.rule.needed <= made.rule.hours;
    const QJsonArray rows = item[u"rows"].toArray();
    if (pollutant.isEmpty() || made.decimals < 0 || made.decimals > 6 || made.unit.isEmpty() || !averages ||
        rows.size() != standard.m_categories.size() || standard.m_tables.contains(pollutant))
        return wrong(u"the table of \"%1\" is incomplete"_s.arg(pollutant));
    for (qsizetype i = 0; i < rows.size(); ++i)
        if (!rows[i].isNull())
            if (auto read = row(pollutant, made, rows[i].toArray(), static_cast<int>(i)); !read)
                return read;
    if (made.rows.isEmpty())
        return wrong(u"the table of %1 has no rows"_s.arg(pollutant));
    standard.m_tables.insert(pollutant, made);
    return {};
}

/// A further table must be there, and of the same unit: its value stands in where nothing else is known.
base::Status StandardReader::furtherTables() {
    for (const auto &[pollutant, one] : standard.m_tables.asKeyValueRange())
        for (const QString &further : {one.above, one.also}) {
            const auto found = standard.m_tables.constFind(further);
            if (!further.isEmpty() && (found == standard.m_tables.cend() || found->unit != one.unit || !found->also.isEmpty()))
                return wrong(u"%1 goes on in a table \"%2\" that is not there, has another unit or goes on itself"_s.arg(pollutant, further));
            if (!further.isEmpty())
                standard.m_further.insert(further);
        }
    return standard.m_tables.isEmpty() ? base::Status(wrong(u"no pollutants"_s)) : base::Status();
}

base::Status StandardReader::all(const QJsonObject &root) {
    standard.m_id = root[u"id"].toString();
    standard.m_name = root[u"name"].toString();
    standard.m_title = root[u"title"].toString();
    standard.m_source = root[u"source"].toString();
    standard.m_sensitiveGroups = root[u"sensitiveGroups"].toString();
    standard.m_scale = root[u"scale"] == "bands"_L1 ? Scale::Bands : Scale::Index;
    standard.m_truncate = root[u"input"] == "truncate"_L1;
    standard.m_minimum = root[u"minimumPollutants"].toInt(1);
    for (const QJsonValue &pollutant : root[u"needsOneOf"].toArray())
        standard.m_needsOneOf.append(pollutant.toString());
    const QJsonObject gases = root[u"gases"][u"microgramsPerPpb"].toObject();
    for (auto gas = gases.begin(); gas != gases.end(); ++gas)
        if (gas.value().toDouble() > 0)
            standard.m_gases.insert(gas.key(), gas.value().toDouble());
    if (standard.m_id.isEmpty() || standard.m_name.isEmpty() || !(standard.m_truncate || root[u"input"] == "round"_L1))
        return wrong(u"id, name and input (round or truncate) are needed"_s);
    if (auto read = categories(root[u"categories"].toArray()); !read)
        return read;
    for (const QJsonValue &item : root[u"pollutants"].toArray())
        if (auto read = table(item.toObject()); !read)
            return read;
    return furtherTables();
}

base::Result<Standard> Standard::read(const QByteArray &json, const QString &where) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return base::fail(base::ErrorKind::Invalid, u"not a standard: %1"_s.arg(error.errorString()), where);
    StandardReader reader{where, {}};
    if (auto read = reader.all(document.object()); !read)
        return std::unexpected(read.error());
    return reader.standard;
}

QList<Standard> standards() {
    QList<Standard> out;
    for (const QString &name : {u"in-naqi"_s, u"us-epa"_s, u"eu-eaqi"_s}) {
        QFile file(u":/standards/%1.json"_s.arg(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (auto standard = Standard::read(file.readAll(), file.fileName()))
            out.append(*standard);
    }
    return out;
}

} // namespace forecast
