// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/podcause.h"
#include "deploy/words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace deploy {

namespace {

using State = kube::Container::State;

bool mentions(const QString &text, std::initializer_list<QLatin1StringView> words) {
    return std::ranges::any_of(words, [&](QLatin1StringView word) { return text.contains(word, Qt::CaseInsensitive); });
}

class PodDiagnosis {
public:
    PodDiagnosis(const kube::PodRow &pod, const QList<kube::EventRow> &events) : m_pod(pod) {
        for (const kube::EventRow &event : events)
            if (event.regarding.uid == pod.ref.uid)
                m_events.append(event);
        std::ranges::stable_sort(m_events, std::ranges::greater(), &kube::EventRow::last);
    }

    std::optional<Cause> cause() const {
        const bool ready = m_pod.phase == "Running"_L1 && m_pod.containers > 0 && m_pod.ready >= m_pod.containers;
        if (ready || m_pod.deleted.isValid() || m_pod.phase == "Succeeded"_L1)
            return {};
        if (const auto lost = lostNode())
            return lost;
        // An init container that fails is the cause of all that waits behind it.
        for (const bool init : {true, false})
            for (const kube::Container &container : m_pod.details)
                if (container.init == init)
                    if (const auto found = ofContainer(container))
                        return found;
        if (const auto found = volume())
            return found;
        if (const auto found = scheduling())
            return found;
        return readiness();
    }

private:
    Cause make(CauseKind kind, bool decisive, const kube::Container &container, const QString &sentence, const QString &evidence,
        const QString &remedy) const {
        return {kind, decisive, m_pod.ref, container.name, sentence, evidence.trimmed(), remedy};
    }

    const kube::EventRow *event(std::initializer_list<QLatin1StringView> reasons, std::initializer_list<QLatin1StringView> words = {}) const {
        const auto fits = [&](const kube::EventRow &one) {
            return std::ranges::contains(reasons, one.reason) && (words.size() == 0 || mentions(one.message, words));
        };
        const auto found = std::ranges::find_if(m_events, fits);
        return found == m_events.cend() ? nullptr : &*found;
    }

    std::optional<Cause> ofContainer(const kube::Container &container) const {
        if (container.state == State::Waiting) {
            static const QStringList images{u"ImagePullBackOff"_s, u"ErrImagePull"_s, u"InvalidImageName"_s, u"ErrImageNeverPull"_s,
                u"ImageInspectError"_s, u"RegistryUnavailable"_s};
            if (images.contains(container.reason))
                return image(container);
            static const QStringList starts{u"CreateContainerConfigError"_s, u"CreateContainerError"_s, u"RunContainerError"_s};
            if (starts.contains(container.reason))
                return config(container);
        }
        return crash(container);
    }

    // What kubelet and containerd say of a pull; newer kubelets repeat it in the state, older ones only in the event.
    QString pullText(const kube::Container &container) const {
        const bool tells = mentions(container.message, {"rpc error"_L1, "not found"_L1, "denied"_L1, "unauthorized"_L1, "dial"_L1});
        if (!tells)
            for (const kube::EventRow &one : m_events)
                if (one.reason == "Failed"_L1 && one.message.contains("Failed to pull image"_L1) && one.message.contains(container.image))
                    return one.message;
        return container.message;
    }

    std::optional<Cause> image(const kube::Container &container) const {
        const QString text = pullText(container);
        // A first failed pull is tried again; what the kubelet backs off from, or cannot even ask for, is not going to come.
        const bool decisive = container.reason != "ErrImagePull"_L1 && container.reason != "RegistryUnavailable"_L1;
        const QString start = tr("Container %1 cannot start: image %2").arg(container.name, container.image);
        if (container.reason == "InvalidImageName"_L1)
            return make(CauseKind::ImageMissing, true, container, tr("%1 is not a valid name").arg(start), text, tr("Correct the image's name."));
        if (container.reason == "ErrImageNeverPull"_L1)
            return make(CauseKind::ImageMissing, true, container, tr("%1 is not on the node and may not be pulled").arg(start), text,
                tr("Load the image onto the node, or set imagePullPolicy to IfNotPresent."));
        if (mentions(text, {"unauthorized"_L1, "authentication required"_L1, "pull access denied"_L1, "denied:"_L1, "no basic auth"_L1, "403 forbidden"_L1}))
            return make(CauseKind::ImageAuth, decisive, container, tr("%1 may not be read by this cluster").arg(start), text,
                tr("Check the image's name and the pull secret (imagePullSecrets) of the pod or its service account."));
        if (mentions(text, {"no such host"_L1, "dial tcp"_L1, "connection refused"_L1, "i/o timeout"_L1, "deadline exceeded"_L1, "x509"_L1, "tls:"_L1}))
            return make(CauseKind::ImageUnreachable, decisive, container, tr("%1 cannot be pulled: its registry is not reached").arg(start), text,
                tr("Check the registry's name and that the nodes can reach it."));
        if (mentions(text, {"not found"_L1, "manifest unknown"_L1, "does not exist"_L1, "name unknown"_L1}))
            return make(CauseKind::ImageMissing, decisive, container, tr("%1 does not exist").arg(start), text,
                tr("Correct the image's name or tag, or push the image, and deploy again."));
        return make(CauseKind::ImageUnreachable, decisive, container, tr("%1 cannot be pulled").arg(start), text,
            tr("Check the image's name and tag, the registry and the pull secret."));
    }

