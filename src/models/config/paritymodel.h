// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The table of services and platforms as a model: a row for each field of a service, a column for each platform that is shown.
#pragma once

#include "config/system/carry.h"
#include "models/config/parity.h"
#include "models/config/places.h"

#include <QAbstractTableModel>
#include <QSet>

namespace models {

class ParityModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ParityRole {
        AgreementRole = Qt::UserRole + 200, // int of config::Agreement
        ServiceRole,                        // of rows, by headerData too
        FieldRole,
        VariableRole,  // bool: the field is a variable's name
        ReferenceRole, // bool: what the others are held against
    };
    struct Filter {
        QString service; // empty: all
        QString text;
        bool differences = false; // only rows in which something differs and nothing says why
        bool operator==(const Filter &) const = default;
    };

    explicit ParityModel(QObject *parent = nullptr);

    // Shared with nobody that changes it: the thread that made it gives it away.
    void setTable(std::shared_ptr<const ParityTable> table);
    [[nodiscard]] const ParityTable *table() const { return m_table.get(); }
    void setFilter(const Filter &filter);
    /// Ids of systems; the reference is always among the shown ones.
    void setShown(const QSet<QString> &systems);

    /// Rows of the shown columns, before the filter, and those of them in which something differs unexplained.
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] int differing() const { return m_differing; }
    [[nodiscard]] const ParitySystem *system(int column) const;
    /// All that can be said of a cell, in sentences.
    [[nodiscard]] QString details(const QModelIndex &index) const;
    /// Where the value stands, or what should hold it; absent where the platform has no such service.
    [[nodiscard]] std::optional<Target> target(const QModelIndex &index) const;
    /// Whether the reference says something that this cell's platform does not say alike.
    [[nodiscard]] bool isUnlike(const QModelIndex &index) const;
    /// The edits that make it say the same; see config::carry.
    [[nodiscard]] base::Result<std::vector<config::Carried>> alike(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const QString &row, const QString &system) const;
    [[nodiscard]] QString rowKey(const QModelIndex &index) const;
    /// As shown, with a line of headings.
    [[nodiscard]] QString tabSeparated() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void reshow();
    [[nodiscard]] bool accepts(const ParityRow &row) const;
    [[nodiscard]] const ParityCell *cell(const QModelIndex &index) const;
    [[nodiscard]] const ParityRow &row(int shown) const { return m_table->rows[m_rows[static_cast<std::size_t>(shown)]]; }
    [[nodiscard]] QString judgement(const QModelIndex &index) const;

    std::shared_ptr<const ParityTable> m_table;
    Filter m_filter;
    QSet<QString> m_wanted;
    std::vector<std::size_t> m_columns; // of the table
    std::vector<std::size_t> m_rows;
    int m_total = 0;
    int m_differing = 0;
};

} // namespace models
