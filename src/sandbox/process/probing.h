// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks one probe once: httpGet, tcpSocket or exec. Words as a kubelet's.
#pragma once

#include "sandbox/process/environment.h"
#include "sandbox/runtime/containerbackend.h"

#include <QObject>

#include <functional>
#include <string>

namespace sandbox {

struct ProbeTarget {
    std::string podIp;
    Json container;          // its entry in the pod: named ports
    std::int64_t programPid; // for exec
    Environment environment;
};

/// The answer comes once, from the event loop; never after owner has gone.
void askProbe(const ProbeTarget &target, const Json &probe, QObject *owner, std::function<void(ProbeResult)> onResult);

/// The number of a port that may be a name of the container's.
[[nodiscard]] int portOf(const Json &container, const Json &port);

} // namespace sandbox
