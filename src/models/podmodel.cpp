// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/podmodel.h"

#include "base/duration.h"
#include "base/quantity.h"
#include "models/celltext.h"

#include <optional>

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
        {u"cpurequest"_s, PodModel::tr("of request"), PodModel::tr("CPU that is used, of what its containers ask for"), Number, true},
        {u"cpulimit"_s, PodModel::tr("CPU of limit"), PodModel::tr("CPU that is used, of what its containers may have: at 100 % they are slowed down"), Number, false},
        {u"memory"_s, PodModel::tr("Memory"), PodModel::tr("Used now, from metrics.k8s.io"), Number, true},
        {u"memoryrequest"_s, PodModel::tr("Memory of request"), PodModel::tr("Memory that is used, of what its containers ask for"), Number, false},
        {u"memorylimit"_s, PodModel::tr("of limit"), PodModel::tr("Memory that is used, of what its containers may have: at 100 % one is killed"), Number, true},
        {u"workload"_s, PodModel::tr("Workload"), {}, Text, false}, {u"node"_s, PodModel::tr("Node"), {}, Identifier, true},
        {u"address"_s, PodModel::tr("Address"), {}, Identifier, false}};
}

QString workloadText(const kube::PodRow &row) { return row.workloadName.isEmpty() ? QString() : row.workloadKind + u'/' + row.workloadName; }

/// What the containers that run beside one another ask for or may have together; 0 where one of them says nothing.
double sumOf(const kube::PodRow &row, double kube::Container::*amount) {
    double sum = 0;
    for (const kube::Container &container : row.details) {
        const bool runs = !container.init || container.state == kube::Container::State::Running; // else it is over: an init container
        if (runs && container.*amount <= 0)
            return 0;
        sum += runs ? container.*amount : 0;
    }
    return sum;
}

struct Share { // of a request or limit
    double used = 0;
    double of = 0;
};

std::optional<Share> shareOf(const kube::PodRow &row, int column) {
    if (!row.usage)
        return std::nullopt;
    switch (column) {
    case PodModel::CpuOfRequest: return Share{row.usage->cpu, sumOf(row, &kube::Container::cpuRequest)};
    case PodModel::CpuOfLimit: return Share{row.usage->cpu, sumOf(row, &kube::Container::cpuLimit)};
    case PodModel::MemoryOfRequest: return Share{row.usage->memory, sumOf(row, &kube::Container::memoryRequest)};
    case PodModel::MemoryOfLimit: return Share{row.usage->memory, sumOf(row, &kube::Container::memoryLimit)};
    default: return std::nullopt;
    }
}

double shareKey(const kube::PodRow &row, int column) { // unknown below none below any
    const auto share = shareOf(row, column);
    return !share ? -2 : share->of <= 0 ? -1 : share->used / share->of;
}

QString shareText(const kube::PodRow &row, int column) {
    const auto share = shareOf(row, column);
    if (!share)
        return PodModel::tr("unknown");
    if (share->of <= 0)
        return PodModel::tr("none");
    const double percent = 100 * share->used / share->of;
    return QString::number(percent, 'f', percent < 9.95 ? 1 : 0) + u"\u2009%"_s;
}

QVariant display(const kube::PodRow &row, int column, const QDateTime &now) {
    switch (column) {
    case PodModel::State: return stateWord(row.health.state);
    case PodModel::Name: return row.ref.name;
    case PodModel::Ready: return u"%1/%2"_s.arg(row.ready).arg(row.containers);
    case PodModel::Status: return row.status;
    case PodModel::Restarts: return base::countText(row.restarts);
    case PodModel::Age: return row.created.isValid() ? base::ageText(row.created, now) : QString();
    case PodModel::Cpu: return row.usage ? base::cpuText(row.usage->cpu) : PodModel::tr("unknown");
    case PodModel::Memory: return row.usage ? base::memoryText(row.usage->memory) : PodModel::tr("unknown");
    case PodModel::CpuOfRequest:
    case PodModel::CpuOfLimit:
    case PodModel::MemoryOfRequest:
    case PodModel::MemoryOfLimit: return shareText(row, column);
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
    case CpuOfRequest:
    case CpuOfLimit:
    case MemoryOfRequest:
    case MemoryOfLimit: return order(shareKey(a, column), shareKey(b, column));
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
    case Qt::ToolTipRole: return column >= Cpu && column <= MemoryOfLimit ? usageToolTip(row, column) : toolTip(row, column);
    case RefRole: return QVariant::fromValue(row.ref);
    case HealthRole: return static_cast<int>(row.health.state);
    case TimeRole: return column == Age ? row.created : QDateTime();
    default: return {};
    }
}

void PodModel::setUsageProblem(const QString &sentence) { m_usageProblem = sentence; }

QString PodModel::usageToolTip(const kube::PodRow &row, int column) const {
    if (!row.usage)
        return m_usageProblem.isEmpty() ? tr("Not measured yet") : m_usageProblem;
    const QString measured = tr("Measured %1 ago, %2").arg(base::ageText(row.usage->at, now()), base::absoluteText(row.usage->at));
    const auto share = shareOf(row, column);
    if (!share)
        return measured;
    const bool request = column == CpuOfRequest || column == MemoryOfRequest;
    if (share->of <= 0)
        return request ? tr("Not all of its containers ask for an amount") : tr("Not all of its containers have a limit");
    const bool cpu = column == CpuOfRequest || column == CpuOfLimit;
    const QString used = cpu ? base::cpuText(share->used) : base::memoryText(share->used);
    const QString of = cpu ? base::cpuText(share->of) : base::memoryText(share->of);
    return tr("%1 of %2. %3").arg(used, of, measured);
}

QString PodModel::wordsOf(const kube::PodRow &row) const {
    return QStringList{row.ref.name, row.status, kube::name(row.health.state), row.health.reason, workloadText(row), row.node, row.ip}.join(u' ');
}

} // namespace models
