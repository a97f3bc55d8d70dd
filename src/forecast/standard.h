// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Air quality standards as data: their breakpoints, categories and colours, and the index that they give for
// concentrations. Nothing here averages over time: a standard says over how many hours its concentrations are means,
// and the caller says what it has.
#pragma once

#include "base/error.h"
#include "forecast/values.h"

#include <QByteArray>
#include <QHash>

#include <array>

namespace forecast {

struct Category {
    QString key;    // "very_poor"
    QString word;   // "Very poor"
    QString colour; // "#RRGGBB", the standard's own
    QString text;   // "#RRGGBB" of writing on that colour
    QString advice; // one sentence
    int from = 0;   // index
    int to = 0;
};

struct SubIndex {
    QString pollutant;
    int value = 0;       // may exceed the scale's end: beyond is then true
    bool beyond = false; // above the last row: to be shown as "500+"
    int category = 0;    // in Standard::categories()
    bool operator==(const SubIndex &) const = default;
};

struct AirIndex {
    std::optional<SubIndex> overall; // the largest part; nothing where the standard asks for more pollutants
    QList<SubIndex> parts;           // of each pollutant that the standard knows
    QString missing;                 // why there is no overall, as a sentence
};

class Standard {
public:
    /// where: file name, for errors.
    [[nodiscard]] static base::Result<Standard> read(const QByteArray &json, const QString &where);

    [[nodiscard]] QString id() const { return m_id; }     // "in-naqi"
    [[nodiscard]] QString name() const { return m_name; } // "India NAQI"
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString source() const { return m_source; }
    [[nodiscard]] const QList<Category> &categories() const { return m_categories; }
    [[nodiscard]] int end() const { return m_categories.last().to; } // of the scale: 500
    /// Over how long the concentration is a mean: "24 h"; empty for an unknown pollutant.
    [[nodiscard]] QString averaging(const QString &pollutant) const;

    /// Invalid for an unknown pollutant or unit, a negative value and NaN: none of them is a clean 0.
    [[nodiscard]] base::Result<SubIndex> subIndex(const QString &pollutant, double value, const QString &unit) const;
    [[nodiscard]] AirIndex index(const QMap<QString, Concentration> &concentrations) const;
    /// The category of an index; values above the end belong to the last.
    [[nodiscard]] int categoryOf(double index) const;

private:
    struct Row { // concentrations in the table's smallest step, so that 0.078 ppm is 78 and nothing is lost on the way
        qint64 low = 0;
        qint64 high = 0;
        int category = 0;
    };
    struct Table {
        QString averaging;
        QHash<QString, double> divide; // unit of input → by what to get the table's unit
        int decimals = 0;
        QString above; // table that takes over above the last row
        QList<Row> rows;
    };
    friend struct StandardReader;
    [[nodiscard]] qint64 steps(const Table &table, double value) const;
    [[nodiscard]] std::optional<SubIndex> lookUp(const QString &pollutant, const Table &table, double value) const;

    QString m_id;
    QString m_name;
    QString m_title;
    QString m_source;
    bool m_truncate = false;
    int m_minimum = 1;
    QStringList m_needsOneOf;
    QList<Category> m_categories;
    QHash<QString, Table> m_tables;
};

/// Those that are built in: India's first.
[[nodiscard]] QList<Standard> standards();

/// "87", "500+".
[[nodiscard]] QString indexText(const SubIndex &index, const Standard &standard);

} // namespace forecast
