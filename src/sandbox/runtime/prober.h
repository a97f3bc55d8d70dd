// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the startup, liveness and readiness probes of running containers, as often as they say, and counts towards their thresholds.
#pragma once

#include "sandbox/runtime/containerbackend.h"
#include "sandbox/runtime/schedule.h"

#include <QObject>

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace sandbox {

enum class ProbeKind { Startup, Liveness, Readiness };

class Prober : public QObject {
    Q_OBJECT
public:
    Prober(Schedule &schedule, ContainerBackend &backend);

    /// Answers instead of the backend, where it answers.
    using Answer = std::function<std::optional<ProbeResult>(const ContainerRef &, ProbeKind, const Json &probe)>;
    void setAnswer(Answer answer) { m_answer = std::move(answer); }

    /// Ready: it counts as started and ready already.
    enum class From { Start, Ready };
    /// instance: the container's id; what is asked of an earlier one no longer counts. spec: its entry in the pod.
    void watch(const ContainerRef &container, const std::string &instance, const Json &spec, From from = From::Start);
    [[nodiscard]] bool watches(const ContainerRef &container) const { return m_watched.contains(container); }
    void forget(const ContainerRef &container);

Q_SIGNALS:
    void startupSucceeded(const sandbox::ContainerRef &container); // where there is a startup probe; the others begin only now
    void readinessChanged(const sandbox::ContainerRef &container, bool ready);
    void unhealthy(const sandbox::ContainerRef &container, sandbox::ProbeKind kind, const std::string &message); // each time
    void thresholdReached(const sandbox::ContainerRef &container, sandbox::ProbeKind kind); // of startup or liveness: it has to be restarted

private:
    struct Watched {
        std::string instance;
        std::int64_t startedMs = 0;
        bool ready = false;
        struct Probe {
            Json spec;
            int successes = 0; // in a row
            int failures = 0;
        };
        std::map<ProbeKind, Probe> probes;
    };
    void begin(const ContainerRef &container, ProbeKind kind);
    void askAfter(const ContainerRef &container, ProbeKind kind, std::chrono::milliseconds span);
    void onResult(const ContainerRef &container, ProbeKind kind, const ProbeResult &result);
    /// Nothing where another instance runs.
    [[nodiscard]] Watched *find(const ContainerRef &container, const std::string &instance);

    Schedule &m_schedule;
    ContainerBackend &m_backend;
    Answer m_answer;
    std::map<ContainerRef, Watched> m_watched;
};

} // namespace sandbox
