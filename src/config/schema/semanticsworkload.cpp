// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What makes pods, and what acts on how many there are.
#include "config/schema/semantics.h"

#include "config/schema/quantity.h"
#include "config/schema/suggest.h"
#include "config/schema/words.h"

#include <algorithm>
#include <array>

namespace config::schema {

namespace {

/// Whether labels satisfy one expression of a LabelSelector.
bool satisfies(Node labels, Node expression) {
    const Node label = labels[expression["key"].text()];
    const std::string_view how = expression["operator"].text();
    const bool within = label && std::ranges::any_of(expression["values"], [&](Node value) { return value.text() == label.text(); });
    if (how == "In")
        return within;
    if (how == "NotIn")
        return !within;
    return how == "Exists" ? bool(label) : how == "DoesNotExist" ? !label : true;
}

/// The number of an int-or-string; a percentage counts by its number.
std::int64_t wholeOf(Node value) {
    return value.toInteger().value_or(std::atoll(std::string(value.text()).c_str()));
}

QString noPod() {
    return tr("The template has no spec: its pods would have no container");
}

} // namespace

void Semantics::selector(Node object) {
    const Node selector = object["spec"]["selector"];
    const Node metadata = object["spec"]["template"]["metadata"];
    if (!selector.isMap())
        return;
    if (selector["matchLabels"].size() == 0 && selector["matchExpressions"].size() == 0) {
        say("invalid-selector", selector, tr("An empty selector selects nothing here; write matchLabels"));
        return;
    }
    const Node labels = metadata["labels"];
    for (const Node wanted : selector["matchLabels"]) {
        const Node label = labels[wanted.key()];
        if (!label)
            say("invalid-selector", wanted, tr("The selector asks for the label %1, which the template's pods do not have").arg(shown(wanted.key())));
        else if (label.text() != wanted.text())
            say("invalid-selector", wanted,
                tr("The selector asks for %1: %2, but the template's pods have %3").arg(shown(wanted.key()), shown(wanted.text()), shown(label.text())),
                std::string(label.text()));
    }
    for (const Node expression : selector["matchExpressions"])
        if (!satisfies(labels, expression))
            say("invalid-selector", expression, tr("The template's pods do not satisfy this expression over %1").arg(shown(expression["key"].text())));
}

void Semantics::strategy(Node spec) {
    const Node strategy = spec["strategy"];
    const Node rolling = strategy["rollingUpdate"];
    if (strategy["type"].text() == "Recreate" && rolling && !rolling.isNull())
        say("invalid-strategy", rolling, tr("rollingUpdate may not stand beside type: Recreate"));
    const Node unavailable = rolling["maxUnavailable"];
    const Node surge = rolling["maxSurge"];
    if (unavailable && surge && wholeOf(unavailable) == 0 && wholeOf(surge) == 0)
        say("invalid-strategy", unavailable, tr("maxUnavailable and maxSurge are both 0, so that no pod could ever be exchanged"));
    const Node deadline = spec["progressDeadlineSeconds"];
    if (deadline.toInteger() && *deadline.toInteger() <= spec["minReadySeconds"].toInteger().value_or(0))
        say("invalid-strategy", deadline, tr("progressDeadlineSeconds must be more than minReadySeconds"));
}

void Semantics::workload(Node object) {
    const Node spec = object["spec"];
    selector(object);
    strategy(spec);
    needSpec(spec["template"], noPod());
    const Node pod = spec["template"]["spec"];
    if (const Node policy = pod["restartPolicy"]; policy.isString() && policy.text() != "Always")
        say("invalid-restart-policy", policy, tr("Pods of a %1 are always restarted: restartPolicy must be Always").arg(shown(object["kind"].text())), "Always");
    if (const Node deadline = pod["activeDeadlineSeconds"]; deadline && !deadline.isNull())
        say("invalid-restart-policy", deadline, tr("Pods of a %1 have no activeDeadlineSeconds").arg(shown(object["kind"].text())));
    podSpec(pod, spec["volumeClaimTemplates"]);
    for (const Node each : spec["volumeClaimTemplates"])
        claim(each["spec"]);
}

void Semantics::job(Node spec) {
    needSpec(spec["template"], noPod());
    const Node pod = spec["template"]["spec"];
    const Node policy = pod["restartPolicy"];
    if (pod.isMap() && (!policy || policy.isNull()))
        need(pod, "restartPolicy", tr("A job's pods need restartPolicy: OnFailure or Never"));
    else if (policy.text() == "Always")
        say("invalid-restart-policy", policy, tr("A job ends: restartPolicy must be OnFailure or Never"), "OnFailure");
    podSpec(pod);
}

void Semantics::cronJob(Node object) {
    constexpr std::size_t most = 52; // a job's name is this one and eleven characters of time
    if (const Node name = object["metadata"]["name"]; name.text().size() > most)
        say("invalid-name", name, tr("The name \"%1\" has %2 characters; a CronJob's has at most %3").arg(shown(name.text())).arg(name.text().size()).arg(most));
    const Node jobs = object["spec"]["jobTemplate"];
    needSpec(jobs, tr("The template of the jobs has no spec"));
    job(jobs["spec"]);
}

void Semantics::metric(Node metric) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> sources = {{{"ContainerResource", "containerResource"},
        {"External", "external"}, {"Object", "object"}, {"Pods", "pods"}, {"Resource", "resource"}}};
    const auto *found = std::ranges::find(sources, metric["type"].text(), &std::pair<std::string_view, std::string_view>::first);
    if (found == sources.end())
        return;
    const Node source = metric[found->second];
    if (!source.isMap()) {
        need(metric, found->second, tr("A metric of type %1 needs %2").arg(qstring(found->first), qstring(found->second)));
        return;
    }
    const Node target = source["target"];
    const std::string_view type = target["type"].text();
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> values = {
        {{"Utilization", "averageUtilization"}, {"AverageValue", "averageValue"}, {"Value", "value"}}};
    const auto *value = std::ranges::find(values, type, &std::pair<std::string_view, std::string_view>::first);
    if (value != values.end() && target.isMap() && !target[value->second])
        need(target, value->second, tr("A target of type %1 needs %2").arg(qstring(type), qstring(value->second)));
}

void Semantics::autoscaler(Node object) {
    const Node spec = object["spec"];
    const Node most = spec["maxReplicas"];
    const auto least = spec["minReplicas"].toInteger().value_or(1);
    if (most.toInteger() && *most.toInteger() < least)
        say("invalid-replicas", most, tr("maxReplicas (%1) is less than minReplicas (%2)").arg(*most.toInteger()).arg(least));
    for (const Node each : spec["metrics"])
        metric(each);
}

void Semantics::disruptionBudget(Node object) {
    const Node spec = object["spec"];
    const Node least = spec["minAvailable"];
    const Node most = spec["maxUnavailable"];
    if (least && most && !least.isNull() && !most.isNull())
        say("invalid-budget", most, tr("minAvailable and maxUnavailable are both given; only one may be"));
}

void Semantics::priorityClass(Node object) {
    constexpr std::int64_t highest = 1'000'000'000;
    const Node value = object["value"];
    if (!object["metadata"]["name"].text().starts_with("system-") && value.toInteger().value_or(0) > highest)
        say("invalid-priority", value, tr("The highest priority of a class that is not the system's is %1").arg(highest));
}

} // namespace config::schema
