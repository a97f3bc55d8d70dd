// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What keeps one pod from being ready, from its containers' states, its conditions and its events.
#pragma once

#include "deploy/cause.h"

namespace deploy {

/// Nothing for a pod that is ready, finished well, being deleted, or simply on its way.
[[nodiscard]] std::optional<Cause> podCause(const kube::PodRow &pod, const QList<kube::EventRow> &events);

} // namespace deploy
