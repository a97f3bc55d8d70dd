// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One vocabulary of health for every kind: the union of what gitops-engine and kstatus know, with the cause named early.
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace kube {

/// Worst last within a roll-up: Healthy < Suspended < Progressing < Missing < Degraded < Failed; Unknown where nothing can be said.
enum class HealthState { Healthy, Suspended, Progressing, Missing, Degraded, Failed, Unknown };

struct Health {
    HealthState state = HealthState::Unknown;
    QString reason;  // one word as Kubernetes spells it: "ImagePullBackOff", "ProgressDeadlineExceeded"; may be empty
    QString message; // a sentence in plain language, with numbers: "2 of 3 pods ready"
    bool operator==(const Health &) const = default;
};

/// Stable lower-case name ("healthy"), for JSON and icons. The translated word is the UI's.
[[nodiscard]] QString name(HealthState state);
[[nodiscard]] HealthState worse(HealthState a, HealthState b);

/// Health of any object by its kind's rule; kinds without a rule are Healthy once they exist. Inspects init containers too.
/// now decides what has lasted too long (an autoscaler without metrics, a pod that is unschedulable).
[[nodiscard]] Health healthOf(const QJsonObject &object, const QDateTime &now);

} // namespace kube
