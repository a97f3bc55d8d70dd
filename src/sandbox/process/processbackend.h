// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Containers as local processes under bubblewrap. Images without a program here stay hollow, and their pods' events say so. Processor
// limits are not enforced and memory limits by looking twice a second: an ordinary user has no control groups.
#pragma once

#include "sandbox/process/containerrun.h"
#include "sandbox/process/imagetable.h"
#include "sandbox/process/podfolder.h"
#include "sandbox/process/probing.h"
#include "sandbox/runtime/containerbackend.h"
#include "sandbox/runtime/schedule.h"

#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <string>

namespace sandbox {

struct ProcessOptions {
    QString dataFolder;
    Clock clock;
    std::string authority; // of the API server, PEM
    /// A token for a service account's pod, which the API server accepts.
    std::function<std::string(const Json &pod, const Json &source)> token;
    std::string standIn{}; // the program that runs in the AQI images; empty: they stay hollow
};

class ProcessBackend : public ContainerBackend {
    Q_OBJECT
public:
    /// hollow: for what has no program.
    ProcessBackend(ObjectStore &store, ProcessOptions options, std::unique_ptr<ContainerBackend> hollow, QObject *parent = nullptr);
    ~ProcessBackend() override;

    /// Before pods start, when the store holds what an earlier run left: folders of what is no more go. api: where pods find the API server.
    void begin(const ApiAddress &api);

    [[nodiscard]] std::string mount(const RunningPod &pod, const Json &object) override;
    [[nodiscard]] ContainerStart start(const RunningPod &pod, const RunningContainer &container, const Json &object) override;
    [[nodiscard]] bool resume(const RunningPod &pod, const RunningContainer &container, const Json &object) override;
    void stop(const ContainerRef &container, std::chrono::milliseconds grace) override;
    void forget(const std::string &uid) override;
    [[nodiscard]] bool probed(const ContainerRef &container) const override;
    void probe(const ContainerRef &container, const Json &probe, OnProbed onProbed) override;
    [[nodiscard]] std::vector<LogLine> logs(const RunningPod &pod, const RunningContainer &container, LogOf of) const override;
    [[nodiscard]] PodUsage usage(const RunningPod &pod, const RunningContainer &container, const Json &object) const override;
    [[nodiscard]] Outcome<std::unique_ptr<ExecSession>> exec(const ContainerRef &container, const ExecRequest &request) override;
    void setUsage(const std::string &app, PodUsage parts) override;
    void clearUsage(const std::string &app) override;

private:
    struct Run {
        std::unique_ptr<ContainerLog> log;
        std::unique_ptr<ContainerLog> previousLog;
        std::unique_ptr<ContainerRun> process; // null where it has ended
        Json spec; // its entry in the pod
        std::string podIp;
        double memoryLimit = 0; // 0: none
        bool outOfMemory = false;
        bool stopping = false;
        double cpuSeconds = 0;
        std::int64_t measuredMs = 0;
        PodUsage usage;
    };
    [[nodiscard]] ContainerRun::Plan planOf(
        const RunningPod &pod, const Json &object, const Json &spec, Launch launch, Environment environment) const;
    void onEnded(const ContainerRef &ref, int exitCode);
    void terminate(const ContainerRef &ref, std::chrono::milliseconds grace);
    void measure();
    void onChanged(const StoreEvent &event);
    void refresh();
    [[nodiscard]] VolumeSources sources(const std::string &podIp) const;
    [[nodiscard]] static ProbeTarget targetOf(const Run &run);
    [[nodiscard]] Run *running(const ContainerRef &ref);

    ObjectStore &m_store;
    ProcessOptions m_options;
    PodFolders m_folders;
    std::unique_ptr<ContainerBackend> m_hollow;
    ApiAddress m_api;
    std::map<ContainerRef, Run> m_runs;
    struct Mounted {
        Json pod;
        std::string ip;
        std::string hosts;
    };
    std::map<std::string, Mounted> m_mounted; // by uid
    QTimer m_measuring;
    QTimer m_refreshing;
    bool m_contentChanged = false; // of a ConfigMap or Secret since the last refresh
    Schedule m_schedule;
};

} // namespace sandbox
