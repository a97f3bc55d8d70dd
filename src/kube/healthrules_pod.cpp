// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/healthrules.h"
#include "kube/rowparser.h"

#include "base/duration.h"

using namespace Qt::StringLiterals;

namespace kube {

namespace {

constexpr qint64 scheduleGrace = 15; // s, as kstatus

// gitops-engine's words for what does not mend itself, with the ones that it does not inspect.
bool isTrouble(const QString &waiting) {
    return waiting.startsWith("Err"_L1) || waiting.endsWith("Error"_L1) || waiting.endsWith("BackOff"_L1)
        || waiting == "InvalidImageName"_L1 || waiting == "ErrImageNeverPull"_L1;
}

QString crashText(const Container &container) {
    const QString times = container.restarts == 1 ? u"once"_s : u"%1 times"_s.arg(container.restarts);
    if (container.lastReason == "OOMKilled"_L1)
        return u"container %1 ran out of memory and was restarted %2"_s.arg(container.name, times);
    return u"container %1 was restarted %2, last exit code %3"_s.arg(container.name, times).arg(container.lastExitCode);
}

std::optional<Health> containerTrouble(const Container &container, bool restarts) {
    const QString what = container.init ? u"init container"_s : u"container"_s;
    if (container.state == Container::State::Waiting && isTrouble(container.reason)) {
        if (container.reason == "CrashLoopBackOff"_L1)
            return Health{HealthState::Degraded, container.reason, crashText(container)};
        const QString text = container.message.section(u'\n', 0, 0).left(300);
        return Health{HealthState::Degraded, container.reason,
            u"%1 %2 cannot start%3"_s.arg(what, container.name, text.isEmpty() ? QString() : ": "_L1 + text)};
    }
    const bool failed = container.state == Container::State::Terminated && (container.exitCode != 0 || container.reason == "OOMKilled"_L1);
    if (failed && restarts) {
        const QString why = container.reason == "OOMKilled"_L1 ? u"ran out of memory"_s : u"ended with exit code %1"_s.arg(container.exitCode);
        return Health{HealthState::Degraded, container.reason.isEmpty() ? u"Error"_s : container.reason, u"%1 %2 %3"_s.arg(what, container.name, why)};
    }
    return std::nullopt;
}

Health failedHealth(const QList<Container> &containers, const QJsonObject &status) {
    const QString reason = status["reason"_L1].toString();
    if (!reason.isEmpty())
        return {HealthState::Failed, reason, status["message"_L1].toString(reason)};
    for (const Container &container : containers) {
        if (container.state == Container::State::Terminated && container.exitCode != 0) {
            const QString why = container.reason == "OOMKilled"_L1 ? u"ran out of memory"_s : u"ended with exit code %1"_s.arg(container.exitCode);
            return {HealthState::Failed, container.reason.isEmpty() ? u"Error"_s : container.reason, u"container %1 %2"_s.arg(container.name, why)};
        }
    }
    return {HealthState::Failed, u"Failed"_s, status["message"_L1].toString(u"the pod failed"_s)};
}

Health pendingHealth(const QJsonObject &pod, const QDateTime &now) {
    const Condition scheduled = conditionOf(pod, "PodScheduled"_L1);
    if (scheduled.status != "False"_L1)
        return {HealthState::Progressing, u"Pending"_s, u"is starting"_s};
    if (scheduled.reason == "SchedulingGated"_L1)
        return {HealthState::Suspended, scheduled.reason, u"waits for its scheduling gates"_s};
    const QDateTime created = base::parseTime(pod["metadata"_L1].toObject()["creationTimestamp"_L1].toString());
    const bool patient = created.isValid() && created.secsTo(now) < scheduleGrace;
    return {patient ? HealthState::Progressing : HealthState::Degraded, scheduled.reason,
        u"no node can take it: %1"_s.arg(scheduled.message.section(u'\n', 0, 0).left(300))};
}

} // namespace

Health podHealth(const QJsonObject &pod, const QDateTime &now) {
    const QJsonObject status = pod["status"_L1].toObject();
    const QString phase = status["phase"_L1].toString();
    const QList<Container> containers = containersOf(pod);
    if (phase == "Succeeded"_L1)
        return {HealthState::Healthy, u"Completed"_s, u"has completed"_s};
    if (phase == "Failed"_L1)
        return failedHealth(containers, status);
    const bool restarts = pod["spec"_L1].toObject()["restartPolicy"_L1].toString(u"Always"_s) != "Never"_L1;
    for (const Container &container : containers) {
        if (const auto trouble = containerTrouble(container, restarts))
            return *trouble;
    }
    if (phase == "Pending"_L1)
        return pendingHealth(pod, now);
    if (phase != "Running"_L1)
        return {HealthState::Unknown, status["reason"_L1].toString(), u"its node does not report"_s};
    const PodSummary summary = podSummary(pod);
    const QString count = u"%1 of %2 containers ready"_s.arg(summary.ready).arg(summary.containers);
    if (conditionOf(pod, "Ready"_L1).status == "True"_L1)
        return {HealthState::Healthy, {}, count};
    for (const Container &container : containers) {
        if (!container.init && !container.ready && container.restarts > 0)
            return {HealthState::Degraded, container.lastReason.isEmpty() ? u"Error"_s : container.lastReason, crashText(container)};
    }
    return {HealthState::Progressing, u"NotReady"_s, count};
}

} // namespace kube
