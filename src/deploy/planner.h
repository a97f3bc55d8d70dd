// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a plan: asks the cluster for each object and for what a server-side dry run of the apply would make of it.
#pragma once

#include "deploy/plan.h"

#include <QFuture>

namespace kube {
class Client;
}

namespace deploy {

/// At most 8 requests at once. Where the namespace does not exist yet (a dry run cannot see it), its objects are planned as Create
/// with that reason. Fails only where the cluster cannot be reached at all; what one object's dry run refuses is in its step.
/// The client must outlive the future; after cancel() wait for it (10 ms).
[[nodiscard]] QFuture<base::Result<Plan>> makePlan(kube::Client &client, const ManifestSet &set);

} // namespace deploy
