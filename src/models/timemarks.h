// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What happened in the cluster as marks on a time axis, so that a curve can be read against deployments and troubles.
#pragma once

#include "kube/rows.h"

#include <QJsonObject>
#include <QList>

#include <chrono>

namespace models {

struct TimeMark {
    enum class Kind { Rollout, Trouble };
    QDateTime at;
    Kind kind = Kind::Rollout;
    QString text; // "api: revision 3 rolled out"
    bool operator==(const TimeMark &) const = default;
};

/// One for each revision of a Deployment, at the creation of its ReplicaSet; as far back as the revision history goes (ten by default). A rollback makes
/// the old ReplicaSet the newest revision again and keeps its creation: it is not seen.
/// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#revision-history-limit
[[nodiscard]] QList<TimeMark> rolloutMarks(const QList<QJsonObject> &replicaSets);

/// One for each warning event, at its first time; alike ones of several pods of one workload once. Events are kept for an hour by default.
[[nodiscard]] QList<TimeMark> troubleMarks(const QList<kube::EventRow> &events);

/// By time; those closer together than `apart` in one, with all texts, trouble before rollout.
[[nodiscard]] QList<TimeMark> gathered(QList<TimeMark> marks, std::chrono::seconds apart);

} // namespace models
