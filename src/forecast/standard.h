// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Air quality standards as data: their breakpoints, categories, colours and advice, and the index that they give for concentrations. Nothing here
// averages over time: a standard says over how many hours its concentrations are means; averaging makes them. Each file names its source.
#pragma once

#include "base/error.h"
#include "forecast/airindex.h"

#include <QByteArray>
#include <QHash>
#include <QSet>

namespace forecast {

class Standard {
public:
    using Values = QMap<QString, Concentration>;

    /// where: file name, for errors.
    [[nodiscard]] static base::Result<Standard> read(const QByteArray &json, const QString &where);

    [[nodiscard]] QString id() const { return m_id; }     // "in-naqi"
    [[nodiscard]] QString name() const { return m_name; } // "India NAQI"
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString source() const { return m_source; }
    [[nodiscard]] QString sensitiveGroups() const { return m_sensitiveGroups; } // "Children, older adults, …"
    [[nodiscard]] Scale scale() const { return m_scale; }
    [[nodiscard]] bool inBands() const { return m_scale == Scale::Bands; } // its values are ranks: they have no mean and no place between two
    [[nodiscard]] const QList<Category> &categories() const { return m_categories; }
    /// The same in other colours (palette.h); as many categories as it has.
    [[nodiscard]] Standard with(QList<Category> categories) const;
    [[nodiscard]] int end() const { return m_categories.last().to; } // of the scale: 500
    /// Those that have a table, by name. Beside "o3" there may be "o3_1h": a further table of the same pollutant.
    [[nodiscard]] QStringList pollutants() const;
    [[nodiscard]] AveragingRule rule(const QString &pollutant) const { return m_tables.value(pollutant).rule; }
    /// Over how long the concentration is a mean: "24 h"; empty for an unknown pollutant.
    [[nodiscard]] QString averaging(const QString &pollutant) const;
    /// Of the table's concentrations.
    [[nodiscard]] QString unit(const QString &pollutant) const { return m_tables.value(pollutant).unit; }
    [[nodiscard]] int decimals(const QString &pollutant) const { return m_tables.value(pollutant).decimals; }
    /// The least concentration of each category, in the table's unit and before it is rounded: 30.5 where a table that rounds says 31. Where the
    /// table ends lower down, by the one that takes over; nothing for a category that neither reaches.
    [[nodiscard]] QList<std::optional<double>> begins(const QString &pollutant) const;

    /// In the table's unit; gases at the temperature that the standard declares. Invalid for an unknown pollutant or unit, a negative value and
    /// NaN: none of them is a clean 0.
    [[nodiscard]] base::Result<double> converted(const QString &pollutant, double value, const QString &unit) const;
    /// The value stands for every averaging time of the pollutant. Invalid as above.
    [[nodiscard]] base::Result<SubIndex> subIndex(const QString &pollutant, double value, const QString &unit) const;
    /// Where the values hold a pollutant's further table ("o3_1h"), that one's rule is followed with its own value.
    [[nodiscard]] AirIndex index(const Values &concentrations) const;
    /// The category of an index; values above the end belong to the last.
    [[nodiscard]] int categoryOf(double index) const;

private:
    struct Row { // concentrations in the table's smallest step, so that 0.078 ppm is 78 and nothing is lost on the way
        qint64 low = 0;
        qint64 high = 0;
        int category = 0;
    };
    struct Table {
        AveragingRule rule;
        QString unit;
        int decimals = 0;
        QString above; // table that takes over above the last row
        QString also;  // table that counts beside this one: the higher index is the pollutant's
        QList<Row> rows;
    };
    friend struct StandardReader;
    [[nodiscard]] qint64 steps(const Table &table, double value) const;
    [[nodiscard]] std::optional<SubIndex> lookUp(const QString &pollutant, const Table &table, double value) const;
    [[nodiscard]] base::Result<SubIndex> part(const QString &pollutant, const Values &values) const;

    QString m_id;
    QString m_name;
    QString m_title;
    QString m_source;
    QString m_sensitiveGroups;
    Scale m_scale = Scale::Index;
    bool m_truncate = false;
    int m_minimum = 1;
    QStringList m_needsOneOf;
    QList<Category> m_categories;
    QHash<QString, double> m_gases; // µg/m³ of one ppb
    QHash<QString, Table> m_tables;
    QSet<QString> m_further; // tables that others name: no pollutants of their own
};

/// Those that are built in: India's first.
[[nodiscard]] QList<Standard> standards();

/// "87", "500+"; of a standard in bands, the band's place.
[[nodiscard]] QString indexText(const SubIndex &index, const Standard &standard);

} // namespace forecast
