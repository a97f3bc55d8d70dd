// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a pod or container uses now, as metrics.k8s.io reports it and the autoscaler reads it.
#pragma once

namespace sandbox {

struct PodUsage {
    double cores = 0;
    double bytes = 0; // working set
};

} // namespace sandbox
