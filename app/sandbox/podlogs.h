// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The log lines of pods as the text of pods/log, once and followed.
#pragma once

#include "sandbox/api/backends.h"
#include "sandbox/runtime/podruntime.h"

namespace podlogs {

[[nodiscard]] sandbox::Outcome<std::string> text(const sandbox::PodRuntime &runtime, const sandbox::LogQuery &query);

/// Looks twice a second; ends with this instance of the container, as a kubelet's does. Runtime and store outlive it.
[[nodiscard]] sandbox::Outcome<sandbox::Backends::Stop> follow(const sandbox::PodRuntime &runtime, const sandbox::ObjectStore &store,
    const sandbox::LogQuery &query, sandbox::Backends::OnText onText, sandbox::Backends::OnEnd onEnd);

} // namespace podlogs
