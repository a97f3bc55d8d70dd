// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "version.h"

namespace config {

QString kubernetesVersion() { return QStringLiteral("1.%1").arg(AQI_KUBERNETES_MINOR); }

} // namespace config
