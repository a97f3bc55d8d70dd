// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/paritymodel.h"

#include "models/config/words.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

using config::Agreement;

ParityModel::ParityModel(QObject *parent) : QAbstractTableModel(parent) {}

void ParityModel::setTable(std::shared_ptr<const ParityTable> table) {
    beginResetModel();
    m_table = std::move(table);
    reshow();
    endResetModel();
}

void ParityModel::setFilter(const Filter &filter) {
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    reshow();
    endResetModel();
}

void ParityModel::setShown(const QSet<QString> &systems) {
    if (systems == m_wanted)
        return;
    beginResetModel();
    m_wanted = systems;
    reshow();
    endResetModel();
}

/// The reference first, then the others as they come.
void ParityModel::reshow() {
    m_columns.clear();
    m_rows.clear();
    m_total = m_differing = 0;
    if (!m_table || m_table->systems.empty())
        return;
    m_columns.push_back(m_table->reference);
    for (std::size_t i = 0; i < m_table->systems.size(); ++i) {
        if (i != m_table->reference && m_wanted.contains(m_table->systems[i].id))
            m_columns.push_back(i);
    }
    for (std::size_t i = 0; i < m_table->rows.size(); ++i) {
        const ParityRow &row = m_table->rows[i];
        const auto shown = [&](auto &&is) { return std::ranges::any_of(m_columns, [&](std::size_t column) { return is(row.cells[column]); }); };
        if (!shown([](const ParityCell &cell) { return !cell.text.isEmpty(); }))
            continue;
        const bool differs = shown([](const ParityCell &cell) { return cell.agreement == Agreement::Differs; });
        ++m_total;
        m_differing += differs ? 1 : 0;
        if ((differs || !m_filter.differences) && accepts(row))
            m_rows.push_back(i);
    }
}

bool ParityModel::accepts(const ParityRow &row) const {
    if (!m_filter.service.isEmpty() && row.service != m_filter.service)
        return false;
    const auto holds = [this](const QString &text) { return text.contains(m_filter.text, Qt::CaseInsensitive); };
    return m_filter.text.isEmpty() || holds(row.service) || holds(row.field)
        || std::ranges::any_of(m_columns, [&](std::size_t column) { return holds(row.cells[column].text); });
}

const ParitySystem *ParityModel::system(int column) const {
    return m_table && column >= 0 && column < columnCount() ? &m_table->systems[m_columns[static_cast<std::size_t>(column)]] : nullptr;
}

const ParityCell *ParityModel::cell(const QModelIndex &index) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return nullptr;
    return &row(index.row()).cells[m_columns[static_cast<std::size_t>(index.column())]];
}

int ParityModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int ParityModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_columns.size()); }

QString ParityModel::judgement(const QModelIndex &index) const {
    const ParityCell &here = *cell(index);
    const QString title = system(index.column())->title();
    const QString reference = system(0)->title();
    const QString wanted = row(index.row()).cells[m_table->reference].text;
    switch (here.agreement) {
    case Agreement::Same:
        return index.column() == 0 ? configTr("The others are held against this.") : wanted.isEmpty() ? configTr("%1 says nothing about it.").arg(reference) : configTr("As %1 has it.").arg(reference);
    case Agreement::Explained:
        return configTr("It differs from %1, and this is why: %2").arg(reference, here.explanation);
    case Agreement::Differs:
        return (wanted.isEmpty() ? configTr("%1 does not have it, and nothing says why.").arg(reference) : configTr("It differs from %1 (%2), and nothing says why.").arg(reference, wanted))
            + u' ' + configTr("Make them alike, or write above it: # aqi: differs from kubernetes because …");
    case Agreement::Inexpressible:
        return configTr("The files of %1 have no words for it.").arg(title);
    case Agreement::Absent:
        break;
    }
    if (!here.site.document)
        return configTr("%1 does not run %2.").arg(title, row(index.row()).service);
    return configTr("%1 says nothing about it.").arg(title) + (here.explanation.isEmpty() ? QString() : u' ' + here.explanation);
}

QString ParityModel::details(const QModelIndex &index) const {
    const ParityCell *here = cell(index);
    if (!here)
        return {};
    const ParityRow &about = row(index.row());
    const QString head = configTr("%1 of %2, %3").arg(about.field, about.service, system(index.column())->title());
    return (here->text.isEmpty() ? head : head + u": "_s + here->text) + u".\n"_s + judgement(index);
}

