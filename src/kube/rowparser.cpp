// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/rowparser.h"

#include "base/duration.h"
#include "base/quantity.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace kube {

namespace {

double quantity(const QJsonValue &value) {
    return base::parseQuantity(value.isDouble() ? QString::number(value.toDouble()) : value.toString()).value_or(0);
}

QDateTime timeAt(const QJsonObject &object, QLatin1StringView key) {
    return base::parseTime(object[key].toString());
}

QDateTime createdOf(const QJsonObject &object) {
    return timeAt(object["metadata"_L1].toObject(), "creationTimestamp"_L1);
}

void readState(const QJsonObject &status, Container &container) {
    const QJsonObject state = status["state"_L1].toObject();
    QJsonObject shown;
    if (state.contains("waiting"_L1)) {
        container.state = Container::State::Waiting;
        shown = state["waiting"_L1].toObject();
    } else if (state.contains("terminated"_L1)) {
        container.state = Container::State::Terminated;
        shown = state["terminated"_L1].toObject();
        container.exitCode = shown["exitCode"_L1].toInt();
    } else if (state.contains("running"_L1)) {
        container.state = Container::State::Running;
    }
    container.reason = shown["reason"_L1].toString();
    container.message = shown["message"_L1].toString();
    container.restarts = status["restartCount"_L1].toInt();
    container.ready = status["ready"_L1].toBool();
    const QJsonObject before = status["lastState"_L1].toObject()["terminated"_L1].toObject();
    container.lastReason = before["reason"_L1].toString();
    container.lastExitCode = before["exitCode"_L1].toInt();
}

void readContainers(const QJsonArray &specs, const QJsonArray &statuses, bool init, QList<Container> &into) {
    QHash<QString, QJsonObject> byName;
    for (const QJsonValue &value : statuses)
        byName.insert(value.toObject()["name"_L1].toString(), value.toObject());
    for (const QJsonValue &value : specs) {
        const QJsonObject spec = value.toObject();
        const QJsonObject resources = spec["resources"_L1].toObject();
        const QJsonObject requests = resources["requests"_L1].toObject();
        const QJsonObject limits = resources["limits"_L1].toObject();
        Container container;
        container.name = spec["name"_L1].toString();
        container.image = spec["image"_L1].toString();
        container.init = init;
        container.cpuRequest = quantity(requests["cpu"_L1]);
        container.memoryRequest = quantity(requests["memory"_L1]);
        container.cpuLimit = quantity(limits["cpu"_L1]);
        container.memoryLimit = quantity(limits["memory"_L1]);
        readState(byName.value(container.name), container);
        into.append(container);
    }
}

void readOwner(const QJsonObject &metadata, PodRow &row) {
    const QJsonArray owners = metadata["ownerReferences"_L1].toArray();
    for (const QJsonValue &value : owners) {
        const QJsonObject owner = value.toObject();
        if (!owner["controller"_L1].toBool())
            continue;
        row.ownerKind = owner["kind"_L1].toString();
        row.ownerName = owner["name"_L1].toString();
        row.ownerUid = owner["uid"_L1].toString();
    }
    row.workloadKind = row.ownerKind;
    row.workloadName = row.ownerName;
}

QStringList imagesOf(const QJsonObject &podTemplate) {
    QStringList images;
    const QJsonArray containers = podTemplate["spec"_L1].toObject()["containers"_L1].toArray();
    for (const QJsonValue &value : containers)
        images.append(value.toObject()["image"_L1].toString());
    return images;
}

AutoscalerMetric metricOf(const QJsonObject &metric, const QJsonArray &current) {
    const QJsonObject resource = metric["resource"_L1].toObject();
    AutoscalerMetric row{.name = resource["name"_L1].toString(),
        .current = std::nullopt,
        .target = resource["target"_L1].toObject()["averageUtilization"_L1].toInt()};
    for (const QJsonValue &value : current) {
        const QJsonObject measured = value.toObject()["resource"_L1].toObject();
        const QJsonValue percent = measured["current"_L1].toObject()["averageUtilization"_L1];
        if (measured["name"_L1].toString() == row.name && percent.isDouble())
            row.current = percent.toInt();
    }
    return row;
}

} // namespace

ObjectRef refOf(const QJsonObject &object) {
    const QJsonObject metadata = object["metadata"_L1].toObject();
    return {object["apiVersion"_L1].toString(), object["kind"_L1].toString(), metadata["namespace"_L1].toString(),
        metadata["name"_L1].toString(), metadata["uid"_L1].toString()};
}

