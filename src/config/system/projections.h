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

} // namespace config
