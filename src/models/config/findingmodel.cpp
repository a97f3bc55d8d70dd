// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/findingmodel.h"

#include "models/config/words.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

void FindingCounts::add(config::Severity severity) {
    ++(severity == config::Severity::Error ? errors : severity == config::Severity::Warning ? warnings : infos);
}

QString countsText(const FindingCounts &counts) {
    QStringList parts;
    const auto add = [&](int count, const char *one, const char *many) {
        if (count > 0)
            parts << (count == 1 ? configTr(one) : configTr(many).arg(count));
    };
    add(counts.errors, "1 error", "%1 errors");
    add(counts.warnings, "1 warning", "%1 warnings");
    add(counts.infos, "1 advice", "%1 pieces of advice");
    return parts.isEmpty() ? configTr("no findings") : parts.join(u", "_s);
}

QString severityWord(config::Severity severity) {
    switch (severity) {
    case config::Severity::Error: return configTr("error");
    case config::Severity::Warning: return configTr("warning");
    case config::Severity::Info: break;
    }
    return configTr("advice");
}

FindingModel::FindingModel(QObject *parent) : QAbstractTableModel(parent) {}

void FindingModel::setFindings(std::vector<config::Finding> findings, const QString &root) {
    m_findings = std::move(findings);
    m_root = root;
    std::ranges::stable_sort(m_findings, [](const config::Finding &a, const config::Finding &b) {
        if (a.severity != b.severity)
            return a.severity > b.severity;
        return std::tie(a.file, a.range.begin) < std::tie(b.file, b.range.begin);
    });
    reshow();
}

void FindingModel::setFilter(const Filter &filter) {
    if (filter == m_filter)
        return;
    m_filter = filter;
    reshow();
}

bool FindingModel::accepts(const config::Finding &finding) const {
    if (finding.severity < m_filter.atLeast || (!m_filter.file.isEmpty() && finding.file != m_filter.file))
        return false;
    return m_filter.text.isEmpty() || finding.message.contains(m_filter.text, Qt::CaseInsensitive) || finding.file.contains(m_filter.text, Qt::CaseInsensitive)
        || QString::fromStdString(finding.rule).contains(m_filter.text, Qt::CaseInsensitive);
}

void FindingModel::reshow() {
    QList<Row> rows;
    for (const config::Finding &finding : m_findings) {
        if (accepts(finding))
            rows.append({finding, QString::fromStdString(finding.rule) + u'\n' + finding.file + u'\n' + finding.path + u'\n' + finding.message});
    }
    moveTo(std::move(rows));
}

/// What stands at both ends stays: a finding that comes or goes does not move the list under the operator's hand.
void FindingModel::moveTo(QList<Row> rows) {
    const auto same = [](const Row &a, const Row &b) { return a.key == b.key; };
    const qsizetype shorter = std::min(rows.size(), m_rows.size());
    qsizetype head = 0;
    while (head < shorter && same(rows.at(head), m_rows.at(head)))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && same(rows.at(rows.size() - 1 - tail), m_rows.at(m_rows.size() - 1 - tail)))
        ++tail;
    if (const qsizetype gone = m_rows.size() - head - tail; gone > 0) {
        beginRemoveRows({}, static_cast<int>(head), static_cast<int>(head + gone - 1));
        m_rows.remove(head, gone);
        endRemoveRows();
    }
    if (const qsizetype fresh = rows.size() - head - tail; fresh > 0) {
        beginInsertRows({}, static_cast<int>(head), static_cast<int>(head + fresh - 1));
        m_rows = std::move(rows);
        endInsertRows();
    } else {
        m_rows = std::move(rows);
    }
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const config::Finding *FindingModel::finding(const QModelIndex &index) const {
    return index.isValid() && index.row() < m_rows.size() ? &m_rows.at(index.row()).finding : nullptr;
}

FindingCounts FindingModel::counts() const { return counts({}); }

FindingCounts FindingModel::counts(const QString &file) const {
    FindingCounts counts;
    for (const config::Finding &finding : m_findings) {
        if (file.isEmpty() || finding.file == file)
            counts.add(finding.severity);
    }
    return counts;
}

int FindingModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int FindingModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString FindingModel::placeText(const config::Finding &finding) const {
    return u"%1:%2"_s.arg(QDir(m_root).relativeFilePath(finding.file)).arg(finding.position.line);
}

QVariant FindingModel::data(const QModelIndex &index, int role) const {
    const config::Finding *found = finding(index);
    if (!found)
        return {};
    switch (role) {
    case SeverityRole: return static_cast<int>(found->severity);
    case FileRole: return found->file;
    case LineRole: return found->position.line;
    case FixRole: return found->fix ? found->fix->title : QString();
    case Qt::ToolTipRole: return u"%1\n%2"_s.arg(found->message, placeText(*found));
    case Qt::AccessibleTextRole: return u"%1: %2"_s.arg(severityWord(found->severity), found->message);
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (index.column()) {
    case Message: return found->message;
    case Place: return placeText(*found);
    case Object: return found->object;
    default: return QString::fromStdString(found->rule);
    }
}

QVariant FindingModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Message: return configTr("Problem");
    case Place: return configTr("Where");
    case Object: return configTr("Object");
    default: return configTr("Rule");
    }
}

} // namespace models
