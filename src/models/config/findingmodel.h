// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a set of files, as a list that keeps its rows while the operator types.
#pragma once

#include "config/rules/finding.h"

#include <QAbstractTableModel>

namespace models {

struct FindingCounts {
    int errors = 0;
    int warnings = 0;
    int infos = 0;
    bool operator==(const FindingCounts &) const = default;
    void add(config::Severity severity);
    [[nodiscard]] int all() const { return errors + warnings + infos; }
};

/// "2 errors, 1 warning"; "no findings".
[[nodiscard]] QString countsText(const FindingCounts &counts);
[[nodiscard]] QString severityWord(config::Severity severity);

class FindingModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ColumnIndex { Message, Place, Object, Rule, ColumnCount };
    enum FindingRole {
        SeverityRole = Qt::UserRole + 200, // int of config::Severity
        FileRole,                          // absolute path
        LineRole,
        FixRole, // title of the quick fix; empty where there is none
    };
    struct Filter {
        QString file; // empty: all
        config::Severity atLeast = config::Severity::Info;
        QString text;
        bool operator==(const Filter &) const = default;
    };

    explicit FindingModel(QObject *parent = nullptr);

    /// root: folder that paths are shown below.
    void setFindings(std::vector<config::Finding> findings, const QString &root);
    void setFilter(const Filter &filter);
    [[nodiscard]] const Filter &filter() const { return m_filter; }
    /// Null where the row is none.
    [[nodiscard]] const config::Finding *finding(const QModelIndex &index) const;
    [[nodiscard]] const std::vector<config::Finding> &all() const { return m_findings; }
    [[nodiscard]] FindingCounts counts() const;
    [[nodiscard]] FindingCounts counts(const QString &file) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        config::Finding finding; // its own: while rows come and go the list behind them is already another
        QString key;
    };
    [[nodiscard]] bool accepts(const config::Finding &finding) const;
    [[nodiscard]] QString placeText(const config::Finding &finding) const;
    void reshow();
    void moveTo(QList<Row> rows);

    std::vector<config::Finding> m_findings;
    QString m_root;
    Filter m_filter;
    QList<Row> m_rows;
};

} // namespace models
