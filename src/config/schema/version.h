// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which Kubernetes the program's own schemas are of.
#pragma once

#include <QString>

namespace config {

/// "1.32".
[[nodiscard]] QString kubernetesVersion();

} // namespace config
