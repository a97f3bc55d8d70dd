// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A look at applied objects: how healthy each is, and why not, from the pods of its current revision and their events.
#pragma once

#include "base/error.h"
#include "deploy/cause.h"

#include <QFuture>
#include <QJsonObject>

namespace kube {
class Client;
}

namespace deploy {

struct Observed {
    kube::Health health;
    std::optional<Cause> cause;
    std::optional<base::Error> error; // the object could not be read; health says nothing then
};

/// One entry for each object, in their order. Objects that are healthy cost one request; for the others their pods, replica sets and the
/// namespace's events are read too; where these may not be read, the cause stays empty. Events older than since are not looked at.
/// The client must outlive the future; after cancel() wait for it.
[[nodiscard]] QFuture<QList<Observed>> observe(kube::Client &client, const QList<kube::ObjectRef> &objects, const QDateTime &since);

/// The pods that run the workload's current template: of the newest replica set, of the update revision, of the job. Pods of an older
/// revision say nothing about this roll-out. Empty while the controller has not seen the object's generation.
[[nodiscard]] QList<QJsonObject> currentPods(
    const QJsonObject &workload, const QList<QJsonObject> &replicaSets, const QList<QJsonObject> &pods);

} // namespace deploy
