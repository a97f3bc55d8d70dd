// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The faults of pods: how their containers end, what their probes answer, and which nodes are lost.
#pragma once

#include "sandbox/faults/faultbook.h"
#include "sandbox/runtime/podtroubles.h"

#include <set>

namespace sandbox {

class RuntimeFaults : public PodTroubles {
    Q_OBJECT
public:
    RuntimeFaults(const ObjectStore &store, const FaultBook &book, QObject *parent = nullptr);

    [[nodiscard]] std::optional<Ending> endingOf(const RunningPod &pod, const RunningContainer &container) const override;
    [[nodiscard]] std::optional<ProbeResult> answerOf(
        const RunningPod &pod, const RunningContainer &container, ProbeKind kind, const Json &probe) const override;
    [[nodiscard]] bool probes(const RunningPod &pod) const override;
    [[nodiscard]] bool isLost(const std::string &node) const override { return m_lost.contains(node); }
    /// Takes in what the book says; done by itself when it changes.
    void look();

private:
    struct Aimed {
        std::string_view fault;
        ObjectId workload;
    };
    [[nodiscard]] bool isOn(std::string_view fault, const RunningPod &pod) const;
    [[nodiscard]] bool owns(const ObjectId &workload, const ObjectId &pod) const;

    const ObjectStore &m_store;
    const FaultBook &m_book;
    std::vector<Aimed> m_aimed;
    std::set<std::string> m_lost;
};

/// 422 where the workload has no probe that could fail.
[[nodiscard]] Outcome<void> runtimeCheck(const ObjectStore &store, const ActiveFault &active);

} // namespace sandbox
