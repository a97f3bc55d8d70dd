// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/runtime/prober.h"

#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

std::chrono::milliseconds secondsAt(const Json &probe, const char *key, long long otherwise) {
    return std::chrono::seconds(numberAt(probe, key, otherwise));
}

} // namespace

Prober::Prober(Schedule &schedule, ContainerBackend &backend)
    : m_schedule(schedule)
    , m_backend(backend) {}

void Prober::watch(const ContainerRef &container, const std::string &instance, const Json &spec, From from) {
    Watched &watched = m_watched[container] = {instance, m_schedule.clock().nowMs(), from == From::Ready, {}};
    const std::pair<ProbeKind, const char *> names[]
        = {{ProbeKind::Startup, "startupProbe"}, {ProbeKind::Liveness, "livenessProbe"}, {ProbeKind::Readiness, "readinessProbe"}};
    for (const auto &[kind, name] : names) {
        const bool over = kind == ProbeKind::Startup && from == From::Ready;
        if (const Json &probe = field(spec, name); probe.is_object() && !over)
            watched.probes[kind].spec = probe;
    }
    if (watched.probes.contains(ProbeKind::Startup))
        return begin(container, ProbeKind::Startup);
    begin(container, ProbeKind::Liveness);
    begin(container, ProbeKind::Readiness);
}

void Prober::forget(const ContainerRef &container) {
    m_watched.erase(container);
}

Prober::Watched *Prober::find(const ContainerRef &container, const std::string &instance) {
    const auto found = m_watched.find(container);
    return found != m_watched.end() && found->second.instance == instance ? &found->second : nullptr;
}

void Prober::begin(const ContainerRef &container, ProbeKind kind) {
    const Watched &watched = m_watched.at(container);
    const auto probe = watched.probes.find(kind);
    if (probe == watched.probes.end())
        return;
    const std::chrono::milliseconds ranFor(m_schedule.clock().nowMs() - watched.startedMs);
    askAfter(container, kind, secondsAt(probe->second.spec, "initialDelaySeconds", 0) - ranFor);
}

void Prober::askAfter(const ContainerRef &container, ProbeKind kind, std::chrono::milliseconds span) {
    m_schedule.after(span, [this, container, kind, instance = m_watched.at(container).instance] {
        const Watched *watched = find(container, instance);
        if (!watched || !watched->probes.contains(kind))
            return;
        const Json &spec = watched->probes.at(kind).spec;
        if (const auto answer = m_answer ? m_answer(container, kind, spec) : std::nullopt)
            return onResult(container, kind, *answer);
        m_backend.probe(container, spec, [this, container, kind, instance](const ProbeResult &result) {
            if (find(container, instance))
                onResult(container, kind, result);
        });
    });
}

void Prober::onResult(const ContainerRef &container, ProbeKind kind, const ProbeResult &result) {
    Watched &watched = m_watched.at(container);
    auto &probe = watched.probes.at(kind);
    probe.successes = result.well ? probe.successes + 1 : 0;
    probe.failures = result.well ? 0 : probe.failures + 1;
    const bool good = probe.successes >= numberAt(probe.spec, "successThreshold", 1);
    const bool bad = probe.failures >= numberAt(probe.spec, "failureThreshold", 3);
    const auto period = std::max<std::chrono::milliseconds>(secondsAt(probe.spec, "periodSeconds", 10), std::chrono::milliseconds(10));
    // Whoever is told may end the container, and with it what is watched: nothing of it is used after a signal.
    if (kind == ProbeKind::Startup && good) {
        watched.probes.erase(kind);
        begin(container, ProbeKind::Liveness);
        begin(container, ProbeKind::Readiness);
        Q_EMIT startupSucceeded(container);
        return;
    }
    const bool over = kind != ProbeKind::Readiness && bad;
    const bool changed = kind == ProbeKind::Readiness && (watched.ready ? bad : good);
    if (changed)
        watched.ready = good;
    if (!over)
        askAfter(container, kind, period);
    if (!result.well)
        Q_EMIT unhealthy(container, kind, result.message);
    if (changed)
        Q_EMIT readinessChanged(container, good);
    if (over)
        Q_EMIT thresholdReached(container, kind);
}

} // namespace sandbox
