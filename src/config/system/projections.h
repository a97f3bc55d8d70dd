// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What each platform's files say about the system: pure functions, which read nothing but what they are given.
#pragma once

#include "config/system/system.h"

namespace config {

/// Workloads with what their autoscalers, Services' hosts (Ingress) and ConfigMaps of the same scope say; Knative services of Cloud Run.
[[nodiscard]] System kubernetesSystem(const Scope &scope);
/// `variant` is laid over `base`, as "docker compose -f base -f variant" does.
[[nodiscard]] System composeSystem(const Document &base, const Document *variant = nullptr);

/// What else of a platform's folder belongs to the system; any of them may be missing.
struct Beside {
    const Document *procfile = nullptr;   // Heroku
    const Document *dockerfile = nullptr; // App Engine builds its image by it
    const Document *service = nullptr;    // ECS: the service that runs the task
    const Document *scaling = nullptr;    // ECS: its scalable target
};
/// A service for each container. What of cpu and memory stands at the task alone is the container's where it is the only one.
[[nodiscard]] System ecsSystem(const Document &taskDefinition, const Beside &beside = {});
/// The answer of "aws apprunner create-service" (service.json) as well as a source's apprunner.yaml.
[[nodiscard]] System appRunnerSystem(const Document &service);
[[nodiscard]] System dockerrunSystem(const Document &dockerrun); // both versions
[[nodiscard]] System appEngineSystem(const Document &appYaml, const Beside &beside = {});
/// The app's own name for its web process, "name-process" for others.
[[nodiscard]] System herokuSystem(const Document &appJson, const Beside &beside = {});

} // namespace config
