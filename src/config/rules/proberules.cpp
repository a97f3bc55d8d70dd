// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Probes: what they ask and when.
#include "config/rules/subjects.h"
#include "config/rules/tables.h"
#include "config/rules/words.h"

#include <array>

namespace config {

namespace {

using rules::said;
using rules::tr;

constexpr std::array probeKeys = {"startupProbe", "readinessProbe", "livenessProbe"};
constexpr std::array handlers = {"httpGet", "tcpSocket", "exec", "grpc"};

template <typename Visit>
void eachProbe(const Subjects &subjects, const Visit &visit) {
    for (const ContainerSubject &container : subjects.containers()) {
        for (const char *const key : probeKeys) {
            if (const Node probe = container.node[key]; probe.isMap())
                visit(container, probe);
        }
    }
}

qint64 number(Node probe, std::string_view key, qint64 otherwise) {
    return probe[key].toInteger().value_or(otherwise);
}

qint64 periodOf(Node probe) { return number(probe, "periodSeconds", 10); }
qint64 failuresOf(Node probe) { return number(probe, "failureThreshold", 3); }

QString called(const ContainerSubject &container) { return said(container.node["name"].text()); }

std::ptrdiff_t checksOf(Node probe) {
    return std::ranges::count_if(handlers, [probe](const char *key) { return bool(probe[key]); });
}

void withoutCheck(const Subjects &subjects, Report &report) {
    eachProbe(subjects, [&](const ContainerSubject &container, Node probe) {
        if (checksOf(probe) == 0)
            add(report, *container.owner, probe,
                tr("The %1 of the container %2 names none of httpGet, tcpSocket, exec and grpc.").arg(said(probe.key()), called(container)));
    });
}

void withTwoChecks(const Subjects &subjects, Report &report) {
    eachProbe(subjects, [&](const ContainerSubject &container, Node probe) {
        if (checksOf(probe) > 1)
            add(report, *container.owner, probe,
                tr("The %1 of the container %2 asks in more than one way; only one is allowed.").arg(said(probe.key()), called(container)));
    });
}

/// Whether two values say the same, in whichever order and style.
bool same(Node one, Node other) {
    if (one.isMap() != other.isMap() || one.isSequence() != other.isSequence() || one.size() != other.size())
        return false;
    if (one.isMap())
        return std::all_of(one.begin(), one.end(), [other](Node member) { return other[member.key()] && same(member, other[member.key()]); });
    for (std::size_t i = 0; one.isSequence() && i < one.size(); ++i) {
        if (!same(one[i], other[i]))
            return false;
    }
    return one.text() == other.text();
}

void identical(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        const Node live = container.node["livenessProbe"], ready = container.node["readinessProbe"];
        const auto asks = [](Node probe) { return std::ranges::find_if(handlers, [probe](const char *key) { return bool(probe[key]); }); };
        const auto way = asks(live);
        if (!ready || way == handlers.end() || way != asks(ready) || !same(live[*way], ready[*way]))
            continue;
        if (failuresOf(live) * periodOf(live) <= failuresOf(ready) * periodOf(ready))
            add(report, *container.owner, live,
                tr("The container %1 is restarted by the same answer that takes it out of service, and as soon.").arg(called(container)));
    }
}

void timeoutAbovePeriod(const Subjects &subjects, Report &report) {
    eachProbe(subjects, [&](const ContainerSubject &container, Node probe) {
        if (number(probe, "timeoutSeconds", 1) > periodOf(probe) && periodOf(probe) > 0)
            add(report, *container.owner, probe["timeoutSeconds"], tr("The %1 of the container %2 waits %3 s for an answer but is due every %4 s.")
                .arg(said(probe.key()), called(container)).arg(number(probe, "timeoutSeconds", 1)).arg(periodOf(probe)));
    });
}

void successThreshold(const Subjects &subjects, Report &report) {
    eachProbe(subjects, [&](const ContainerSubject &container, Node probe) {
        const Node threshold = probe["successThreshold"];
        if (probe.key() == "readinessProbe" || threshold.toInteger().value_or(1) == 1)
            return;
        add(report, *container.owner, threshold,
            tr("The %1 of the container %2 may only have a successThreshold of 1.").arg(said(probe.key()), called(container)));
    });
}

void negative(const Subjects &subjects, Report &report) {
    eachProbe(subjects, [&](const ContainerSubject &container, Node probe) {
        for (const Node value : probe) {
            if (value.toInteger().value_or(0) < 0)
                add(report, *container.owner, value,
                    tr("%1 of the container %2's %3 is below zero.").arg(said(value.key()), called(container), said(probe.key())));
        }
    });
}

void failureOnce(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        if (const Node threshold = container.node["livenessProbe"]["failureThreshold"]; threshold.toInteger() == 1)
            add(report, *container.owner, threshold, tr("The container %1 is ended after a single failed probe.").arg(called(container)));
    }
}

