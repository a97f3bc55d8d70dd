// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How a workload replaces its pods, the revisions it can go back to, and the patches that scale, restart and undo. Pure values.
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace kube {

struct Rollout {
    enum class Strategy { Rolling, Recreate, OnDelete };
    Strategy strategy = Strategy::Rolling;
    int replicas = 0;    // wanted; of a DaemonSet: nodes it belongs on
    int unavailable = 0; // so many of them may be missing meanwhile
    int surge = 0;       // so many more than wanted may run meanwhile
    bool paused = false;
    bool operator==(const Rollout &) const = default;
};

/// A template that the workload had, out of its replica set or controller revision.
struct Revision {
    qint64 number = 0;
    QDateTime created;
    QStringList images;
    QString cause; // kubernetes.io/change-cause
    QJsonObject podTemplate;
    bool operator==(const Revision &) const = default;
};

/// Deployment, StatefulSet or DaemonSet; percentages are rounded as their controllers do it.
[[nodiscard]] Rollout rolloutOf(const QJsonObject &workload);

/// The kind of apps/v1 that holds the revisions of a kind.
[[nodiscard]] QString historyKind(const QString &workloadKind);
/// The workload's own among history, the newest (what it wants now) first.
[[nodiscard]] QList<Revision> revisionsOf(const QJsonObject &workload, const QList<QJsonObject> &history);

/// For the subresource scale.
[[nodiscard]] QJsonObject scalePatch(int replicas);
/// As "kubectl rollout restart" does it: another template, so that its controller replaces the pods.
[[nodiscard]] QJsonObject restartPatch(const QDateTime &at);
/// A merge patch that makes the workload's template the revision's, and is refused where the workload is no longer as it was read.
[[nodiscard]] QJsonObject undoPatch(const QJsonObject &workload, const Revision &revision);
/// The merge patch (RFC 7396) that turns one object into the other.
[[nodiscard]] QJsonObject mergeDifference(const QJsonObject &from, const QJsonObject &to);

} // namespace kube
