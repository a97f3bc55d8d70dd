// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the console keeps of the objects it watches: rows, not objects. Values; parsed from JSON by rowparser.
#pragma once

#include "kube/health.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace kube {

struct ObjectRef {
    QString apiVersion;
    QString kind;
    QString ns; // empty for what is cluster-wide
    QString name;
    QString uid; // may be empty in what a person wrote

    bool operator==(const ObjectRef &) const = default;
    /// "Deployment/api", for people and logs.
    [[nodiscard]] QString text() const { return kind + QLatin1Char('/') + name; }
};

struct Condition {
    QString type;
    QString status; // "True", "False", "Unknown"
    QString reason;
    QString message;
    QDateTime since; // lastTransitionTime
    bool operator==(const Condition &) const = default;
};

struct Container {
    enum class State { Waiting, Running, Terminated, Unknown };
    QString name;
    QString image;
    State state = State::Unknown;
    QString reason; // of waiting or terminated
    QString message;
    int exitCode = 0;          // of terminated
    int restarts = 0;
    QString lastReason;        // of the termination before, e.g. OOMKilled
    int lastExitCode = 0;
    bool ready = false;
    bool init = false;
    double cpuRequest = 0;     // cores
    double memoryRequest = 0;  // bytes
    double cpuLimit = 0;       // 0: none
    double memoryLimit = 0;
    bool operator==(const Container &) const = default;
};

struct Usage { // of metrics.k8s.io
    double cpu = 0;    // cores
    double memory = 0; // bytes
    QDateTime at;
    bool operator==(const Usage &) const = default;
};

struct PodRow {
    ObjectRef ref;
    Health health;
    QString phase;
    QString status; // the word of kubectl's STATUS column: Running, CrashLoopBackOff, Terminating, Init:0/1, ...
    int ready = 0;
    int containers = 0; // app containers and native sidecars
    int restarts = 0;
    QDateTime lastRestart;
    QDateTime created;
    QDateTime deleted;
    QString node;
    QString ip;
    QString ownerKind; // controller: ReplicaSet, StatefulSet, Job
    QString ownerName;
    QString ownerUid;
    QString workloadKind; // the top of the chain: Deployment, CronJob; falls back to the owner
    QString workloadName;
    QList<Container> details;
    QList<Condition> conditions;
    std::optional<Usage> usage;
    bool operator==(const PodRow &) const = default;
};

struct AutoscalerMetric {
    QString name; // "cpu", "memory"
    std::optional<int> current; // percent of requests; nothing while unknown
    int target = 0;
    bool operator==(const AutoscalerMetric &) const = default;
};

struct AutoscalerRow {
    ObjectRef ref;
    Health health;
    QString targetKind;
    QString targetName;
    int minimum = 1;
    int maximum = 0;
    int current = 0;
    int desired = 0;
    QList<AutoscalerMetric> metrics;
    QDateTime lastScale;
    QDateTime created;
    QList<Condition> conditions;
    bool operator==(const AutoscalerRow &) const = default;
};

/// Deployment, StatefulSet, DaemonSet, Job, CronJob.
struct WorkloadRow {
    ObjectRef ref;
    Health health;
    int desired = 0; // for a Job: completions; for a CronJob: jobs running now, as in ready
    int ready = 0;   // for a Job: succeeded
    int updated = 0;
    int available = 0;
    int restarts = 0; // sum over its pods
    QStringList images;
    QString revision; // of a Deployment
    QString schedule; // of a CronJob
    QDateTime lastSchedule;
    QDateTime created;
    QList<Condition> conditions;
    std::optional<AutoscalerRow> autoscaler;
    bool operator==(const WorkloadRow &) const = default;
};

struct EventRow {
    ObjectRef ref;       // the event itself
    ObjectRef regarding; // what it is about, with uid
    bool warning = false;
    QString reason;
    QString message;
    int count = 1;
    QDateTime first;
    QDateTime last; // eventTime where the scheduler sets only that
    QString source; // reporting component
    bool operator==(const EventRow &) const = default;
};

struct ServiceRow {
    ObjectRef ref;
    QString type;
    QString clusterIp;
    QStringList ports; // "http 8000→8000/TCP"
    int readyEndpoints = 0;
    int endpoints = 0;
    bool hasSelector = false;
    bool operator==(const ServiceRow &) const = default;
};

} // namespace kube

Q_DECLARE_METATYPE(kube::ObjectRef)
