// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// metrics.k8s.io/v1beta1: what pods and nodes use (https://github.com/kubernetes/metrics).
#pragma once

#include "sandbox/api/backends.h"
#include "sandbox/api/requestpath.h"
#include "sandbox/api/selectors.h"
#include "sandbox/store/objectstore.h"

namespace sandbox {

/// PodMetrics, PodMetricsList, NodeMetrics or NodeMetricsList. Pods that do not run have no metrics.
[[nodiscard]] Outcome<Json> resourceMetrics(
    const ObjectStore &store, const Backends &backends, const RequestPath &path, const LabelSelector &selector);

} // namespace sandbox
