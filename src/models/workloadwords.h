// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an action on a workload will do, in one sentence with numbers, said before it is done. Pure functions.
#pragma once

#include "kube/rollout.h"
#include "kube/rows.h"

#include <QDateTime>

namespace models {

/// "1 pod", "3 pods".
[[nodiscard]] QString podsText(int count);

[[nodiscard]] QString scaleConsequence(const kube::WorkloadRow &workload, int replicas);
[[nodiscard]] QString restartConsequence(const kube::ObjectRef &workload, const kube::Rollout &rollout);
/// from: the revision that it has now.
[[nodiscard]] QString undoConsequence(const kube::ObjectRef &workload, const kube::Rollout &rollout, const kube::Revision &from, const kube::Revision &to);
/// owner: null where the pod's workload is not known.
[[nodiscard]] QString deleteConsequence(const kube::PodRow &pod, const kube::WorkloadRow *owner);

/// "Revision 5 · 3 d ago · api:1.0".
[[nodiscard]] QString revisionText(const kube::Revision &revision, const QDateTime &now);

} // namespace models
