// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the details pane says of one object: a pure value, so that the pane is painted anew only when it says something else.
#pragma once

#include "kube/rows.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace models {

struct DetailsFact {
    QString name;
    QString value;
    QString toolTip;
    bool identifier = false;
    bool operator==(const DetailsFact &) const = default;
};

struct DetailsEntry {
    QString head;  // "api · running", "BackOff ×7"
    QString aside; // age
    QString text;  // message, image
    QString toolTip;
    kube::HealthState state = kube::HealthState::Healthy;
    bool operator==(const DetailsEntry &) const = default;
};

struct DetailsSection {
    QString title;
    QString empty; // what to say where there are no entries
    QList<DetailsEntry> entries;
    bool operator==(const DetailsSection &) const = default;
};

struct ObjectDetails {
    kube::ObjectRef ref;
    kube::Health health;
    QList<DetailsFact> facts;
    QList<DetailsSection> sections;
    bool operator==(const ObjectDetails &) const = default;
};

/// events: those of the namespace; the ones about the object (by uid) are picked. now: for ages.
[[nodiscard]] ObjectDetails detailsOf(const kube::PodRow &pod, const QList<kube::EventRow> &events, const QDateTime &now);
/// pods: of the namespace; those of the workload are picked, and their events too.
[[nodiscard]] ObjectDetails detailsOf(
    const kube::WorkloadRow &workload, const QList<kube::PodRow> &pods, const QList<kube::EventRow> &events, const QDateTime &now);
[[nodiscard]] ObjectDetails detailsOf(const kube::AutoscalerRow &autoscaler, const QList<kube::EventRow> &events, const QDateTime &now);

} // namespace models
