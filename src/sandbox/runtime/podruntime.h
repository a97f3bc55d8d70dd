// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The kubelet of every node: bound pods live, and can be asked for logs and usage and for a program in their view. What their containers
// are, the backend says.
#pragma once

#include "sandbox/runtime/containerbackend.h"
#include "sandbox/runtime/runtimeoptions.h"
#include "sandbox/store/objectstore.h"
#include "sandbox/store/podusage.h"

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

struct ContainerUsage {
    std::string container;
    PodUsage usage;
};

class PodRunner;
class PodTroubles;

class PodRuntime : public QObject {
    Q_OBJECT
public:
    /// Without a backend, a hollow one.
    PodRuntime(ObjectStore &store, RuntimeOptions options, std::unique_ptr<ContainerBackend> backend = {}, QObject *parent = nullptr);
    ~PodRuntime() override;

    /// What goes wrong on purpose, as long as the runtime lives; before start().
    void setTroubles(PodTroubles &troubles);
    /// Takes in every bound pod that the store holds, and works from then on.
    void start();

    /// Oldest first. An empty container means the only one; 400 where there are several.
    /// 404 for an unknown pod, 400 for an unknown container, one that waits, or one without a previous run, worded as a kubelet words it.
    [[nodiscard]] Outcome<std::vector<LogLine>> logs(
        const std::string &ns, const std::string &pod, const std::string &container = {}, LogOf of = LogOf::Current) const;

    /// Starts a program in a running container; an empty name means the only one. Errors as those of logs().
    [[nodiscard]] Outcome<std::unique_ptr<ExecSession>> exec(
        const std::string &ns, const std::string &pod, const std::string &container, const ExecRequest &request);

    /// Nothing for a pod that does not run.
    [[nodiscard]] std::optional<PodUsage> usage(const std::string &ns, const std::string &pod) const;
    [[nodiscard]] std::vector<ContainerUsage> containerUsage(const std::string &ns, const std::string &pod) const;
    /// Hollow pods with the label app=app use these parts of their requests (1.0 is all of it), without a wave.
    void setUsage(const std::string &app, double cpuOfRequest, double memoryOfRequest);
    void clearUsage(const std::string &app);

private:
    struct Found {
        RunningPod pod;
        RunningContainer container;
    };
    [[nodiscard]] Outcome<Found> find(const std::string &ns, const std::string &pod, const std::string &container) const;

    std::unique_ptr<ContainerBackend> m_backend;
    std::unique_ptr<PodRunner> m_runner;
};

} // namespace sandbox
