// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workloadmodel.h"

#include "base/duration.h"
#include "base/quantity.h"
#include "models/celltext.h"

using namespace Qt::StringLiterals;

namespace models {

namespace {

QList<Column> workloadColumns() {
    using enum ColumnKind;
    return {{u"state"_s, WorkloadModel::tr("State"), {}, State, true}, {u"name"_s, WorkloadModel::tr("Name"), {}, Identifier, true},
        {u"kind"_s, WorkloadModel::tr("Kind"), {}, Text, true},
        {u"ready"_s, WorkloadModel::tr("Ready"), WorkloadModel::tr("Pods that are ready, of those wanted; of a job, completions"), Number, true},
        {u"updated"_s, WorkloadModel::tr("Updated"), WorkloadModel::tr("Pods of the newest revision"), Number, true},
        {u"scaling"_s, WorkloadModel::tr("Scaling"), WorkloadModel::tr("Pods now, of the autoscaler's range"), Text, true},
        {u"restarts"_s, WorkloadModel::tr("Restarts"), WorkloadModel::tr("Sum over its pods"), Number, true},
        {u"age"_s, WorkloadModel::tr("Age"), {}, Age, true}, {u"schedule"_s, WorkloadModel::tr("Schedule"), {}, Identifier, false},
        {u"images"_s, WorkloadModel::tr("Images"), {}, Identifier, false}, {u"reason"_s, WorkloadModel::tr("Reason"), {}, Text, false}};
}

QString readyText(const kube::WorkloadRow &row) { return row.ref.kind == "CronJob"_L1 ? u"–"_s : u"%1/%2"_s.arg(row.ready).arg(row.desired); }

QVariant display(const kube::WorkloadRow &row, int column, const QDateTime &now) {
    switch (column) {
    case WorkloadModel::State: return stateWord(row.health.state);
    case WorkloadModel::Name: return row.ref.name;
    case WorkloadModel::Kind: return row.ref.kind;
    case WorkloadModel::Ready: return readyText(row);
    case WorkloadModel::Updated: return row.ref.kind.endsWith("Job"_L1) ? u"–"_s : QString::number(row.updated);
    case WorkloadModel::Scaling:
        return row.ref.kind.endsWith("Job"_L1) ? u"–"_s : row.autoscaler ? rangeText(*row.autoscaler) : WorkloadModel::tr("fixed");
    case WorkloadModel::Restarts: return base::countText(row.restarts);
    case WorkloadModel::Age: return row.created.isValid() ? base::ageText(row.created, now) : QString();
    case WorkloadModel::Schedule: return row.schedule;
    case WorkloadModel::Images: return row.images.join(", "_L1);
    case WorkloadModel::Reason: return row.health.reason;
    default: return {};
    }
}

QString toolTip(const kube::WorkloadRow &row, int column) {
    switch (column) {
    case WorkloadModel::State: return row.health.message;
    case WorkloadModel::Age: return base::absoluteText(row.created);
    case WorkloadModel::Scaling: return row.autoscaler ? row.autoscaler->health.message : WorkloadModel::tr("No autoscaler: the number of pods is what the object says.");
    case WorkloadModel::Name: return row.ref.name;
    case WorkloadModel::Images: return row.images.join(u'\n');
    default: return {};
    }
}

} // namespace

WorkloadModel::WorkloadModel(QObject *parent)
    : RowTable(workloadColumns(), parent) {}

int WorkloadModel::compare(int column, int slotA, int slotB) const {
    const kube::WorkloadRow &a = rowAt(slotA);
    const kube::WorkloadRow &b = rowAt(slotB);
    switch (column) {
    case State: return order(severityRank(a.health.state), severityRank(b.health.state));
    case Kind: return order(a.ref.kind, b.ref.kind);
    case Ready: return a.ready != b.ready ? order(a.ready, b.ready) : order(a.desired, b.desired);
    case Updated: return order(a.updated, b.updated);
    case Scaling: return order(a.autoscaler ? a.autoscaler->current : -1, b.autoscaler ? b.autoscaler->current : -1);
    case Restarts: return order(a.restarts, b.restarts);
    case Age: return order(b.created, a.created);
    case Schedule: return order(a.schedule, b.schedule);
    case Images: return order(a.images, b.images);
    case Reason: return order(a.health.reason, b.health.reason);
    default: break;
    }
    const int byName = naturalOrder(a.ref.name, b.ref.name);
    return byName != 0 ? byName : order(a.ref.kind, b.ref.kind);
}

QVariant WorkloadModel::cell(int slot, int column, int role) const {
    const kube::WorkloadRow &row = rowAt(slot);
    switch (role) {
    case Qt::DisplayRole: return display(row, column, now());
    case Qt::ToolTipRole: return toolTip(row, column);
    case RefRole: return QVariant::fromValue(row.ref);
    case HealthRole: return static_cast<int>(row.health.state);
    case TimeRole: return column == Age ? row.created : QDateTime();
    default: return {};
    }
}

QString WorkloadModel::wordsOf(const kube::WorkloadRow &row) const {
    return QStringList{row.ref.text(), kube::name(row.health.state), row.health.reason, row.images.join(u' '), row.schedule}.join(u' ');
}

} // namespace models
