// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that were never in a cluster, for the tests of models and pages.
#pragma once

#include "kube/rows.h"

#include <QTimeZone>

namespace madeup {

inline kube::ObjectRef ref(const QString &kind, const QString &name) {
    return {kind == QLatin1StringView("Pod") ? QStringLiteral("v1") : QStringLiteral("apps/v1"), kind, QStringLiteral("aqi-predictor"), name, kind + QLatin1Char('-') + name};
}

inline kube::PodRow pod(const QString &name, kube::HealthState state = kube::HealthState::Healthy, const QString &workload = {}) {
    kube::PodRow row;
    row.ref = ref(QStringLiteral("Pod"), name);
    row.health.state = state;
    row.phase = QStringLiteral("Running");
    row.status = state == kube::HealthState::Failed ? QStringLiteral("CrashLoopBackOff") : QStringLiteral("Running");
    row.containers = 1;
    row.ready = state == kube::HealthState::Healthy ? 1 : 0;
    row.created = QDateTime::fromSecsSinceEpoch(1'770'000'000, QTimeZone::UTC);
    row.node = QStringLiteral("node-1");
    row.workloadKind = workload.isEmpty() ? QString() : QStringLiteral("Deployment");
    row.workloadName = workload;
    return row;
}

inline kube::WorkloadRow workload(const QString &kind, const QString &name, int ready = 1, int desired = 1) {
    kube::WorkloadRow row;
    row.ref = ref(kind, name);
    row.ready = ready;
    row.desired = desired;
    row.updated = desired;
    row.health.state = ready < desired ? kube::HealthState::Degraded : kube::HealthState::Healthy;
    row.health.message = QStringLiteral("%1 of %2 pods ready").arg(ready).arg(desired);
    row.created = QDateTime::fromSecsSinceEpoch(1'770'000'000, QTimeZone::UTC);
    return row;
}

} // namespace madeup
