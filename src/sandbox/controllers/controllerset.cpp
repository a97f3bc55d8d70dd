// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/controllerset.h"

#include "sandbox/controllers/manager.h"

namespace sandbox {

std::vector<std::unique_ptr<Controller>> makeControllers(Manager &manager) {
    std::vector<std::unique_ptr<Controller>> controllers;
    for (const auto make : {makeNamespaceController, makeServiceAccountController, makeClaimController, makeDeploymentController,
             makeReplicaSetController, makeStatefulSetController, makeDaemonSetController, makeCronJobController, makeJobController,
             makeScheduler, makeEndpointController, makeIngressController, makeAutoscalerController, makeDisruptionController,
             makeQuotaController, makeGarbageCollector, makeEventExpiryController})
        controllers.push_back(make(manager));
    return controllers;
}

} // namespace sandbox
