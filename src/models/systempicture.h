// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The AQI Predictor as it is deployed: which box stands where, what flows to what, and how each one is. Pure values.
#pragma once

#include "kube/rows.h"

#include <QHash>

#include <optional>
#include <utility>

namespace models {

/// What the picture needs of the ingress, which is no workload.
struct IngressFact {
    kube::ObjectRef ref;
    kube::Health health;
    QStringList hosts;
    bool operator==(const IngressFact &) const = default;
};

/// What is measured of a box, and what is wrong with it by the rules of the monitoring.
struct BoxSignals {
    QString traffic; // "42 req/s · 83 ms · 0 % errors"; empty: nobody measures it
    QStringList alerts; // names of those that are firing
    bool critical = false; // one of them
    bool operator==(const BoxSignals &) const = default;
};

struct SystemBox {
    QString name;
    QString role; // "API", "Task queue"; empty for what is not in the known system
    int column = -1; // of the grid; -1: among the others
    int row = -1;
    kube::ObjectRef ref; // name empty while it is missing
    kube::Health health;
    std::optional<std::pair<int, int>> ready; // of wanted
    int restarts = 0;
    std::optional<kube::AutoscalerRow> autoscaler;
    BoxSignals measured;
    QString note; // hosts of the ingress, schedule of a cron job
    bool operator==(const SystemBox &) const = default;
};

struct SystemPicture {
    static constexpr int columns = 5;
    static constexpr int rows = 3;
    QList<SystemBox> boxes;             // those of the known system; empty where the namespace holds another one
    QList<std::pair<int, int>> arrows;  // indices of boxes, from → to
    QList<SystemBox> others;            // all else, worst first, then by name
    bool operator==(const SystemPicture &) const = default;
};

/// A namespace holds the known system when at least three of its workloads are there; then those that it cannot do without and that are
/// not there are drawn as missing.
[[nodiscard]] SystemPicture pictureOf(const QList<kube::WorkloadRow> &workloads, const std::optional<IngressFact> &ingress);

/// By the names of the boxes.
void addSignals(SystemPicture &picture, const QHash<QString, BoxSignals> &all);

/// "15 of 15 pods ready; api at 3 of 3–10". What is worst comes first: "celery-worker degraded (2 of 3 pods ready); …". Pods of jobs that
/// are done do not count. Workloads that the picture draws as missing come before all: "redis, timescaledb missing; …".
[[nodiscard]] QString systemSummary(const SystemPicture &picture, const QList<kube::WorkloadRow> &workloads, const QList<kube::PodRow> &pods);

} // namespace models
