// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A kubelet that runs nothing: bound pods go through the states that a real node would report, after a delay, and say that they are hollow.
#pragma once

#include "sandbox/store/clock.h"
#include "sandbox/store/objectstore.h"
#include "sandbox/store/podusage.h"

#include <QObject>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sandbox {

/// All spans are sandbox time.
struct RuntimeOptions {
    Clock clock;
    std::chrono::milliseconds createDelay = std::chrono::milliseconds(400);  // ContainerCreating, and each init container
    std::chrono::milliseconds readyDelay = std::chrono::seconds(1);          // started to ready, whatever the probe's initialDelaySeconds
    std::chrono::milliseconds runDuration = std::chrono::seconds(2);         // of a container that ends: restartPolicy Never or OnFailure
    std::chrono::milliseconds crashDelay = std::chrono::milliseconds(500);   // of an image ":crash"
    std::chrono::milliseconds stopDelay = std::chrono::milliseconds(700);    // of a graceful end, never above its grace period
    std::chrono::milliseconds backOff = std::chrono::seconds(10);            // first; doubles
    std::chrono::milliseconds maximumBackOff = std::chrono::minutes(5);
    std::chrono::milliseconds retry = std::chrono::seconds(5);               // for missing configuration and volumes
};

struct LogLine {
    std::string time; // RFC 3339 with microseconds
    std::string text; // without a line feed
};

enum class LogOf { Current, Previous };

struct ContainerUsage {
    std::string container;
    PodUsage usage;
};

class PodRunner;

class HollowRuntime : public QObject {
    Q_OBJECT
public:
    HollowRuntime(ObjectStore &store, RuntimeOptions options, QObject *parent = nullptr);
    ~HollowRuntime() override;

    /// Takes in every bound pod that the store holds, and works from then on.
    void start();

    /// Oldest first. An empty container means the only one; 400 where there are several.
    /// 404 for an unknown pod, 400 for an unknown container, one that waits, or one without a previous run, worded as a kubelet words it.
    [[nodiscard]] Outcome<std::vector<LogLine>> logs(
        const std::string &ns, const std::string &pod, const std::string &container = {}, LogOf of = LogOf::Current) const;

    /// Nothing for a pod that does not run. Deterministic in the pod's uid and the time.
    [[nodiscard]] std::optional<PodUsage> usage(const std::string &ns, const std::string &pod) const;
    [[nodiscard]] std::vector<ContainerUsage> containerUsage(const std::string &ns, const std::string &pod) const;
    /// Pods with the label app=app use these parts of their requests (1.0 is all of it), without a wave.
    void setUsage(const std::string &app, double cpuOfRequest, double memoryOfRequest);
    void clearUsage(const std::string &app);

private:
    std::unique_ptr<PodRunner> m_runner;
    std::map<std::string, PodUsage> m_usage; // by app: parts of the requests
};

} // namespace sandbox
