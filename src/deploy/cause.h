// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Why a roll-out does not get on: one cause, named from the states of its pods and their events, within seconds.
#pragma once

#include "kube/rows.h"

#include <QList>

#include <chrono>
#include <optional>

namespace deploy {

enum class CauseKind {
    ImageUnreachable, ImageAuth, ImageMissing, MissingConfig, CrashLoop, OutOfMemory, ReadinessFailing, LivenessFailing,
    Unschedulable, VolumePending, QuotaOrAdmission, NodeLost, JobFailed, Unknown
};
/// Stable kebab-case name ("image-missing"), for JSON.
[[nodiscard]] QString name(CauseKind kind);

struct Cause {
    CauseKind kind = CauseKind::Unknown;
    bool decisive = false; // will not mend itself: fail at once, after settleTime
    kube::ObjectRef object; // the pod (or replica set, claim) that shows it
    QString container;      // empty where it is none's
    QString sentence;       // "Container api cannot start: image aqi-predictor-api:missing does not exist"
    QString evidence;       // verbatim: the event's or the state's message
    QString remedy;         // what to do next

    bool operator==(const Cause &) const = default;
};

/// pods: those of the workload's current revision only. events: tied to these objects' uids and not older than the operation.
/// The most decisive cause first; nothing where all is on its way. A first ErrImagePull, a first crash and a pod just created are
/// all on their way.
[[nodiscard]] std::optional<Cause> causeOf(
    const kube::WorkloadRow &workload, const QList<kube::PodRow> &pods, const QList<kube::EventRow> &events);

/// How long a decisive cause has to last before it is believed: 15 s for a pod without a node (kstatus' window), 5 s for what another
/// object's arrival ends (configuration, quota), nothing for the rest.
[[nodiscard]] std::chrono::seconds settleTime(CauseKind kind);

} // namespace deploy
