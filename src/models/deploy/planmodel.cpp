// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/planmodel.h"

#include "base/duration.h"
#include "models/deploy/planwords.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using Phase = deploy::StepState::Phase;

// The group's row of a step's index; a phase's own index has none.
constexpr quintptr noGroup = 0;

constexpr std::array filterColumns{PlanModel::Object, PlanModel::Change, PlanModel::State, PlanModel::Note};

bool isDone(const deploy::Step &step, const deploy::StepState &state) {
    return state.phase == Phase::Healthy || (state.phase == Phase::Skipped && !step.waitHealthy) || (state.phase == Phase::Applied && !step.waitHealthy);
}

} // namespace

PlanModel::PlanModel(QObject *parent) : QAbstractItemModel(parent), m_now(QDateTime::currentDateTimeUtc()) {}

void PlanModel::setPlan(const deploy::Plan &plan) {
    beginResetModel();
    m_plan = plan;
    m_states = QList<deploy::StepState>(plan.steps.size());
    regroup();
    endResetModel();
}

void PlanModel::setShowUnchanged(bool show) {
    if (show == m_showUnchanged)
        return;
    beginResetModel();
    m_showUnchanged = show;
    regroup();
    endResetModel();
}

void PlanModel::regroup() {
    m_groups.clear();
    for (int step = 0; step < m_plan.steps.size(); ++step) {
        if (!isShown(step))
            continue;
        if (m_groups.isEmpty() || m_groups.last().phase != m_plan.steps[step].phase)
            m_groups.append({m_plan.steps[step].phase, {}});
        m_groups.last().steps.append(step);
    }
}

bool PlanModel::isShown(int step) const {
    if (!m_showUnchanged && m_plan.steps[step].change == deploy::Change::Unchanged)
        return false;
    if (m_filter.isEmpty())
        return true;
    const auto cell = [&](int at) { return stepData(step, filterColumns[at], Qt::DisplayRole).toString(); };
    QStringList words;
    for (int at = 0; at < int(filterColumns.size()); ++at)
        words << cell(at);
    return m_filter.accepts(words.join(u' ').toCaseFolded(), cell);
}

base::Status PlanModel::setFilter(const QString &text) {
    auto parsed = RowFilter::parse(text, {u"object"_s, u"change"_s, u"state"_s, u"why"_s});
    if (!parsed)
        return std::unexpected(parsed.error());
    beginResetModel();
    m_filter = std::move(*parsed);
    regroup();
    endResetModel();
    return {};
}

int PlanModel::shown() const {
    int count = 0;
    for (const Group &group : m_groups)
        count += int(group.steps.size());
    return count;
}

void PlanModel::setState(int step, const deploy::StepState &state) {
    if (step < 0 || step >= m_states.size())
        return;
    m_states[step] = state;
    const QModelIndex first = indexOf(step);
    if (!first.isValid())
        return;
    Q_EMIT dataChanged(first, first.siblingAtColumn(ColumnCount - 1));
    Q_EMIT dataChanged(first.parent(), first.parent().siblingAtColumn(ColumnCount - 1));
}

void PlanModel::setNow(const QDateTime &now) {
    m_now = now;
    for (int step = 0; step < m_states.size(); ++step)
        if (m_states[step].phase == Phase::Waiting || m_states[step].phase == Phase::Applying)
            if (const QModelIndex shown = indexOf(step); shown.isValid())
                Q_EMIT dataChanged(shown.siblingAtColumn(State), shown.siblingAtColumn(State));
}

QModelIndex PlanModel::indexOf(int step) const {
    for (int group = 0; group < m_groups.size(); ++group)
        if (const auto row = m_groups[group].steps.indexOf(step); row >= 0)
            return createIndex(static_cast<int>(row), 0, static_cast<quintptr>(group) + 1);
    return {};
}

int PlanModel::stepOf(const QModelIndex &index) {
    return index.isValid() ? index.data(StepRole).toInt() : -1;
}

