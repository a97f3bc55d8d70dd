// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The list of controllers; each lives in a file of its own.
#pragma once

#include <memory>
#include <vector>

namespace sandbox {

class Controller;
class Manager;

[[nodiscard]] std::vector<std::unique_ptr<Controller>> makeControllers(Manager &manager);
/// What a fresh cluster has, unless it is there.
void bootstrap(Manager &manager);

[[nodiscard]] std::unique_ptr<Controller> makeAutoscalerController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeClaimController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeCronJobController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeDaemonSetController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeDeploymentController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeDisruptionController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeEndpointController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeEventExpiryController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeGarbageCollector(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeIngressController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeJobController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeNamespaceController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeQuotaController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeReplicaSetController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeScheduler(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeServiceAccountController(Manager &manager);
[[nodiscard]] std::unique_ptr<Controller> makeStatefulSetController(Manager &manager);

} // namespace sandbox
