// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/table.h"
#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

constexpr TableColumn containersColumn = {"Containers", "string", 1};
constexpr TableColumn imagesColumn = {"Images", "string", 1};
constexpr TableColumn selectorColumn = {"Selector", "string", 1};

std::string names(const Json &object) {
    return containersText(field(object, "spec.template.spec"), "name");
}
std::string images(const Json &object) {
    return containersText(field(object, "spec.template.spec"), "image");
}
std::string ratio(std::int64_t part, std::int64_t whole) {
    return std::to_string(part) + '/' + std::to_string(whole);
}

Json deploymentCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), ratio(numberAt(o, "status.readyReplicas"), numberAt(o, "spec.replicas", 1)),
        numberAt(o, "status.updatedReplicas"), numberAt(o, "status.availableReplicas"), ageOf(o, nowMs), names(o), images(o),
        selectorText(field(o, "spec.selector"))};
}

Json replicaSetCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), numberAt(o, "spec.replicas", 1), numberAt(o, "status.replicas"), numberAt(o, "status.readyReplicas"),
        ageOf(o, nowMs), names(o), images(o), selectorText(field(o, "spec.selector"))};
}

Json statefulSetCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), ratio(numberAt(o, "status.readyReplicas"), numberAt(o, "spec.replicas", 1)), ageOf(o, nowMs), names(o), images(o)};
}

Json daemonSetCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), numberAt(o, "status.desiredNumberScheduled"), numberAt(o, "status.currentNumberScheduled"),
        numberAt(o, "status.numberReady"), numberAt(o, "status.updatedNumberScheduled"), numberAt(o, "status.numberAvailable"),
        labelText(field(o, "spec.template.spec.nodeSelector")), ageOf(o, nowMs), names(o), images(o),
        selectorText(field(o, "spec.selector"))};
}

std::string jobStatus(const Json &job) {
    if (conditionTrue(job, "Complete"))
        return "Complete";
    if (conditionTrue(job, "Failed"))
        return "Failed";
    if (isTerminating(job))
        return "Terminating";
    if (conditionTrue(job, "Suspended"))
        return "Suspended";
    if (conditionTrue(job, "FailureTarget"))
        return "FailureTarget";
    return conditionTrue(job, "SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
}

Json jobCells(const Json &o, std::int64_t nowMs) {
    const auto succeeded = numberAt(o, "status.succeeded");
    const auto &completions = field(o, "spec.completions");
    std::string done = ratio(succeeded, completions.is_number() ? completions.get<std::int64_t>() : 1);
    if (!completions.is_number() && numberAt(o, "spec.parallelism", 1) > 1)
        done += " of " + std::to_string(numberAt(o, "spec.parallelism"));
    std::string duration;
    if (const auto start = timeMs(textAt(o, "status.startTime")))
        duration = humanDuration(timeMs(textAt(o, "status.completionTime")).value_or(nowMs) - *start);
    return {nameOf(o), jobStatus(o), done, duration, ageOf(o, nowMs), names(o), images(o), selectorText(field(o, "spec.selector"))};
}

Json cronJobCells(const Json &o, std::int64_t nowMs) {
    const auto last = textAt(o, "status.lastScheduleTime");
    const auto &podSpec = field(o, "spec.jobTemplate.spec.template.spec");
    const auto &selector = field(o, "spec.jobTemplate.spec.selector");
    return {nameOf(o), textAt(o, "spec.schedule"), textAt(o, "spec.timeZone", "<none>"), flagAt(o, "spec.suspend") ? "True" : "False",
        itemsAt(o, "status.active").size(), last.empty() ? "<none>" : ageSince(last, nowMs), ageOf(o, nowMs),
        containersText(podSpec, "name"), containersText(podSpec, "image"), selectorText(selector)};
}

Json revisionCells(const Json &o, std::int64_t nowMs) {
    const auto &owner = controllerOf(o);
    std::string controller = "<none>";
    if (owner.is_object()) {
        const auto version = textAt(owner, "apiVersion");
        const auto slash = version.find('/');
        const auto *kind = findKindByName(version, textAt(owner, "kind"));
        controller = (kind ? std::string(kind->singular) : textAt(owner, "kind"))
            + (slash == std::string::npos ? "" : '.' + version.substr(0, slash)) + '/' + textAt(owner, "name");
    }
    return {nameOf(o), controller, numberAt(o, "revision"), ageOf(o, nowMs)};
}

/// "cpu: 45%/70%" of one metric (printers.go, formatHPAMetrics).
std::string metricText(const Json &spec, const Json &current) {
    const auto type = textAt(spec, "type");
    const auto source = type == "ContainerResource" ? "containerResource" : type == "Resource" ? "resource" : "";
    if (*source == '\0')
        return "<unknown>/" + scalarText(field(spec, "external.target.value"), scalarText(field(spec, "object.target.value"), "<auto>"));
    const auto &target = field(spec, std::string(source) + ".target");
    const auto &now = field(current, std::string(source) + ".current");
    const auto name = textAt(spec, std::string(source) + ".name");
    if (field(target, "averageValue").is_string())
        return name + ": " + scalarText(field(now, "averageValue"), "<unknown>") + '/' + scalarText(field(target, "averageValue"));
    const auto wanted = field(target, "averageUtilization").is_number() ? field(target, "averageUtilization").dump() + '%' : "<auto>";
    const auto found = field(now, "averageUtilization").is_number() ? field(now, "averageUtilization").dump() + '%' : "<unknown>";
    return name + ": " + found + '/' + wanted;
}

std::string metricsText(const Json &autoscaler) {
    const auto &specs = itemsAt(autoscaler, "spec.metrics");
    const auto &current = itemsAt(autoscaler, "status.currentMetrics");
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < specs.size(); ++i)
        texts.push_back(metricText(specs[i], i < current.size() ? current[i] : Json()));
    if (texts.empty())
        return "<none>";
    std::string result = texts[0];
    for (std::size_t i = 1; i < std::min<std::size_t>(texts.size(), 2); ++i)
        result += ", " + texts[i];
    return texts.size() > 2 ? result + " + " + std::to_string(texts.size() - 2) + " more..." : result;
}

