// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is made to go wrong in pods and nodes on purpose, whatever runs in them. The runtime asks, and knows no more of faults than this.
#pragma once

#include "sandbox/runtime/containerbackend.h"
#include "sandbox/runtime/prober.h"

#include <QObject>

#include <chrono>
#include <optional>
#include <string>

namespace sandbox {

class PodTroubles : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    struct Ending {
        std::chrono::milliseconds after; // its start; sandbox time
        ContainerEnd end;
    };
    /// How a container that starts, or runs, is to end.
    [[nodiscard]] virtual std::optional<Ending> endingOf(const RunningPod &pod, const RunningContainer &container) const = 0;
    /// What its probe answers, instead of what really does.
    [[nodiscard]] virtual std::optional<ProbeResult> answerOf(
        const RunningPod &pod, const RunningContainer &container, ProbeKind kind, const Json &probe) const = 0;
    /// Whether a container has to be probed at all, though nothing runs in it.
    [[nodiscard]] virtual bool probes(const RunningPod &pod) const = 0;
    /// Nothing is heard of the node's kubelet, and nothing reaches it.
    [[nodiscard]] virtual bool isLost(const std::string &node) const = 0;

Q_SIGNALS:
    /// Everything is to be asked again.
    void changed();
    /// A pod has to leave its node at once, with this message.
    void evictionWanted(const sandbox::ObjectId &pod, const std::string &message);
};

} // namespace sandbox
