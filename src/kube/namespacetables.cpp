// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/namespacetables.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kube {

namespace {

QString uidOf(const QJsonObject &object) {
    return object["metadata"_L1].toObject()["uid"_L1].toString();
}

QString workloadKey(const QString &kind, const QString &name) {
    return kind + u'/' + name;
}

QString workloadKey(const PodRow &row) {
    return workloadKey(row.workloadKind, row.workloadName);
}

bool isTroubled(const PodRow &row) {
    return row.health.state == HealthState::Degraded || row.health.state == HealthState::Failed;
}

bool isWorkload(TableKind kind) {
    return kind == TableKind::Deployments || kind == TableKind::StatefulSets || kind == TableKind::DaemonSets
        || kind == TableKind::Jobs || kind == TableKind::CronJobs;
}

} // namespace

void NamespaceTables::apply(TableKind kind, const WatchBatch &batch, const QDateTime &now) {
    QSet<QString> &known = m_known[size_t(kind)];
    QSet<QString> uids;
    for (const QJsonObject &object : batch.upserted) {
        const QString uid = uidOf(object);
        if (uid.isEmpty())
            continue; // no server leaves it out
        known.insert(uid);
        uids.insert(uid);
        upsert(kind, object, now);
    }
    for (const QJsonObject &object : batch.deleted) {
        known.remove(uidOf(object));
        remove(kind, uidOf(object));
    }
    if (kind == TableKind::Events)
        trimEvents();
    if (batch.replaced)
        retain(kind, uids);
}

void NamespaceTables::retain(TableKind kind, const QSet<QString> &uids) {
    QSet<QString> &known = m_known[size_t(kind)];
    const QSet<QString> gone = QSet<QString>(known).subtract(uids);
    for (const QString &uid : gone)
        remove(kind, uid);
    known = uids;
    switch (kind) {
    case TableKind::Pods: m_pods.setListed(); break;
    case TableKind::Autoscalers: m_autoscalers.setListed(); break;
    case TableKind::Services: m_services.setListed(); break;
    case TableKind::Events: m_events.setListed(); break;
    default: break; // workloads are many lists
    }
}

void NamespaceTables::upsert(TableKind kind, const QJsonObject &object, const QDateTime &now) {
    if (kind == TableKind::ReplicaSets || kind == TableKind::Jobs)
        putOwner(object);
    if (isWorkload(kind))
        return putWorkload(object, now);
    switch (kind) {
    case TableKind::Pods: {
        PodRow row = podRow(object, now);
        if (row.phase == "Pending"_L1 && conditionOf(object, "PodScheduled"_L1).status == "False"_L1)
            m_waitingPods.insert(row.ref.uid, object);
        else
            m_waitingPods.remove(row.ref.uid);
        putPod(std::move(row));
        break;
    }
    case TableKind::Autoscalers: putAutoscaler(object, now); break;
    case TableKind::Services: {
        const ServiceRow row = serviceRow(object);
        m_servicesByName.insert(row.ref.name, row.ref.uid);
        m_services.put(row);
        countEndpoints(row.ref.name);
        break;
    }
    case TableKind::EndpointSlices: putSlice(uidOf(object), sliceCount(object)); break;
    case TableKind::Events: m_events.put(eventRow(object)); break;
    default: break;
    }
}

void NamespaceTables::remove(TableKind kind, const QString &uid) {
    if (kind == TableKind::ReplicaSets || kind == TableKind::Jobs)
        m_owners.remove(uid);
    if (isWorkload(kind)) {
        const QString key = m_workloadKeys.take(uid);
        if (m_plainWorkloads.value(key).ref.uid == uid) // else one of the same name has come since
            m_plainWorkloads.remove(key);
        m_workloads.remove(uid);
        return;
    }
    switch (kind) {
    case TableKind::Pods: removePod(uid); break;
    case TableKind::Autoscalers: {
        m_autoscalerObjects.remove(uid);
        if (const AutoscalerRow *row = m_autoscalers.find(uid)) {
            const QString key = workloadKey(row->targetKind, row->targetName);
            m_autoscalersByTarget.remove(key);
            m_dirty.insert(key);
        }
        m_autoscalers.remove(uid);
        break;
    }
    case TableKind::Services: m_services.remove(uid); break;
    case TableKind::EndpointSlices: putSlice(uid, {}); break;
    case TableKind::Events: m_events.remove(uid); break;
    default: break;
    }
}

