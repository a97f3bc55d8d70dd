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
    base::Status all(const QJsonObject &root);
};

base::Status StandardReader::categories(const QJsonArray &items) {
    for (const QJsonValue &item : items) {
        const Category category{item[u"key"].toString(), item[u"word"].toString(), item[u"colour"].toString(),
            item[u"text"].toString(), item[u"advice"].toString(), item[u"from"].toInt(-1), item[u"to"].toInt(-1)};
        const int expected = standard.m_categories.isEmpty() ? 0 : standard.m_categories.last().to + 1;
        if (category.key.isEmpty() || category.word.isEmpty() || category.colour.size() != 7 ||
            category.from != expected || category.to <= category.from)
            return wrong(
                u"category %1 is incomplete or does not follow the one before"_s.arg(standard.m_categories.size() + 1));
        standard.m_categories.append(category);
    }
    return items.isEmpty() ? base::Status(wrong(u"no categories"_s)) : base::Status();
}

base::Status StandardReader::row(
    const QString &pollutant, Standard::Table &table, const QJsonArray &edges, int category) {
    const double scale = std::pow(10.0, table.decimals);
    const double low = edges.at(0).toDouble(-1) * scale;
    const double high = edges.at(1).toDouble(-1) * scale;
    const Standard::Row made{std::llround(low), std::llround(high), category};
    const bool follows =
        table.rows.isEmpty() || (made.low == table.rows.last().high + 1 && category == table.rows.last().category + 1);
    if (edges.size() != 2 || low < 0 || made.high <= made.low || high > 1e9 || !follows)
        return wrong(u"row %1 of %2 has no width or does not follow the one before"_s.arg(category + 1).arg(pollutant));
    table.rows.append(made);
    return {};
}

base::Status StandardReader::table(const QJsonObject &item) {
    const QString pollutant = item[u"key"].toString();
    Standard::Table made;
    made.averaging = item[u"averaging"].toString();
    made.decimals = item[u"decimals"].toInt(-1);
    made.above = item[u"above"].toString();
    const QJsonObject units = item[u"divide"].toObject();
    for (auto unit = units.begin(); unit != units.end(); ++unit)
        if (unit.value().toDouble() > 0)
            made.divide.insert(unit.key(), unit.value().toDouble());
    const QJsonArray rows = item[u"rows"].toArray();
    if (pollutant.isEmpty() || made.decimals < 0 || made.decimals > 6 || made.divide.isEmpty() ||
        rows.size() != standard.m_categories.size())
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

base::Status StandardReader::all(const QJsonObject &root) {
    standard.m_id = root[u"id"].toString();
    standard.m_name = root[u"name"].toString();
    standard.m_title = root[u"title"].toString();
    standard.m_source = root[u"source"].toString();
    standard.m_truncate = root[u"input"] == "truncate"_L1;
    standard.m_minimum = root[u"minimumPollutants"].toInt(1);
    for (const QJsonValue &pollutant : root[u"needsOneOf"].toArray())
        standard.m_needsOneOf.append(pollutant.toString());
    if (standard.m_id.isEmpty() || standard.m_name.isEmpty() || !(standard.m_truncate || root[u"input"] == "round"_L1))
        return wrong(u"id, name and input (round or truncate) are needed"_s);
    if (auto read = categories(root[u"categories"].toArray()); !read)
        return read;
    for (const QJsonValue &item : root[u"pollutants"].toArray())
        if (auto read = table(item.toObject()); !read)
            return read;
    return standard.m_tables.isEmpty() ? base::Status(wrong(u"no pollutants"_s)) : base::Status();
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
    for (const QString &name : {u"in-naqi"_s, u"us-epa"_s}) {
        QFile file(u":/standards/%1.json"_s.arg(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (auto standard = Standard::read(file.readAll(), file.fileName()))
            out.append(*standard);
    }
    return out;
}

} // namespace forecast
