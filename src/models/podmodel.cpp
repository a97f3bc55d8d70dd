// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/podmodel.h"

#include "base/duration.h"
#include "base/quantity.h"
#include "models/celltext.h"

using namespace Qt::StringLiterals;

namespace models {

namespace {

QList<Column> podColumns() {
    using enum ColumnKind;
    return {{u"state"_s, PodModel::tr("State"), {}, State, true}, {u"name"_s, PodModel::tr("Name"), {}, Identifier, true},
        {u"ready"_s, PodModel::tr("Ready"), PodModel::tr("Containers that are ready, of all"), Number, true},
        {u"status"_s, PodModel::tr("Status"), PodModel::tr("As kubectl words it"), Text, true},
        {u"restarts"_s, PodModel::tr("Restarts"), {}, Number, true}, {u"age"_s, PodModel::tr("Age"), {}, Age, true},
        {u"cpu"_s, PodModel::tr("CPU, cores"), PodModel::tr("Used now, from metrics.k8s.io"), Number, true},
        {u"memory"_s, PodModel::tr("Memory"), PodModel::tr("Used now, from metrics.k8s.io"), Number, true},
        {u"workload"_s, PodModel::tr("Workload"), {}, Text, false}, {u"node"_s, PodModel::tr("Node"), {}, Identifier, true},
        {u"address"_s, PodModel::tr("Address"), {}, Identifier, false}};
}

QString workloadText(const kube::PodRow &row) { return row.workloadName.isEmpty() ? QString() : row.workloadKind + u'/' + row.workloadName; }

QVariant display(const kube::PodRow &row, int column, const QDateTime &now) {
    switch (column) {
    case PodModel::State: return stateWord(row.health.state);
    case PodModel::Name: return row.ref.name;
    case PodModel::Ready: return u"%1/%2"_s.arg(row.ready).arg(row.containers);
    case PodModel::Status: return row.status;
    case PodModel::Restarts: return base::countText(row.restarts);
    case PodModel::Age: return row.created.isValid() ? base::ageText(row.created, now) : QString();
    case PodModel::Cpu: return row.usage ? base::cpuText(row.usage->cpu) : u"–"_s;
    case PodModel::Memory: return row.usage ? base::memoryText(row.usage->memory) : u"–"_s;
    case PodModel::Workload: return workloadText(row);
    case PodModel::Node: return row.node;
    case PodModel::Address: return row.ip;
    default: return {};
    }
}

QString toolTip(const kube::PodRow &row, int column) {
    switch (column) {
    case PodModel::State:
    case PodModel::Status: return row.health.message.isEmpty() ? row.status : row.health.message;
    case PodModel::Age: return base::absoluteText(row.created);
    case PodModel::Restarts: return row.lastRestart.isValid() ? PodModel::tr("Last restart %1").arg(base::absoluteText(row.lastRestart)) : QString();
    case PodModel::Name: return row.ref.name;
    default: return {};
    }
}

} // namespace

PodModel::PodModel(QObject *parent)
    : RowTable(podColumns(), parent) {}

int PodModel::compare(int column, int slotA, int slotB) const {
    const kube::PodRow &a = rowAt(slotA);
    const kube::PodRow &b = rowAt(slotB);
    switch (column) {
    case State: return order(severityRank(a.health.state), severityRank(b.health.state));
    case Ready: return a.ready != b.ready ? order(a.ready, b.ready) : order(a.containers, b.containers);
    case Status: return order(a.status, b.status);
    case Restarts: return order(a.restarts, b.restarts);
    case Age: return order(b.created, a.created);
    case Cpu: return order(a.usage ? a.usage->cpu : -1, b.usage ? b.usage->cpu : -1);
    case Memory: return order(a.usage ? a.usage->memory : -1, b.usage ? b.usage->memory : -1);
    case Workload: return a.workloadName != b.workloadName ? naturalOrder(a.workloadName, b.workloadName) : order(a.workloadKind, b.workloadKind);
    case Node: return naturalOrder(a.node, b.node);
    case Address: return naturalOrder(a.ip, b.ip);
    default: return naturalOrder(a.ref.name, b.ref.name);
    }
}

QVariant PodModel::cell(int slot, int column, int role) const {
    const kube::PodRow &row = rowAt(slot);
    switch (role) {
    case Qt::DisplayRole: return display(row, column, now());
    case Qt::ToolTipRole: return toolTip(row, column);
    case RefRole: return QVariant::fromValue(row.ref);
    case HealthRole: return static_cast<int>(row.health.state);
    case TimeRole: return column == Age ? row.created : QDateTime();
    default: return {};
    }
}

QString PodModel::wordsOf(const kube::PodRow &row) const {
    return QStringList{row.ref.name, row.status, kube::name(row.health.state), row.health.reason, workloadText(row), row.node, row.ip}.join(u' ');
}

} // namespace models