int PlanModel::stepOf(const kube::ObjectRef &ref) const {
    const auto same = [&](const deploy::Step &step) {
        const kube::ObjectRef &own = step.manifest.ref;
        return own.kind == ref.kind && own.name == ref.name && (own.ns == ref.ns || own.ns.isEmpty());
    };
    const auto found = std::ranges::find_if(m_plan.steps, same);
    return found == m_plan.steps.cend() ? -1 : static_cast<int>(found - m_plan.steps.cbegin());
}

int PlanModel::done() const {
    int count = 0;
    for (int step = 0; step < m_states.size(); ++step)
        count += isDone(m_plan.steps[step], m_states[step]) ? 1 : 0;
    return count;
}

QModelIndex PlanModel::index(int row, int column, const QModelIndex &parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : noGroup);
}

QModelIndex PlanModel::parent(const QModelIndex &child) const {
    if (!child.isValid() || child.internalId() == noGroup)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, noGroup);
}

int PlanModel::rowCount(const QModelIndex &parent) const {
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != noGroup || parent.column() != 0)
        return 0;
    return static_cast<int>(m_groups[parent.row()].steps.size());
}

int PlanModel::columnCount(const QModelIndex &) const {
    return ColumnCount;
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Object: return tr("Object");
    case Change: return tr("Change");
    case Differences: return tr("Fields");
    case State: return tr("State");
    case Note: return tr("Why");
    default: return {};
    }
}

QVariant PlanModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    if (index.internalId() == noGroup)
        return phaseData(m_groups[index.row()], index.column(), role);
    return stepData(m_groups[static_cast<int>(index.internalId()) - 1].steps[index.row()], index.column(), role);
}

QVariant PlanModel::phaseData(const Group &group, int column, int role) const {
    if (role == StepRole)
        return -1;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const auto changed = std::ranges::count_if(group.steps, [this](int step) { return m_plan.steps[step].change != deploy::Change::Unchanged; });
    if (column == Object)
        return phaseTitle(group.phase);
    if (column == Change)
        return changed == 0 ? tr("unchanged") : tr("%1 of %2").arg(changed).arg(group.steps.size());
    return {};
}

QString PlanModel::stateText(int step) const {
    const deploy::StepState &state = m_states[step];
    const QString word = stepWord(state.phase);
    const bool running = state.phase == Phase::Waiting || state.phase == Phase::Applying;
    return running && state.since.isValid() ? word + u' ' + base::ageText(state.since, m_now) : word;
}

QString PlanModel::noteText(int step) const {
    const deploy::StepState &state = m_states[step];
    if (state.cause)
        return state.cause->sentence;
    if (state.error)
        return state.error->message;
    // Why it was planned is of no interest any more once it has begun.
    return state.phase == Phase::Pending || state.phase == Phase::Skipped ? m_plan.steps[step].reason : state.message;
}

QVariant PlanModel::stepData(int step, int column, int role) const {
    const deploy::Step &what = m_plan.steps[step];
    switch (role) {
    case StepRole: return step;
    case RefRole: return QVariant::fromValue(what.manifest.ref);
    case ChangeRole: return static_cast<int>(what.change);
    case HealthRole: {
        const auto health = column == State ? healthOf(what, m_states[step]) : std::nullopt;
        return health ? QVariant(static_cast<int>(*health)) : QVariant();
    }
    case Qt::TextAlignmentRole: return column == Differences ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole:
        return column == Note ? noteText(step) : column == Object ? what.manifest.ref.text() : QVariant();
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: break;
    default: return {};
    }
    switch (column) {
    case Object: return what.manifest.ref.text();
    case Change: return changeWord(what.change);
    case Differences: return what.changes.isEmpty() ? QVariant() : QVariant(what.changes.size());
    case State: return stateText(step);
    case Note: return noteText(step);
    default: return {};
    }
}

} // namespace models
