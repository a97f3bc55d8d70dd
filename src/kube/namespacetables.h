// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of one namespace as rows, joined: pods with their workloads and usage, workloads with their autoscalers. No I/O.
#pragma once

#include "kube/delta.h"
#include "kube/rowparser.h"
#include "kube/rows.h"
#include "kube/rowtable.h"
#include "kube/watch.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

#include <array>

namespace kube {

enum class TableKind {
    Pods, Deployments, StatefulSets, DaemonSets, ReplicaSets, Jobs, CronJobs, Autoscalers, Services, EndpointSlices, Events
};
inline constexpr int tableKinds = 11;

struct TableDeltas {
    Delta<PodRow> pods;
    Delta<WorkloadRow> workloads;
    Delta<AutoscalerRow> autoscalers;
    Delta<ServiceRow> services;
    Delta<EventRow> events;
    [[nodiscard]] bool isEmpty() const {
        return pods.isEmpty() && workloads.isEmpty() && autoscalers.isEmpty() && services.isEmpty() && events.isEmpty();
    }
};

/// Work is proportional to what changed, not to what is there.
class NamespaceTables {
public:
    static constexpr qsizetype eventLimit = 2000; // the newest are kept

    void apply(TableKind kind, const WatchBatch &batch, const QDateTime &now);
    /// A list has ended: these are all there are.
    void retain(TableKind kind, const QSet<QString> &uids);
    /// By pod name; all that is known.
    void setUsages(const QHash<QString, Usage> &usages);
    /// Health that depends on how long something has lasted.
    void reevaluate(const QDateTime &now);
    /// What changed since the last call.
    [[nodiscard]] TableDeltas take();

private:
    struct Owner { // a ReplicaSet or Job between a pod and its workload
        QString kind;
        QString name;
        QString revision;
    };
    struct PodSum {
        int pods = 0;
        int restarts = 0;
        QSet<QString> troubled; // uids
    };

    void upsert(TableKind kind, const QJsonObject &object, const QDateTime &now);
    void remove(TableKind kind, const QString &uid);
    void putPod(PodRow row);
    void removePod(const QString &uid);
    void resolve(PodRow &row) const;
    void count(const PodRow &row, int sign);
    void putOwner(const QJsonObject &object);
    void putWorkload(const QJsonObject &object, const QDateTime &now);
    void putAutoscaler(const QJsonObject &object, const QDateTime &now);
    void putSlice(const QString &uid, const SliceCount &count);
    void countEndpoints(const QString &service);
    void compose(const QString &key);
    [[nodiscard]] const PodRow *troubledPod(const WorkloadRow &row, const PodSum &sum) const;
    void trimEvents();

    std::array<QSet<QString>, tableKinds> m_known; // uids by kind
    RowTable<PodRow> m_pods;
    RowTable<WorkloadRow> m_workloads;
    RowTable<AutoscalerRow> m_autoscalers;
    RowTable<ServiceRow> m_services;
    RowTable<EventRow> m_events;

    QHash<QString, Owner> m_owners;                  // by uid
    QHash<QString, QSet<QString>> m_podsByOwner;     // pod uids by the owner's uid
    QHash<QString, QString> m_podsByName;            // uid by name
    QHash<QString, PodSum> m_podSums;                // by workload key
    QHash<QString, WorkloadRow> m_plainWorkloads;    // as parsed, by key
    QHash<QString, QString> m_workloadKeys;          // by uid
    QHash<QString, QString> m_autoscalersByTarget;   // uid by workload key
    QHash<QString, QHash<QString, SliceCount>> m_slices; // by service name, by the slice's uid
    QHash<QString, QString> m_sliceServices;         // service name by the slice's uid
    QHash<QString, QString> m_servicesByName;        // uid by name
    QHash<QString, Usage> m_usages;                  // by pod name
    QHash<QString, QJsonObject> m_waitingPods;       // whose health changes with time alone
    QHash<QString, QJsonObject> m_autoscalerObjects;
    QSet<QString> m_dirty; // workload keys
};

} // namespace kube