    std::optional<Cause> config(const kube::Container &container) const {
        const bool names = mentions(container.message, {"not found"_L1, "couldn't find key"_L1, "references non-existent"_L1});
        const bool isConfig = container.reason == "CreateContainerConfigError"_L1;
        const QString remedy = isConfig ? tr("Add what is missing to the set, or correct the reference, and deploy again.")
                                        : tr("Correct the container's command, mounts or security settings.");
        const QString why = names ? tr("its configuration is missing") : isConfig ? tr("its configuration is not accepted") : tr("the runtime refuses it");
        return make(isConfig ? CauseKind::MissingConfig : CauseKind::CrashLoop, isConfig || container.restarts >= 2, container,
            tr("Container %1 cannot start: %2").arg(container.name, why), container.message, remedy);
    }

    static bool failedNow(const kube::Container &container) {
        return container.state == State::Terminated && (container.exitCode != 0 || container.reason == "OOMKilled"_L1);
    }

    std::optional<Cause> crash(const kube::Container &container) const {
        const bool backOff = container.state == State::Waiting && container.reason == "CrashLoopBackOff"_L1;
        const bool failedBefore = container.restarts > 0 && (container.lastExitCode != 0 || !container.lastReason.isEmpty());
        if (container.ready || (!backOff && !failedNow(container) && !failedBefore))
            return {};
        // Once may be chance or a race with what it needs; twice is a pattern. A pod of a job says so itself, by its phase.
        const int code = failedNow(container) ? container.exitCode : container.lastExitCode;
        const bool twice = container.restarts >= 2 || (container.restarts >= 1 && code != 0);
        const bool decisive = twice && (backOff || failedNow(container));
        const QString reason = failedNow(container) ? container.reason : container.lastReason;
        if (reason == "OOMKilled"_L1)
            return outOfMemory(container, decisive);
        if (const auto *killed = killedByProbe(container); killed && container.restarts > 0)
            return make(CauseKind::LivenessFailing, decisive, container,
                tr("Container %1 is restarted again and again: its liveness or startup probe fails").arg(container.name), probeText(killed),
                tr("Check the probe's path, port and times; give a slow start a startup probe."));
        return make(CauseKind::CrashLoop, decisive, container,
            tr("Container %1 ends with exit code %2%3").arg(container.name).arg(code).arg(restartsText(container)),
            container.message.isEmpty() ? reason : container.message,
            tr("Read its log: the last lines before the end name what it misses."));
    }

    static QString restartsText(const kube::Container &container) {
        return container.restarts > 0 ? tr(", %1 restarts so far").arg(container.restarts) : QString();
    }

    Cause outOfMemory(const kube::Container &container, bool decisive) const {
        const QString limit = container.memoryLimit > 0 ? tr(" of %1 Mi").arg(qRound64(container.memoryLimit / 1048576)) : QString();
        return make(CauseKind::OutOfMemory, decisive, container,
            tr("Container %1 is ended by the kernel: it needs more memory than its limit%2").arg(container.name, limit),
            u"OOMKilled"_s, tr("Raise resources.limits.memory, or make the program need less."));
    }

    /// A probe that failed once or twice has ended nothing, and a message "Liveness probe failed" does not say whose it was: the kubelet's
    /// word that it ends this container for a probe decides.
    const kube::EventRow *killedByProbe(const kube::Container &container) const {
        const auto fits = [start = u"Container %1 failed "_s.arg(container.name)](const kube::EventRow &one) {
            return one.reason == "Killing"_L1 && one.message.startsWith(start) && mentions(one.message, {"liveness probe"_L1, "startup probe"_L1});
        };
        const auto found = std::ranges::find_if(m_events, fits);
        return found == m_events.cend() ? nullptr : &*found;
    }

    QString probeText(const kube::EventRow *killed) const {
        const bool startup = killed->message.contains("startup probe"_L1);
        const auto *unhealthy = event({"Unhealthy"_L1}, {startup ? "startup probe"_L1 : "liveness probe"_L1});
        return unhealthy && m_pod.details.size() == 1 ? unhealthy->message : killed->message; // else it may be another container's
    }

