// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// JSON objects of the API server into rows: pure, and safe for any JSON whatever.
#pragma once

#include "kube/rows.h"

#include <QHash>
#include <QJsonObject>

namespace kube {

[[nodiscard]] ObjectRef refOf(const QJsonObject &object);
/// status.conditions, in the server's order.
[[nodiscard]] QList<Condition> conditionsOf(const QJsonObject &object);
/// The condition of this type; a default one (empty type) where there is none.
[[nodiscard]] Condition conditionOf(const QJsonObject &object, QLatin1StringView type);

/// Init containers first, then the others, in the order of the spec; their states where the status has them.
[[nodiscard]] QList<Container> containersOf(const QJsonObject &pod);

/// Without workload and usage, which other objects tell; workload is the owner.
[[nodiscard]] PodRow podRow(const QJsonObject &pod, const QDateTime &now);
/// Deployment, StatefulSet, DaemonSet, Job, CronJob; without restarts and autoscaler.
[[nodiscard]] WorkloadRow workloadRow(const QJsonObject &object, const QDateTime &now);
[[nodiscard]] AutoscalerRow autoscalerRow(const QJsonObject &object, const QDateTime &now);
/// Without endpoints.
[[nodiscard]] ServiceRow serviceRow(const QJsonObject &object);
[[nodiscard]] EventRow eventRow(const QJsonObject &object);

/// What an EndpointSlice says of one service.
struct SliceCount {
    QString service;
    int ready = 0;
    int all = 0;
};
[[nodiscard]] SliceCount sliceCount(const QJsonObject &slice);

/// PodMetricsList of metrics.k8s.io: by pod name, summed over its containers.
[[nodiscard]] QHash<QString, Usage> podUsages(const QJsonObject &list);

/// The word of kubectl's STATUS column, by the printer's own algorithm
/// (https://github.com/kubernetes/kubernetes/blob/v1.32.0/pkg/printers/internalversion/printers.go, printPod), with its READY and RESTARTS.
struct PodSummary {
    QString status;
    int ready = 0;
    int containers = 0;
    int restarts = 0;
    QDateTime lastRestart;
};
[[nodiscard]] PodSummary podSummary(const QJsonObject &pod);

} // namespace kube
