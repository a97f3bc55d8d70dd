// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what a pod refers to is there: config maps, secrets and their keys, claims. Worded as a kubelet words it.
#pragma once

#include "sandbox/store/objectstore.h"

#include <string>

namespace sandbox {

/// Of env and envFrom: "secret \"x\" not found", "couldn't find key K in Secret ns/x". Empty where all is there.
[[nodiscard]] std::string missingConfiguration(const ObjectStore &store, const std::string &ns, const Json &container);

/// Of volumes: "MountVolume.SetUp failed for volume \"v\" : configmap \"x\" not found". Empty where all is there.
[[nodiscard]] std::string missingVolume(const ObjectStore &store, const std::string &ns, const Json &pod);

} // namespace sandbox
