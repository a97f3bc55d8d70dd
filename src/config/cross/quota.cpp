// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What all workloads of a namespace ask for together, against its quota, its limit ranges and the nodes.
#include "config/cross/tables.h"
#include "config/cross/view.h"
#include "config/cross/words.h"

#include "base/quantity.h"

#include <algorithm>
#include <array>

namespace config::cross {

namespace {
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> computed = {
    {{"requests", "cpu"}, {"requests", "memory"}, {"limits", "cpu"}, {"limits", "memory"}}};

/// What a container asks for; without a request of its own its limit, without a limit the namespace's default.
double asked(const View &view, const Pod &pod, Node container, std::string_view part, std::string_view resource) {
    if (const auto own = quantity(container["resources"][part][resource].text()))
        return *own;
    const auto limit = quantity(container["resources"]["limits"][resource].text());
    if (part == "requests" && limit)
        return *limit;
    for (const Object *range : view.ofKind("LimitRange")) {
        for (const Node entry : sameNamespace(range->ns, pod.ns()) ? range->root["spec"]["limits"] : Node()) {
            const auto given = quantity(entry[part == "requests" ? "defaultRequest" : "default"][resource].text());
            if (entry["type"].text() == "Container" && given)
                return *given;
        }
    }
    return 0;
}

/// As the scheduler counts: the sum of the containers, or the largest init container.
double asked(const View &view, const Pod &pod, std::string_view part, std::string_view resource) {
    double sum = 0, largest = 0;
    for (const Node container : containers(pod.spec, Containers::App))
        sum += asked(view, pod, container, part, resource);
    for (const Node container : containers(pod.spec, Containers::Init)) {
        if (container["restartPolicy"].text() == "Always")
            sum += asked(view, pod, container, part, resource);
        else
            largest = std::max(largest, asked(view, pod, container, part, resource));
    }
    return std::max(sum, largest);
}

/// Six tenths are not more than 600m, whatever a sum of doubles says.
bool exceeds(double sum, double limit) { return sum > limit * (1 + 1e-9); }

QString amount(std::string_view resource, double value) { return resource == "cpu" ? base::cpuText(value) : base::memoryText(value); }

/// The hard limit on "requests.cpu"; "cpu" alone means the requests.
Node hardLimit(const Object &quota, std::string_view part, std::string_view resource) {
    const Node hard = quota.root["spec"]["hard"];
    const Node named = hard[std::string(part) + '.' + std::string(resource)];
    return named || part == "limits" ? named : hard[resource];
}

/// Whether the object is certainly in the namespace of the quota or the range.
bool counts(const View &view, const Object &quota, const Object &object) { return object.ns == quota.ns && view.meet(quota, object); }

bool isScoped(const Object &quota) { return quota.root["spec"]["scopes"].size() || quota.root["spec"]["scopeSelector"].size(); }

void sums(const Subjects &subjects, Report &report, bool atMost) {
    eachView(subjects, [&](const View &view) {
        for (const Object *quota : view.ofKind("ResourceQuota")) {
            for (const auto &[part, resource] : computed) {
                const Node hard = isScoped(*quota) ? Node() : hardLimit(*quota, part, resource);
                const auto limit = hard ? quantity(hard.text()) : std::nullopt;
                double least = 0, most = 0;
                for (const Pod &pod : view.pods()) {
                    const double one = counts(view, *quota, *pod.owner) ? asked(view, pod, part, resource) : 0;
                    const bool scaled = view.autoscalerOf(*pod.owner) != nullptr;
                    least += one * (scaled ? view.leastReplicas(*pod.owner) : view.mostReplicas(*pod.owner));
                    most += one * view.mostReplicas(*pod.owner);
                }
                if (!limit || (atMost ? !exceeds(most, *limit) || exceeds(least, *limit) : !exceeds(least, *limit)))
                    continue;
                report.add(view.scope, *quota, hard,
                    (atMost ? tr("%1 allows %2 of %3, but with every autoscaler at its maximum the pods of %4 ask for %5.")
                            : tr("%1 allows %2 of %3, but the pods of %4 ask for %5."))
                        .arg(quota->text(), amount(resource, *limit), text(std::string(part) + '.' + std::string(resource)), view.scope.name,
                            amount(resource, atMost ? most : least)));
            }
        }
    });
}
void requestsAgainstQuota(const Subjects &subjects, Report &report) { sums(subjects, report, false); }
void maximumAgainstQuota(const Subjects &subjects, Report &report) { sums(subjects, report, true); }

void withoutLimits(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *quota : view.ofKind("ResourceQuota")) {
            for (const auto &[part, resource] : computed) {
                for (const Pod &pod : !isScoped(*quota) && hardLimit(*quota, part, resource) ? view.pods() : std::span<const Pod>()) {
                    for (const Node container : containers(pod.spec)) {
                        if (!counts(view, *quota, *pod.owner) || container["resources"][part][resource] || asked(view, pod, container, part, resource) > 0)
                            continue;
                        report.add(view.scope, *pod.owner, container["resources"] ? container["resources"] : container["name"],
                            tr("The container %1 of %2 says no %3.%4, which %5 counts: the pod is refused.")
                                .arg(text(container["name"].text()), pod.owner->text(), text(part), text(resource), quota->text()));
                    }
                }
            }
        }
    });
}