void NamespaceTables::putPod(PodRow row) {
    resolve(row);
    if (const auto usage = m_usages.constFind(row.ref.name); usage != m_usages.constEnd())
        row.usage = *usage;
    if (const PodRow *before = m_pods.find(row.ref.uid)) {
        if (*before == row)
            return;
        count(*before, -1);
    }
    count(row, +1);
    m_podsByName.insert(row.ref.name, row.ref.uid);
    if (!row.ownerUid.isEmpty())
        m_podsByOwner[row.ownerUid].insert(row.ref.uid);
    m_pods.put(row);
}

void NamespaceTables::removePod(const QString &uid) {
    m_waitingPods.remove(uid);
    const PodRow *row = m_pods.find(uid);
    if (!row)
        return;
    count(*row, -1);
    if (m_podsByName.value(row->ref.name) == uid)
        m_podsByName.remove(row->ref.name);
    if (const auto siblings = m_podsByOwner.find(row->ownerUid); siblings != m_podsByOwner.end()) {
        siblings->remove(uid);
        if (siblings->isEmpty())
            m_podsByOwner.erase(siblings);
    }
    m_pods.remove(uid);
}

void NamespaceTables::resolve(PodRow &row) const {
    row.workloadKind = row.ownerKind;
    row.workloadName = row.ownerName;
    const auto owner = m_owners.constFind(row.ownerUid);
    if (owner != m_owners.constEnd() && !owner->kind.isEmpty()) {
        row.workloadKind = owner->kind;
        row.workloadName = owner->name;
    }
}

void NamespaceTables::count(const PodRow &row, int sign) {
    if (row.workloadName.isEmpty())
        return;
    const QString key = workloadKey(row);
    PodSum &sum = m_podSums[key];
    sum.pods += sign;
    sum.restarts += sign * row.restarts;
    if (sign < 0)
        sum.troubled.remove(row.ref.uid);
    else if (isTroubled(row))
        sum.troubled.insert(row.ref.uid);
    if (sum.pods == 0)
        m_podSums.remove(key);
    m_dirty.insert(key);
}

void NamespaceTables::putOwner(const QJsonObject &object) {
    const QJsonObject metadata = object["metadata"_L1].toObject();
    const QString uid = metadata["uid"_L1].toString();
    Owner owner{.kind = {}, .name = {}, .revision = metadata["annotations"_L1].toObject()["deployment.kubernetes.io/revision"_L1].toString()};
    const QJsonArray references = metadata["ownerReferences"_L1].toArray();
    for (const QJsonValue &value : references) {
        const QJsonObject reference = value.toObject();
        if (!reference["controller"_L1].toBool())
            continue;
        owner.kind = reference["kind"_L1].toString();
        owner.name = reference["name"_L1].toString();
    }
    const Owner before = m_owners.value(uid);
    m_owners.insert(uid, owner);
    if (before.kind == owner.kind && before.name == owner.name && before.revision == owner.revision)
        return;
    m_dirty.insert(workloadKey(owner.kind, owner.name));
    const QSet<QString> pods = m_podsByOwner.value(uid);
    for (const QString &pod : pods) {
        if (const PodRow *row = m_pods.find(pod))
            putPod(*row);
    }
}

void NamespaceTables::putWorkload(const QJsonObject &object, const QDateTime &now) {
    const WorkloadRow row = workloadRow(object, now);
    const QString key = workloadKey(row.ref.kind, row.ref.name);
    m_workloadKeys.insert(row.ref.uid, key);
    m_plainWorkloads.insert(key, row);
    m_dirty.insert(key);
}

void NamespaceTables::putAutoscaler(const QJsonObject &object, const QDateTime &now) {
    const AutoscalerRow row = autoscalerRow(object, now);
    const QString key = workloadKey(row.targetKind, row.targetName);
    if (const AutoscalerRow *before = m_autoscalers.find(row.ref.uid)) {
        const QString oldKey = workloadKey(before->targetKind, before->targetName);
        if (oldKey != key) {
            m_autoscalersByTarget.remove(oldKey);
            m_dirty.insert(oldKey);
        }
    }
    m_autoscalerObjects.insert(row.ref.uid, object);
    m_autoscalersByTarget.insert(key, row.ref.uid);
    m_autoscalers.put(row);
    m_dirty.insert(key);
}

