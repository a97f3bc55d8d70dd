// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/rowparser.h"

#include "base/duration.h"

#include <QJsonArray>
#include <QSet>

using namespace Qt::StringLiterals;

namespace kube {

namespace {

/// The state of the algorithm of printPod; names as there.
struct Printer {
    PodSummary summary;
    bool initializing = false;
    int sidecarRestarts = 0;
    QDateTime lastSidecarRestart;
};

QString endedText(const QJsonObject &terminated) {
    const QString reason = terminated["reason"_L1].toString();
    if (!reason.isEmpty())
        return reason;
    const int signal = terminated["signal"_L1].toInt();
    return signal != 0 ? u"Signal:%1"_s.arg(signal) : u"ExitCode:%1"_s.arg(terminated["exitCode"_L1].toInt());
}

void noteRestart(const QJsonObject &container, QDateTime &last) {
    const QJsonObject terminated = container["lastState"_L1].toObject()["terminated"_L1].toObject();
    const QDateTime finished = base::parseTime(terminated["finishedAt"_L1].toString());
    if (finished.isValid() && (!last.isValid() || last < finished))
        last = finished;
}

QSet<QString> sidecarsOf(const QJsonArray &initContainers) {
    QSet<QString> names;
    for (const QJsonValue &value : initContainers) {
        const QJsonObject container = value.toObject();
        if (container["restartPolicy"_L1].toString() == "Always"_L1)
            names.insert(container["name"_L1].toString());
    }
    return names;
}

void readInitContainers(const QJsonObject &pod, Printer &printer) {
    const QJsonArray specs = pod["spec"_L1].toObject()["initContainers"_L1].toArray();
    const QSet<QString> sidecars = sidecarsOf(specs);
    printer.summary.containers += int(sidecars.size());
    const QJsonArray statuses = pod["status"_L1].toObject()["initContainerStatuses"_L1].toArray();
    for (qsizetype i = 0; i < statuses.size(); ++i) {
        const QJsonObject container = statuses.at(i).toObject();
        const QJsonObject state = container["state"_L1].toObject();
        const bool sidecar = sidecars.contains(container["name"_L1].toString());
        const int restarts = container["restartCount"_L1].toInt();
        printer.summary.restarts += restarts;
        noteRestart(container, printer.summary.lastRestart);
        if (sidecar) {
            printer.sidecarRestarts += restarts;
            noteRestart(container, printer.lastSidecarRestart);
        }
        const QJsonObject terminated = state["terminated"_L1].toObject();
        const bool ended = state.contains("terminated"_L1);
        if (ended && terminated["exitCode"_L1].toInt() == 0)
            continue;
        if (sidecar && container["started"_L1].toBool()) {
            printer.summary.ready += container["ready"_L1].toBool() ? 1 : 0;
            continue;
        }
        const QString waiting = state["waiting"_L1].toObject()["reason"_L1].toString();
        if (ended)
            printer.summary.status = "Init:"_L1 + endedText(terminated);
        else if (!waiting.isEmpty() && waiting != "PodInitializing"_L1)
            printer.summary.status = "Init:"_L1 + waiting;
        else
            printer.summary.status = u"Init:%1/%2"_s.arg(i).arg(specs.size());
        printer.initializing = true;
        break;
    }
}

void readContainers(const QJsonObject &pod, Printer &printer) {
    PodSummary &summary = printer.summary;
    summary.restarts = printer.sidecarRestarts;
    summary.lastRestart = printer.lastSidecarRestart;
    bool running = false;
    const QJsonArray statuses = pod["status"_L1].toObject()["containerStatuses"_L1].toArray();
    for (qsizetype i = statuses.size() - 1; i >= 0; --i) {
        const QJsonObject container = statuses.at(i).toObject();
        const QJsonObject state = container["state"_L1].toObject();
        summary.restarts += container["restartCount"_L1].toInt();
        noteRestart(container, summary.lastRestart);
        const QString waiting = state["waiting"_L1].toObject()["reason"_L1].toString();
        if (!waiting.isEmpty()) {
            summary.status = waiting;
        } else if (state.contains("terminated"_L1)) {
            summary.status = endedText(state["terminated"_L1].toObject());
        } else if (container["ready"_L1].toBool() && state.contains("running"_L1)) {
            running = true;
            ++summary.ready;
        }
    }
    if (summary.status == "Completed"_L1 && running)
        summary.status = conditionOf(pod, "Ready"_L1).status == "True"_L1 ? u"Running"_s : u"NotReady"_s;
}

} // namespace

PodSummary podSummary(const QJsonObject &pod) {
    const QJsonObject status = pod["status"_L1].toObject();
    const QString phase = status["phase"_L1].toString();
    const QString reason = status["reason"_L1].toString();
    Printer printer;
    printer.summary.status = reason.isEmpty() ? phase : reason;
    if (conditionOf(pod, "PodScheduled"_L1).reason == "SchedulingGated"_L1)
        printer.summary.status = u"SchedulingGated"_s;
    printer.summary.containers = int(pod["spec"_L1].toObject()["containers"_L1].toArray().size());
    readInitContainers(pod, printer);
    if (!printer.initializing || conditionOf(pod, "Initialized"_L1).status == "True"_L1)
        readContainers(pod, printer);
    if (pod["metadata"_L1].toObject().contains("deletionTimestamp"_L1)) {
        if (reason == "NodeLost"_L1)
            printer.summary.status = u"Unknown"_s;
        else if (phase != "Succeeded"_L1 && phase != "Failed"_L1)
            printer.summary.status = u"Terminating"_s;
    }
    return printer.summary;
}

} // namespace kube