void noticesLate(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        const Node live = container.node["livenessProbe"];
        if (live && periodOf(live) * failuresOf(live) > 600)
            add(report, *container.owner, live,
                tr("A container %1 that hangs is only noticed after %2 s.").arg(called(container)).arg(periodOf(live) * failuresOf(live)));
    }
}

void delayForStartup(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        const Node delay = container.node["livenessProbe"]["initialDelaySeconds"];
        if (delay.toInteger().value_or(0) > 90 && !container.node["startupProbe"])
            add(report, *container.owner, delay,
                tr("The container %1 is unwatched for its first %2 s, however fast it starts.").arg(called(container), said(delay.text())));
    }
}

Node portOf(Node probe) {
    for (const char *const key : handlers) {
        if (const Node port = probe[key]["port"])
            return port;
    }
    return {};
}

bool lists(Node container, Node port) {
    const Node ports = container["ports"];
    return std::any_of(ports.begin(), ports.end(), [port](Node listed) {
        return listed["containerPort"].text() == port.text() || (!port.toInteger() && listed["name"].text() == port.text());
    });
}

void portNameUnknown(const Subjects &subjects, Report &report) {
    eachProbe(subjects, [&](const ContainerSubject &container, Node probe) {
        const Node port = portOf(probe);
        if (port && !port.toInteger() && !port.text().empty() && !lists(container.node, port))
            add(report, *container.owner, port,
                tr("The %1 asks the port \"%2\", but the container %3 has no port of that name.").arg(said(probe.key()), said(port.text()), called(container)));
    });
}

void portUndeclared(const Subjects &subjects, Report &report) {
    eachProbe(subjects, [&](const ContainerSubject &container, Node probe) {
        const Node port = portOf(probe);
        if (port.toInteger() && probe["httpGet"]["host"].text().empty() && container.node["ports"].size() > 0 && !lists(container.node, port))
            add(report, *container.owner, port,
                tr("The %1 asks port %2, which is none of the ports of the container %3.").arg(said(probe.key()), said(port.text()), called(container)));
    });
}

void inInitContainer(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        for (const char *const key : {"startupProbe", "readinessProbe", "livenessProbe", "lifecycle"}) {
            if (const Node value = container.node[key]; value && container.init)
                add(report, *container.owner, value, tr("The init container %1 may not have a %2.").arg(called(container), said(key)), {}, Report::Where::Key);
        }
    }
}

void programOften(const Subjects &subjects, Report &report) {
    eachProbe(subjects, [&](const ContainerSubject &container, Node probe) {
        if (probe["exec"] && periodOf(probe) < 5 && probe.key() != "startupProbe") // which ends soon
            add(report, *container.owner, probe,
                tr("The %1 of the container %2 starts a program every %3 s.").arg(said(probe.key()), called(container)).arg(periodOf(probe)));
    });
}

void hostSet(const Subjects &subjects, Report &report) {
    eachProbe(subjects, [&](const ContainerSubject &container, Node probe) {
        for (const char *const key : {"httpGet", "tcpSocket"}) {
            if (const Node host = probe[key]["host"]; !host.text().empty() && container.owner->pod["hostNetwork"].toBool() != true)
                add(report, *container.owner, host,
                    tr("The %1 of the container %2 asks %3 and not the pod.").arg(said(probe.key()), called(container), said(host.text())));
        }
    });
}

void readinessGrace(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        if (const Node grace = container.node["readinessProbe"]["terminationGracePeriodSeconds"])
            add(report, *container.owner, grace,
                tr("The readiness probe of the container %1 may not have a terminationGracePeriodSeconds.").arg(called(container)), {}, Report::Where::Key);
    }
}

void inJob(const Subjects &subjects, Report &report) {
    for (const ContainerSubject &container : subjects.containers()) {
        const Object &object = *container.owner->object;
        if (const Node probe = container.node["readinessProbe"]; probe && !container.sidecar && (is(object, "Job") || is(object, "CronJob")))
            add(report, *container.owner, probe,
                tr("Nobody sends requests to %1; its readiness probe does nothing.").arg(object.text()), {}, Report::Where::Key);
    }
}

} // namespace

std::span<const SubjectEntry> probeRules() {
    static constexpr SubjectEntry table[] = {
        {"probe-without-check", withoutCheck},
        {"probe-with-two-checks", withTwoChecks},
        {"probes-identical", identical},
        {"probe-timeout-above-period", timeoutAbovePeriod},
        {"probe-success-threshold", successThreshold},
        {"probe-number-negative", negative},
        {"liveness-failure-once", failureOnce},
        {"liveness-notices-late", noticesLate},
        {"liveness-delay-for-startup", delayForStartup},
        {"probe-port-name-unknown", portNameUnknown},
        {"probe-port-undeclared", portUndeclared},
        {"probe-in-init-container", inInitContainer},
        {"probe-by-program-often", programOften},
        {"probe-host-set", hostSet},
        {"readiness-grace-period", readinessGrace},
        {"probe-in-job", inJob},
    };
    return table;
}

} // namespace config