void NamespaceTables::putSlice(const QString &uid, const SliceCount &slice) {
    const QString before = m_sliceServices.take(uid);
    if (!before.isEmpty()) {
        m_slices[before].remove(uid);
        countEndpoints(before);
    }
    if (slice.service.isEmpty())
        return;
    m_sliceServices.insert(uid, slice.service);
    m_slices[slice.service].insert(uid, slice);
    countEndpoints(slice.service);
}

void NamespaceTables::countEndpoints(const QString &service) {
    const ServiceRow *known = m_services.find(m_servicesByName.value(service));
    if (!known)
        return;
    ServiceRow row = *known;
    row.readyEndpoints = row.endpoints = 0;
    const auto slices = m_slices.value(service);
    for (const SliceCount &slice : slices) {
        row.readyEndpoints += slice.ready;
        row.endpoints += slice.all;
    }
    m_services.put(row);
}

const PodRow *NamespaceTables::troubledPod(const WorkloadRow &row, const PodSum &sum) const {
    const PodRow *worst = nullptr;
    for (const QString &uid : sum.troubled) {
        const PodRow *pod = m_pods.find(uid);
        if (!pod)
            continue;
        // Pods of old replica sets are on their way out; what ails them is not what holds the roll-out up.
        const QString revision = m_owners.value(pod->ownerUid).revision;
        if (!row.revision.isEmpty() && !revision.isEmpty() && revision != row.revision)
            continue;
        if (!worst || pod->health.state > worst->health.state || (pod->health.state == worst->health.state && pod->ref.name < worst->ref.name))
            worst = pod;
    }
    return worst;
}

void NamespaceTables::compose(const QString &key) {
    const auto plain = m_plainWorkloads.constFind(key);
    if (plain == m_plainWorkloads.constEnd())
        return;
    WorkloadRow row = *plain;
    const PodSum sum = m_podSums.value(key);
    row.restarts = sum.restarts;
    if (const AutoscalerRow *autoscaler = m_autoscalers.find(m_autoscalersByTarget.value(key)))
        row.autoscaler = *autoscaler;
    if (row.health.state == HealthState::Progressing && row.ref.kind != "CronJob"_L1) {
        if (const PodRow *pod = troubledPod(row, sum)) {
            row.health.state = HealthState::Degraded;
            row.health.reason = pod->health.reason;
            row.health.message = u"%1; %2: %3"_s.arg(row.health.message, pod->ref.name, pod->health.message);
        }
    }
    m_workloads.put(row);
}

void NamespaceTables::setUsages(const QHash<QString, Usage> &usages) {
    const QHash<QString, Usage> before = std::exchange(m_usages, usages);
    QSet<QString> names(usages.keyBegin(), usages.keyEnd());
    names.unite(QSet<QString>(before.keyBegin(), before.keyEnd()));
    for (const QString &name : std::as_const(names)) {
        const PodRow *pod = m_pods.find(m_podsByName.value(name));
        if (!pod)
            continue;
        PodRow row = *pod;
        const auto usage = usages.constFind(name);
        row.usage = usage == usages.constEnd() ? std::nullopt : std::optional(*usage);
        m_pods.put(row);
    }
}

void NamespaceTables::reevaluate(const QDateTime &now) {
    for (const QJsonObject &pod : std::as_const(m_waitingPods))
        putPod(podRow(pod, now));
    const auto autoscalers = m_autoscalerObjects;
    for (const QJsonObject &autoscaler : autoscalers)
        putAutoscaler(autoscaler, now);
}

void NamespaceTables::trimEvents() {
    const qsizetype excess = m_events.rows().size() - eventLimit;
    if (excess <= 0)
        return;
    QList<std::pair<QDateTime, QString>> ages;
    ages.reserve(m_events.rows().size());
    for (const EventRow &row : m_events.rows())
        ages.append({row.last, row.ref.uid});
    std::nth_element(ages.begin(), ages.begin() + excess, ages.end());
    for (qsizetype i = 0; i < excess; ++i)
        m_events.remove(ages.at(i).second);
}

TableDeltas NamespaceTables::take() {
    const QSet<QString> dirty = std::exchange(m_dirty, {});
    for (const QString &key : dirty)
        compose(key);
    return {m_pods.take(), m_workloads.take(), m_autoscalers.take(), m_services.take(), m_events.take()};
}

} // namespace kube