QList<Condition> conditionsOf(const QJsonObject &object) {
    QList<Condition> conditions;
    const QJsonArray array = object["status"_L1].toObject()["conditions"_L1].toArray();
    for (const QJsonValue &value : array) {
        const QJsonObject condition = value.toObject();
        conditions.append({condition["type"_L1].toString(), condition["status"_L1].toString(), condition["reason"_L1].toString(),
            condition["message"_L1].toString(), timeAt(condition, "lastTransitionTime"_L1)});
    }
    return conditions;
}

Condition conditionOf(const QJsonObject &object, QLatin1StringView type) {
    const QJsonArray array = object["status"_L1].toObject()["conditions"_L1].toArray();
    for (const QJsonValue &value : array) {
        const QJsonObject condition = value.toObject();
        if (condition["type"_L1].toString() == type) {
            return {condition["type"_L1].toString(), condition["status"_L1].toString(), condition["reason"_L1].toString(),
                condition["message"_L1].toString(), timeAt(condition, "lastTransitionTime"_L1)};
        }
    }
    return {};
}

QList<Container> containersOf(const QJsonObject &pod) {
    const QJsonObject spec = pod["spec"_L1].toObject();
    const QJsonObject status = pod["status"_L1].toObject();
    QList<Container> containers;
    readContainers(spec["initContainers"_L1].toArray(), status["initContainerStatuses"_L1].toArray(), true, containers);
    readContainers(spec["containers"_L1].toArray(), status["containerStatuses"_L1].toArray(), false, containers);
    return containers;
}

PodRow podRow(const QJsonObject &pod, const QDateTime &now) {
    const QJsonObject metadata = pod["metadata"_L1].toObject();
    const QJsonObject status = pod["status"_L1].toObject();
    const PodSummary summary = podSummary(pod);
    PodRow row;
    row.ref = refOf(pod);
    row.health = healthOf(pod, now);
    row.phase = status["phase"_L1].toString();
    row.status = summary.status;
    row.ready = summary.ready;
    row.containers = summary.containers;
    row.restarts = summary.restarts;
    row.lastRestart = summary.lastRestart;
    row.created = createdOf(pod);
    row.deleted = timeAt(metadata, "deletionTimestamp"_L1);
    row.node = pod["spec"_L1].toObject()["nodeName"_L1].toString();
    row.ip = status["podIP"_L1].toString();
    readOwner(metadata, row);
    row.details = containersOf(pod);
    row.conditions = conditionsOf(pod);
    return row;
}

WorkloadRow workloadRow(const QJsonObject &object, const QDateTime &now) {
    const QJsonObject spec = object["spec"_L1].toObject();
    const QJsonObject status = object["status"_L1].toObject();
    WorkloadRow row;
    row.ref = refOf(object);
    row.health = healthOf(object, now);
    row.created = createdOf(object);
    row.conditions = conditionsOf(object);
    row.images = imagesOf(spec["template"_L1].toObject());
    row.revision = object["metadata"_L1].toObject()["annotations"_L1].toObject()["deployment.kubernetes.io/revision"_L1].toString();
    const QString &kind = row.ref.kind;
    if (kind == "DaemonSet"_L1) {
        row.desired = status["desiredNumberScheduled"_L1].toInt();
        row.ready = status["numberReady"_L1].toInt();
        row.updated = status["updatedNumberScheduled"_L1].toInt();
        row.available = status["numberAvailable"_L1].toInt();
    } else if (kind == "Job"_L1) {
        row.desired = spec["completions"_L1].toInt(1);
        row.ready = row.available = status["succeeded"_L1].toInt();
    } else if (kind == "CronJob"_L1) {
        row.schedule = spec["schedule"_L1].toString();
        row.lastSchedule = timeAt(status, "lastScheduleTime"_L1);
        row.images = imagesOf(spec["jobTemplate"_L1].toObject()["spec"_L1].toObject()["template"_L1].toObject());
        row.desired = row.ready = int(status["active"_L1].toArray().size());
    } else {
        row.desired = spec["replicas"_L1].toInt(1);
        row.ready = status["readyReplicas"_L1].toInt();
        row.updated = status["updatedReplicas"_L1].toInt();
        row.available = status["availableReplicas"_L1].toInt();
    }
    return row;
}

