// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What will be done, in which order, and why: a pure value. The same plan prints as a table, as a diff and as a dry run.
#pragma once

#include "base/error.h"
#include "kube/rows.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace deploy {

/// One object as a person wrote it or kustomize rendered it.
struct ManifestObject {
    kube::ObjectRef ref;
    QJsonObject object;
    QString file; // where it stands; the kustomization's folder where kustomize rendered it
    int line = 0; // from 1; 0 unknown
};

struct ManifestSet {
    QString path;
    QString ns; // of the set: its Namespace object's name, else that of most objects
    QList<ManifestObject> objects;
};

enum class Change {
    Create,
    Update,
    Unchanged,
    Replace,  // a Job: its template cannot be changed, so the old one is deleted first
    Unknown,  // the dry run was refused; reason says why
};

/// Stable lower-case name ("create"), for JSON.
[[nodiscard]] QString name(Change change);

/// One field that differs between the live object and what a dry run of the apply would make of it. Secret values are masked.
struct FieldChange {
    QString path; // "spec.template.spec.containers[api].image"
    QString before; // empty where it was not there
    QString after;  // empty where it goes
    bool operator==(const FieldChange &) const = default;
};

enum class Phase { Namespace, Policy, Config, Storage, Database, Migration, Monitoring, Application, Scaling, Ingress };
[[nodiscard]] QString name(Phase phase);

struct Step {
    Phase phase = Phase::Config;
    ManifestObject manifest;
    Change change = Change::Unknown;
    QList<FieldChange> changes;
    QString reason;        // why in this phase, or why Unknown
    std::optional<base::Error> refusal; // of the dry run, where Unknown; a Conflict can be forced
    bool waitHealthy = false; // the next phase starts only when this is healthy
};

struct Plan {
    ManifestSet set;
    QString cluster; // context and server, for people
    QList<Step> steps; // in the order of application

    [[nodiscard]] int count(Change change) const;
    [[nodiscard]] bool hasChanges() const; // anything but Unchanged
};

/// The phase of an object, by kind and by what it is (a StatefulSet is a database; a Job that others need is a migration), and whether to wait for it.
/// Order: Argo CD's and kapp's, but with the stateful sets and the migration before the applications.
[[nodiscard]] Step stepFor(const ManifestObject &manifest);
/// Steps sorted by phase, then kind, then name.
[[nodiscard]] QList<Step> ordered(const ManifestSet &set);

/// Fields that differ, server-owned ones (status, managedFields, resourceVersion, generation, uid, times) left out; values of a Secret
/// masked as "(changed)" with their length.
[[nodiscard]] QList<FieldChange> differences(const QJsonObject &live, const QJsonObject &merged);

} // namespace deploy