Json autoscalerCells(const Json &o, std::int64_t nowMs) {
    const auto &minimum = field(o, "spec.minReplicas");
    return {nameOf(o), textAt(o, "spec.scaleTargetRef.kind") + '/' + textAt(o, "spec.scaleTargetRef.name"), metricsText(o),
        scalarText(minimum, "<unset>"), numberAt(o, "spec.maxReplicas"), numberAt(o, "status.currentReplicas"), ageOf(o, nowMs)};
}

} // namespace

TableLayout autoscalerTable() {
    return {{{"Name"}, {"Reference"}, {"Targets"}, {"MinPods"}, {"MaxPods"}, {"Replicas"}, {"Age"}}, autoscalerCells};
}

std::vector<std::pair<std::string_view, TableLayout>> workloadTables() {
    return {
        {"deployments.apps", {{{"Name"}, {"Ready"}, {"Up-to-date"}, {"Available"}, {"Age"}, containersColumn, imagesColumn, selectorColumn},
                                 deploymentCells}},
        {"replicasets.apps", {{{"Name"}, {"Desired", "integer"}, {"Current", "integer"}, {"Ready", "integer"}, {"Age"}, containersColumn,
                                  imagesColumn, selectorColumn},
                                 replicaSetCells}},
        {"statefulsets.apps", {{{"Name"}, {"Ready"}, {"Age"}, containersColumn, imagesColumn}, statefulSetCells}},
        {"daemonsets.apps", {{{"Name"}, {"Desired", "integer"}, {"Current", "integer"}, {"Ready", "integer"}, {"Up-to-date", "integer"},
                                 {"Available", "integer"}, {"Node Selector"}, {"Age"}, containersColumn, imagesColumn, selectorColumn},
                                daemonSetCells}},
        {"jobs.batch", {{{"Name"}, {"Status"}, {"Completions"}, {"Duration"}, {"Age"}, containersColumn, imagesColumn, selectorColumn},
                           jobCells}},
        {"cronjobs.batch", {{{"Name"}, {"Schedule"}, {"Timezone"}, {"Suspend", "boolean"}, {"Active", "integer"}, {"Last Schedule"},
                                {"Age"}, containersColumn, imagesColumn, selectorColumn},
                               cronJobCells}},
        {"controllerrevisions.apps", {{{"Name"}, {"Controller"}, {"Revision"}, {"Age"}}, revisionCells}},
    };
}

} // namespace sandbox
