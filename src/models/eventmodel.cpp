// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/eventmodel.h"

#include "base/duration.h"
#include "base/quantity.h"
#include "models/celltext.h"

using namespace Qt::StringLiterals;

namespace models {

namespace {

QList<Column> eventColumns() {
    using enum ColumnKind;
    return {{u"type"_s, EventModel::tr("Type"), {}, State, true}, {u"reason"_s, EventModel::tr("Reason"), {}, Text, true},
        {u"object"_s, EventModel::tr("Object"), {}, Identifier, true}, {u"message"_s, EventModel::tr("Message"), {}, Text, true},
        {u"count"_s, EventModel::tr("Count"), {}, Number, true}, {u"last"_s, EventModel::tr("Last"), {}, Age, true},
        {u"source"_s, EventModel::tr("Source"), {}, Text, false}};
}

QVariant display(const kube::EventRow &row, int column, const QDateTime &now) {
    switch (column) {
    case EventModel::State: return row.warning ? EventModel::tr("warning") : EventModel::tr("normal");
    case EventModel::Reason: return row.reason;
    case EventModel::Object: return row.regarding.text();
    case EventModel::Message: return row.message;
    case EventModel::Count: return base::countText(row.count);
    case EventModel::Last: return row.last.isValid() ? base::ageText(row.last, now) : QString();
    case EventModel::Source: return row.source;
    default: return {};
    }
}

} // namespace

EventModel::EventModel(QObject *parent)
    : RowTable(eventColumns(), parent) {}

void EventModel::setRegarding(std::optional<QStringList> uids) {
    if (uids == m_regarding)
        return;
    m_regarding = std::move(uids);
    resyncAll();
}

bool EventModel::admits(int slot) const { return !m_regarding || m_regarding->contains(rowAt(slot).regarding.uid); }

int EventModel::compare(int column, int slotA, int slotB) const {
    const kube::EventRow &a = rowAt(slotA);
    const kube::EventRow &b = rowAt(slotB);
    switch (column) {
    case State: return order(b.warning, a.warning);
    case Object: return naturalOrder(a.regarding.text(), b.regarding.text());
    case Message: return order(a.message, b.message);
    case Count: return order(a.count, b.count);
    case Last: return order(b.last, a.last);
    case Source: return order(a.source, b.source);
    default: return order(a.reason, b.reason);
    }
}

QVariant EventModel::cell(int slot, int column, int role) const {
    const kube::EventRow &row = rowAt(slot);
    switch (role) {
    case Qt::DisplayRole: return display(row, column, now());
    case Qt::ToolTipRole: return column == Last ? base::absoluteText(row.last) : column == Message ? row.message : QString();
    case RefRole: return QVariant::fromValue(row.regarding);
    case HealthRole: return static_cast<int>(row.warning ? kube::HealthState::Degraded : kube::HealthState::Healthy);
    case TimeRole: return column == Last ? row.last : QDateTime();
    default: return {};
    }
}

QString EventModel::wordsOf(const kube::EventRow &row) const {
    return QStringList{row.reason, row.regarding.text(), row.message, row.source, row.warning ? u"warning"_s : u"normal"_s}.join(u' ');
}

} // namespace models