    std::optional<Cause> volume() const {
        const auto *failed = event({"FailedMount"_L1, "FailedAttachVolume"_L1, "FailedMapVolume"_L1});
        if (!failed || m_pod.phase != "Pending"_L1)
            return {};
        static const QRegularExpression missing(u"(configmap|secret) \"?[^\" ]+\"? not found|references non-existent"_s);
        if (missing.match(failed->message).hasMatch())
            return Cause{CauseKind::MissingConfig, true, m_pod.ref, {}, tr("Pod %1 cannot mount its configuration").arg(m_pod.ref.name),
                failed->message, tr("Add the ConfigMap or Secret to the set, or correct the reference, and deploy again.")};
        const bool elsewhere = failed->message.contains("Multi-Attach"_L1);
        return Cause{CauseKind::VolumePending, false, m_pod.ref, {},
            elsewhere ? tr("Pod %1 waits for a volume that is still attached to another node").arg(m_pod.ref.name)
                      : tr("Pod %1 waits for a volume").arg(m_pod.ref.name),
            failed->message,
            elsewhere ? tr("Wait until the old pod is gone; where its node is lost, delete the old pod by force.")
                      : tr("Look at the claim's events and at the storage class.")};
    }

    std::optional<Cause> scheduling() const {
        const auto found = std::ranges::find_if(m_pod.conditions,
            [](const kube::Condition &one) { return one.type == "PodScheduled"_L1 && one.status == "False"_L1; });
        if (found == m_pod.conditions.cend())
            return {};
        if (found->reason == "SchedulingGated"_L1)
            return {};
        const auto *failed = event({"FailedScheduling"_L1});
        const QString text = !found->message.isEmpty() ? found->message : failed ? failed->message : QString();
        const QString who = m_pod.ref.name;
        if (mentions(text, {"persistentvolumeclaim"_L1, "persistent volume"_L1, "volume node affinity"_L1, "persistentvolumes"_L1}))
            return Cause{CauseKind::VolumePending, false, m_pod.ref, {}, tr("Pod %1 waits for its volume claim").arg(who), text,
                tr("Look at the claim: does its storage class exist, and does it make volumes by itself?")};
        // A cluster that is growing a node for this pod is on its way.
        const bool growing = event({"TriggeredScaleUp"_L1}) != nullptr;
        return Cause{CauseKind::Unschedulable, !growing, m_pod.ref, {}, tr("Pod %1 finds no node: %2").arg(who, nodeProblem(text)), text,
            tr("Lower the requests, free or add a node, or loosen the rule that the message names.")};
    }

    static QString nodeProblem(const QString &text) {
        QStringList problems;
        if (text.contains("Insufficient cpu"_L1))
            problems.append(tr("too little free CPU"));
        if (text.contains("Insufficient memory"_L1))
            problems.append(tr("too little free memory"));
        if (text.contains("taint"_L1))
            problems.append(tr("nodes are tainted"));
        if (text.contains("affinity"_L1) || text.contains("node selector"_L1))
            problems.append(tr("no node matches its affinity or selector"));
        if (text.contains("topology spread"_L1))
            problems.append(tr("its spread rule forbids the free ones"));
        return problems.isEmpty() ? tr("none fits") : problems.join(", "_L1);
    }

    std::optional<Cause> lostNode() const {
        static const QStringList words{u"Evicted"_s, u"NodeLost"_s, u"Unknown"_s, u"NodeShutdown"_s, u"Shutdown"_s};
        const auto *notice = event({"NodeNotReady"_L1, "TaintManagerEviction"_L1, "Evicted"_L1});
        if (!words.contains(m_pod.status) && m_pod.phase != "Unknown"_L1 && !notice)
            return {};
        const bool evicted = m_pod.status == "Evicted"_L1;
        return Cause{CauseKind::NodeLost, false, m_pod.ref, {},
            evicted ? tr("Pod %1 was evicted from node %2").arg(m_pod.ref.name, m_pod.node)
                    : tr("Node %2 of pod %1 is not ready").arg(m_pod.ref.name, m_pod.node),
            notice ? notice->message : m_pod.health.message, tr("Look at the node: memory and disk pressure, and whether it answers.")};
    }

    std::optional<Cause> readiness() const {
        if (m_pod.phase != "Running"_L1)
            return {};
        const auto *unhealthy = event({"Unhealthy"_L1}, {"readiness probe"_L1, "startup probe"_L1});
        if (!unhealthy)
            return {};
        static const QRegularExpression status(u"statuscode: (\\d+)"_s);
        const QString code = status.match(unhealthy->message).captured(1);
        const QString which = unhealthy->message.contains("startup"_L1, Qt::CaseInsensitive) ? tr("startup") : tr("readiness");
        return Cause{CauseKind::ReadinessFailing, false, m_pod.ref, {},
            code.isEmpty() ? tr("Pod %1 runs but is not ready: its %2 probe fails").arg(m_pod.ref.name, which)
                           : tr("Pod %1 runs but is not ready: its %2 probe gets HTTP %3").arg(m_pod.ref.name, which, code),
            unhealthy->message, tr("Read its log: it may wait for a service that does not answer. Check the probe's path and port.")};
    }

    const kube::PodRow &m_pod;
    QList<kube::EventRow> m_events;
};

} // namespace

std::optional<Cause> podCause(const kube::PodRow &pod, const QList<kube::EventRow> &events) {
    return PodDiagnosis(pod, events).cause();
}

} // namespace deploy