double countOf(const View &view, const Object &quota, std::string_view what) {
    double count = 0;
    for (const Pod &pod : view.pods()) {
        if (!counts(view, quota, *pod.owner))
            continue;
        for (const Node claim : pod.owner->root["spec"]["volumeClaimTemplates"]) {
            if (what == "persistentvolumeclaims")
                count += view.mostReplicas(*pod.owner);
            if (what == "requests.storage")
                count += view.mostReplicas(*pod.owner) * quantity(claim["spec"]["resources"]["requests"]["storage"].text()).value_or(0);
        }
        if (what == "pods" || what == "count/pods")
            count += view.autoscalerOf(*pod.owner) ? view.leastReplicas(*pod.owner) : view.mostReplicas(*pod.owner);
    }
    for (const Object *claim : view.ofKind("PersistentVolumeClaim")) {
        if (!counts(view, quota, *claim))
            continue;
        if (what == "persistentvolumeclaims")
            ++count;
        if (what == "requests.storage")
            count += quantity(claim->root["spec"]["resources"]["requests"]["storage"].text()).value_or(0);
    }
    for (const Object *service : view.ofKind("Service")) {
        if (!counts(view, quota, *service))
            continue;
        const std::string_view type = service->root["spec"]["type"].text();
        count += what == "services" || (what == "services.loadbalancers" && type == "LoadBalancer") || (what == "services.nodeports" && (type == "NodePort" || type == "LoadBalancer"));
    }
    return count;
}

void objectsAgainstQuota(const Subjects &subjects, Report &report) {
    static constexpr std::array<std::string_view, 6> counted = {"pods", "persistentvolumeclaims", "requests.storage", "services", "services.loadbalancers", "services.nodeports"};
    eachView(subjects, [&](const View &view) {
        for (const Object *quota : view.ofKind("ResourceQuota")) {
            for (const std::string_view what : counted) {
                const Node hard = isScoped(*quota) ? Node() : quota->root["spec"]["hard"][what];
                const auto limit = hard ? quantity(hard.text()) : std::nullopt;
                const double count = limit ? countOf(view, *quota, what) : 0;
                if (limit && exceeds(count, *limit))
                    report.add(view.scope, *quota, hard,
                        tr("%1 allows %2 of %3, but %4 has %5.").arg(quota->text(), text(hard.text()), text(what), view.scope.name,
                            what == "requests.storage" ? base::memoryText(count) : QString::number(count)));
            }
        }
    });
}

void outsideRange(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto judge = [&](const Object &range, Node entry, const Object &object, Node value, std::string_view resource) {
            const auto given = value ? quantity(value.text()) : std::nullopt;
            const auto least = quantity(entry["min"][resource].text()), most = quantity(entry["max"][resource].text());
            if (given && counts(view, range, object) && ((least && *given < *least) || (most && *given > *most)))
                report.add(view.scope, object, value,
                    tr("%1 asks for %2 %3; %4 allows %5 to %6.").arg(object.text(), text(value.text()), text(resource), range.text(),
                        entry["min"][resource] ? text(entry["min"][resource].text()) : tr("none"), entry["max"][resource] ? text(entry["max"][resource].text()) : tr("any")));
        };
        for (const Object *range : view.ofKind("LimitRange")) {
            for (const Node entry : range->root["spec"]["limits"]) {
                const std::string_view type = entry["type"].text();
                for (const Pod &pod : type == "Container" ? view.pods() : std::span<const Pod>()) {
                    for (const Node container : counts(view, *range, *pod.owner) ? containers(pod.spec) : std::vector<Node>()) {
                        for (const auto &[part, resource] : computed)
                            judge(*range, entry, *pod.owner, container["resources"][part][resource], resource);
                    }
                }
                if (type != "PersistentVolumeClaim")
                    continue;
                for (const Object *claim : view.ofKind("PersistentVolumeClaim"))
                    judge(*range, entry, *claim, claim->root["spec"]["resources"]["requests"]["storage"], "storage");
                for (const Pod &pod : view.pods()) {
                    for (const Node claim : pod.owner->root["spec"]["volumeClaimTemplates"])
                        judge(*range, entry, *pod.owner, claim["spec"]["resources"]["requests"]["storage"], "storage");
                }
            }
        }
    });
}

/// Against Node objects, where the set holds some.
void beyondNodes(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const std::string_view resource : {"cpu", "memory"}) {
            double largest = 0, total = 0, all = 0;
            for (const Object *node : view.ofKind("Node")) {
                const Node status = node->root["status"];
                const double has = quantity((status["allocatable"] ? status["allocatable"] : status["capacity"])[resource].text()).value_or(0);
                largest = std::max(largest, has);
                total += has;
            }
            for (const Pod &pod : largest > 0 ? view.pods() : std::span<const Pod>()) {
                const double one = asked(view, pod, "requests", resource);
                all += one * view.leastReplicas(*pod.owner);
                if (exceeds(one, largest))
                    report.add(view.scope, *pod.owner, pod.spec["containers"],
                        tr("A pod of %1 asks for %2 of %3; the largest node has %4.").arg(pod.owner->text(), amount(resource, one), text(resource), amount(resource, largest)));
            }
            if (exceeds(all, total) && largest > 0)
                report.add(view.scope, *view.ofKind("Node").front(), view.ofKind("Node").front()->root["status"],
                    tr("The pods of %1 ask for %2 of %3 together; all nodes have %4.").arg(view.scope.name, amount(resource, all), text(resource), amount(resource, total)));
        }
    });
}
} // namespace

std::span<const RuleEntry> quotaRules() {
    static constexpr RuleEntry table[] = {
        {"quota-below-requests", requestsAgainstQuota},
        {"quota-below-autoscaled", maximumAgainstQuota},
        {"quota-without-limits", withoutLimits},
        {"quota-below-objects", objectsAgainstQuota},
        {"outside-limit-range", outsideRange},
        {"beyond-nodes", beyondNodes},
    };
    return table;
}

} // namespace config::cross
