// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Containers that run nothing: they start, end and crash after a delay, and say that they are hollow.
#pragma once

#include "sandbox/runtime/containerbackend.h"
#include "sandbox/runtime/runtimeoptions.h"
#include "sandbox/runtime/schedule.h"

#include <map>
#include <string>

namespace sandbox {

class HollowBackend : public ContainerBackend {
    Q_OBJECT
public:
    explicit HollowBackend(RuntimeOptions options, QObject *parent = nullptr);

    [[nodiscard]] std::string mount(const RunningPod &pod, const Json &object) override;
    [[nodiscard]] ContainerStart start(const RunningPod &pod, const RunningContainer &container, const Json &object) override;
    [[nodiscard]] bool resume(const RunningPod &pod, const RunningContainer &container, const Json &object) override;
    void stop(const ContainerRef &container, std::chrono::milliseconds grace) override;
    void forget(const std::string &uid) override;
    [[nodiscard]] bool probed(const ContainerRef &container) const override;
    void probe(const ContainerRef &container, const Json &probe, OnProbed onProbed) override;
    [[nodiscard]] std::vector<LogLine> logs(const RunningPod &pod, const RunningContainer &container, LogOf of) const override;
    /// Deterministic in the pod's uid and the time.
    [[nodiscard]] PodUsage usage(const RunningPod &pod, const RunningContainer &container, const Json &object) const override;
    [[nodiscard]] Outcome<std::unique_ptr<ExecSession>> exec(const ContainerRef &container, const ExecRequest &request) override;
    void setUsage(const std::string &app, PodUsage parts) override;
    void clearUsage(const std::string &app) override;

private:
    void expectEnd(const RunningPod &pod, const RunningContainer &container, std::chrono::milliseconds ranFor);
    void endLater(const ContainerRef &container, std::chrono::milliseconds sandboxTime, int code);

    RuntimeOptions m_options;
    Schedule m_schedule;
    std::map<ContainerRef, int> m_running; // which instance
    int m_instances = 0;
    std::map<std::string, PodUsage> m_usage; // by app: parts of the requests
};

} // namespace sandbox