AutoscalerRow autoscalerRow(const QJsonObject &object, const QDateTime &now) {
    const QJsonObject spec = object["spec"_L1].toObject();
    const QJsonObject status = object["status"_L1].toObject();
    const QJsonObject target = spec["scaleTargetRef"_L1].toObject();
    AutoscalerRow row;
    row.ref = refOf(object);
    row.health = healthOf(object, now);
    row.targetKind = target["kind"_L1].toString();
    row.targetName = target["name"_L1].toString();
    row.minimum = spec["minReplicas"_L1].toInt(1);
    row.maximum = spec["maxReplicas"_L1].toInt();
    row.current = status["currentReplicas"_L1].toInt();
    row.desired = status["desiredReplicas"_L1].toInt();
    row.lastScale = timeAt(status, "lastScaleTime"_L1);
    row.created = createdOf(object);
    row.conditions = conditionsOf(object);
    const QJsonArray metrics = spec["metrics"_L1].toArray();
    for (const QJsonValue &value : metrics) {
        if (value.toObject()["type"_L1].toString() == "Resource"_L1)
            row.metrics.append(metricOf(value.toObject(), status["currentMetrics"_L1].toArray()));
    }
    return row;
}

ServiceRow serviceRow(const QJsonObject &object) {
    const QJsonObject spec = object["spec"_L1].toObject();
    ServiceRow row;
    row.ref = refOf(object);
    row.type = spec["type"_L1].toString(u"ClusterIP"_s);
    row.clusterIp = spec["clusterIP"_L1].toString();
    row.hasSelector = !spec["selector"_L1].toObject().isEmpty();
    const QJsonArray ports = spec["ports"_L1].toArray();
    for (const QJsonValue &value : ports) {
        const QJsonObject port = value.toObject();
        const QString name = port["name"_L1].toString();
        const QJsonValue target = port["targetPort"_L1];
        const QString to = target.isDouble() ? QString::number(target.toInt()) : target.toString(QString::number(port["port"_L1].toInt()));
        row.ports.append(u"%1%2\u2192%3/%4"_s.arg(name.isEmpty() ? QString() : name + u' ')
                .arg(port["port"_L1].toInt()).arg(to, port["protocol"_L1].toString(u"TCP"_s)));
    }
    return row;
}

EventRow eventRow(const QJsonObject &object) {
    const QJsonObject about = object["involvedObject"_L1].toObject();
    const QJsonObject series = object["series"_L1].toObject();
    EventRow row;
    row.ref = refOf(object);
    row.regarding = {about["apiVersion"_L1].toString(), about["kind"_L1].toString(), about["namespace"_L1].toString(),
        about["name"_L1].toString(), about["uid"_L1].toString()};
    row.warning = object["type"_L1].toString() == "Warning"_L1;
    row.reason = object["reason"_L1].toString();
    row.message = object["message"_L1].toString();
    row.count = std::max({1, object["count"_L1].toInt(), series["count"_L1].toInt()});
    // The scheduler sets only eventTime; a series its own last time.
    const QDateTime event = timeAt(object, "eventTime"_L1);
    const QDateTime first = timeAt(object, "firstTimestamp"_L1);
    const QDateTime last = timeAt(object, "lastTimestamp"_L1);
    const QDateTime observed = timeAt(series, "lastObservedTime"_L1);
    row.first = first.isValid() ? first : event.isValid() ? event : createdOf(object);
    row.last = observed.isValid() ? observed : last.isValid() ? last : row.first;
    row.source = object["reportingComponent"_L1].toString();
    if (row.source.isEmpty())
        row.source = object["source"_L1].toObject()["component"_L1].toString();
    return row;
}

SliceCount sliceCount(const QJsonObject &slice) {
    SliceCount count;
    count.service = slice["metadata"_L1].toObject()["labels"_L1].toObject()["kubernetes.io/service-name"_L1].toString();
    const QJsonArray endpoints = slice["endpoints"_L1].toArray();
    for (const QJsonValue &value : endpoints) {
        ++count.all;
        // "ready" left out means true: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions
        count.ready += value.toObject()["conditions"_L1].toObject()["ready"_L1].toBool(true) ? 1 : 0;
    }
    return count;
}

QHash<QString, Usage> podUsages(const QJsonObject &list) {
    QHash<QString, Usage> usages;
    const QJsonArray items = list["items"_L1].toArray();
    for (const QJsonValue &value : items) {
        const QJsonObject item = value.toObject();
        Usage usage;
        usage.at = timeAt(item, "timestamp"_L1);
        const QJsonArray containers = item["containers"_L1].toArray();
        for (const QJsonValue &container : containers) {
            const QJsonObject measured = container.toObject()["usage"_L1].toObject();
            usage.cpu += quantity(measured["cpu"_L1]);
            usage.memory += quantity(measured["memory"_L1]);
        }
        usages.insert(item["metadata"_L1].toObject()["name"_L1].toString(), usage);
    }
    return usages;
}

} // namespace kube