std::optional<Target> ParityModel::target(const QModelIndex &index) const {
    const ParityCell *here = cell(index);
    if (!here || !here->site.document)
        return {};
    const config::Place place = config::placeOf(here->site);
    if (!place.document)
        return {};
    const QString file = place.document->path();
    return Target{file, place.range, u"%1:%2"_s.arg(QFileInfo(file).fileName()).arg(place.document->position(place.range.begin).line)};
}

bool ParityModel::isUnlike(const QModelIndex &index) const {
    const ParityCell *here = cell(index);
    if (!here || !row(index.row()).kind)
        return false;
    const ParityCell &wanted = row(index.row()).cells[m_table->reference];
    const bool differs = here->agreement == config::Agreement::Differs || here->agreement == config::Agreement::Explained;
    return !wanted.text.isEmpty() && here->site.document && (differs || here->agreement == config::Agreement::Absent);
}

base::Result<std::vector<config::Carried>> ParityModel::alike(const QModelIndex &index) const {
    if (!isUnlike(index))
        return std::vector<config::Carried>();
    const ParityRow &line = row(index.row());
    const config::System &to = m_table->engine[m_columns[static_cast<std::size_t>(index.column())]];
    return config::carry(m_table->engine[m_table->reference], to, line.service.toStdString(), *line.kind, line.variable ? line.field.toStdString() : std::string());
}

QString ParityModel::rowKey(const QModelIndex &index) const { return index.isValid() && index.row() < rowCount() ? row(index.row()).key() : QString(); }

QModelIndex ParityModel::indexOf(const QString &key, const QString &id) const {
    for (int at = 0; at < rowCount(); ++at) {
        if (row(at).key() != key)
            continue;
        for (int column = 0; column < columnCount(); ++column) {
            if (system(column)->id == id)
                return index(at, column);
        }
    }
    return {};
}

QVariant ParityModel::data(const QModelIndex &index, int role) const {
    const ParityCell *here = cell(index);
    if (!here)
        return {};
    switch (role) {
    case Qt::DisplayRole: return here->text.isEmpty() ? u"—"_s : here->text;
    case Qt::ToolTipRole: return details(index);
    case Qt::AccessibleTextRole: return details(index);
    case AgreementRole: return static_cast<int>(here->agreement);
    case ServiceRole: return row(index.row()).service;
    case FieldRole: return row(index.row()).field;
    case ReferenceRole: return index.column() == 0;
    default: return {};
    }
}

QVariant ParityModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (section < 0 || section >= (orientation == Qt::Horizontal ? columnCount() : rowCount()))
        return {};
    if (orientation == Qt::Horizontal) {
        const ParitySystem &shown = *system(section);
        switch (role) {
        case Qt::DisplayRole: return shown.environment.isEmpty() ? shown.platform : shown.platform + u'\n' + shown.environment;
        case Qt::ToolTipRole: return section == 0 ? configTr("%1\n%2\nThe others are held against this.").arg(shown.title(), shown.id) : shown.title() + u'\n' + shown.id;
        case Qt::TextAlignmentRole: return int(Qt::AlignLeft | Qt::AlignVCenter);
        case ReferenceRole: return section == 0;
        default: return {};
        }
    }
    const ParityRow &about = row(section);
    switch (role) {
    case Qt::DisplayRole: return configTr("%1 of %2").arg(about.field, about.service);
    case Qt::ToolTipRole: return configTr("%1 of %2").arg(about.field, about.service);
    case ServiceRole: return about.service;
    case FieldRole: return about.field;
    case VariableRole: return about.variable;
    default: return {};
    }
}

QString ParityModel::tabSeparated() const {
    const auto one = [](const QString &text) { return text.simplified(); }; // neither a tab nor a line break inside of a field
    QStringList heads{configTr("service"), configTr("field")};
    for (int column = 0; column < columnCount(); ++column)
        heads << one(system(column)->title());
    QStringList lines{heads.join(u'\t')};
    for (int at = 0; at < rowCount(); ++at) {
        QStringList fields{one(row(at).service), one(row(at).field)};
        for (int column = 0; column < columnCount(); ++column) {
            const ParityCell &here = *cell(index(at, column));
            const QString word = agreementWord(here.agreement);
            fields << (word.isEmpty() ? one(here.text) : u"%1 (%2)"_s.arg(one(here.text), word));
        }
        lines << fields.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace models
