// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Autoscalers against what they scale.
#include "config/cross/tables.h"
#include "config/cross/view.h"
#include "config/cross/words.h"

#include <algorithm>

namespace config::cross {

namespace {
bool isScalable(std::string_view kind) { return kind == "Deployment" || kind == "StatefulSet" || kind == "ReplicaSet"; }

const Object *targetOf(const View &view, const Object &scaler) {
    const Node target = scaler.root["spec"]["scaleTargetRef"];
    return isScalable(target["kind"].text()) ? view.find(target["kind"].text(), target["name"].text(), scaler.ns) : nullptr;
}

/// A workload of that name and another kind.
const Object *namesake(const View &view, const Object &scaler) {
    const Node target = scaler.root["spec"]["scaleTargetRef"];
    for (const std::string_view kind : {"Deployment", "StatefulSet", "ReplicaSet", "DaemonSet"}) {
        const Object *there = kind == target["kind"].text() ? nullptr : view.find(kind, target["name"].text(), scaler.ns);
        if (there)
            return there;
    }
    return nullptr;
}

void targetMissing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *scaler : view.ofKind("HorizontalPodAutoscaler")) {
            const Node target = scaler->root["spec"]["scaleTargetRef"];
            const std::string_view kind = target["kind"].text(), name = target["name"].text();
            if (!isScalable(kind) || name.empty() || targetOf(view, *scaler) || namesake(view, *scaler)
                || view.findElsewhere(kind, name, scaler->ns))
                continue;
            const auto known = view.names(kind, scaler->ns);
            const auto close = near(name, known);
            if (!view.isCertain(close.has_value()))
                continue;
            report.add(view.scope, *scaler, target["name"],
                tr("%1 scales the %2 %3, which %4 does not have%5.")
                    .arg(scaler->text(), text(kind), text(name), view.scope.name, close ? tr("; there is %1").arg(text(*close)) : QString()),
                close ? replacing(view.scope, *scaler, target["name"], *close) : std::nullopt);
        }
    });
}

void targetKind(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *scaler : view.ofKind("HorizontalPodAutoscaler")) {
            const Node target = scaler->root["spec"]["scaleTargetRef"];
            const Object *there = targetOf(view, *scaler);
            const Object *other = there || !view.together() ? nullptr : namesake(view, *scaler);
            if (other)
                report.add(view.scope, *scaler, target["kind"],
                    tr("%1 scales a %2 called %3, but %3 is a %4.").arg(scaler->text(), text(target["kind"].text()), text(other->name), text(other->kind)),
                    isScalable(other->kind) ? replacing(view.scope, *scaler, target["kind"], other->kind) : std::nullopt);
            else if (there && target["apiVersion"] && target["apiVersion"].text() != there->apiVersion)
                report.add(view.scope, *scaler, target["apiVersion"],
                    tr("%1 looks for %2 in %3; it is in %4.").arg(scaler->text(), there->text(), text(target["apiVersion"].text()), text(there->apiVersion)),
                    replacing(view.scope, *scaler, target["apiVersion"], there->apiVersion));
        }
    });
}

/// The line with the number of replicas, where it is written.
std::optional<Fix> withoutReplicas(const View &view, const Object &object, Node replicas) {
    const Document *document = object.document;
    Node there = replicas;
    if (view.isRendered()) {
        const auto origin = view.scope.origins.find(object.root.index());
        if (origin == view.scope.origins.end() || !origin->second.document)
            return std::nullopt;
        document = origin->second.document;
        there = origin->second.root.find(replicas.path());
        for (const auto &[patch, root] : origin->second.patches) {
            if (root.find(replicas.path()))
                return std::nullopt; // there, and perhaps in the base too
        }
    }
    auto edit = there ? removeMember(*document, there) : base::fail(base::ErrorKind::NotFound, {});
    return edit ? std::optional(Fix{tr("Remove replicas"), {*edit}}) : std::nullopt;
}

void andReplicas(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *scaler : view.ofKind("HorizontalPodAutoscaler")) {
            const Object *there = targetOf(view, *scaler);
            const Node replicas = there ? there->root["spec"]["replicas"] : Node();
            if (replicas)
                report.add(view.scope, *there, replicas,
                    tr("%1 says %2 replicas, but %3 decides how many there are (%4 to %5): every apply puts them back.")
                        .arg(there->text(), text(replicas.text()), scaler->text(), QString::number(view.leastReplicas(*there)), QString::number(view.mostReplicas(*there))),
                    withoutReplicas(view, *there, replicas), Report::Where::Key);
        }
    });
}

void twoScalers(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const auto all = view.ofKind("HorizontalPodAutoscaler");
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const Node mine = all[i]->root["spec"]["scaleTargetRef"], theirs = all[j]->root["spec"]["scaleTargetRef"];
                if (view.meet(*all[i], *all[j]) && all[i]->name != all[j]->name && sameNamespace(all[i]->ns, all[j]->ns) && mine["kind"].text() == theirs["kind"].text()
                    && mine["name"].text() == theirs["name"].text())
                    report.add(view.scope, *all[i], mine["name"],
                        tr("%1 and %2 both scale %3: each undoes what the other does.").arg(all[i]->text(), all[j]->text(), text(mine["name"].text())));
            }
        }
    });
}

bool hasDefault(const View &view, std::string_view ns, std::string_view resource) {
    for (const Object *range : view.ofKind("LimitRange")) {
        for (const Node limit : sameNamespace(range->ns, ns) ? range->root["spec"]["limits"] : Node()) {
            if (limit["type"].text() == "Container" && (limit["defaultRequest"][resource] || limit["default"][resource]))
                return true;
        }
    }
    return false;
}

void withoutRequest(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *scaler : view.ofKind("HorizontalPodAutoscaler")) {
            const Object *there = targetOf(view, *scaler);
            std::vector<std::string_view> measured;
            for (const Node metric : there ? scaler->root["spec"]["metrics"] : Node()) {
                if (metric["type"].text() == "Resource" && metric["resource"]["target"]["type"].text() == "Utilization")
                    measured.push_back(metric["resource"]["name"].text());
            }
            if (there && scaler->root["spec"]["targetCPUUtilizationPercentage"])
                measured.push_back("cpu");
            for (const Node container : there ? containers(podSpec(*there), Containers::App) : std::vector<Node>()) {
                const Node resources = container["resources"];
                for (const std::string_view resource : measured) {
                    if (!resources["requests"][resource] && !resources["limits"][resource] && !hasDefault(view, there->ns, resource))
                        report.add(view.scope, *there, resources ? resources : container["name"],
                            tr("%1 measures %2 as a share of what is requested, but the container %3 of %4 requests none: it never scales.")
                                .arg(scaler->text(), text(resource), text(container["name"].text()), there->text()));
                }
            }
        }
    });
}

/// A memory target that the pods reach by being started, or that lies above their limit.
void targetBeyondLimit(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *scaler : view.ofKind("HorizontalPodAutoscaler")) {
            const Object *there = targetOf(view, *scaler);
            for (const Node metric : there ? scaler->root["spec"]["metrics"] : Node()) {
                const std::string_view resource = metric["resource"]["name"].text();
                const Node share = metric["resource"]["target"]["averageUtilization"];
                double requests = 0, limits = 0;
                bool known = share.toInteger().has_value();
                for (const Node container : containers(podSpec(*there), Containers::App)) {
                    const auto request = quantity(container["resources"]["requests"][resource].text());
                    const auto limit = quantity(container["resources"]["limits"][resource].text());
                    known = known && request && limit;
                    requests += request.value_or(0);
                    limits += limit.value_or(0);
                }
                if (known && requests * double(*share.toInteger()) / 100 > limits)
                    report.add(view.scope, *scaler, share,
                        tr("%1 adds pods when %2 is above %3 % of the request, which is more than the limit of %4 allows: it never does.")
                            .arg(scaler->text(), text(resource), text(share.text()), there->text()));
            }
        }
    });
}

void aboveBudget(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *scaler : view.ofKind("HorizontalPodAutoscaler")) {
            const Object *there = targetOf(view, *scaler);
            const Pod *pod = there ? view.podOf(*there) : nullptr;
            for (const Object *budget : pod ? view.ofKind("PodDisruptionBudget") : std::span<const Object *const>()) {
                const auto least = budget->root["spec"]["minAvailable"].toInteger();
                if (least && sameNamespace(budget->ns, scaler->ns) && selects(budget->root["spec"]["selector"], pod->labels)
                    && *least >= view.leastReplicas(*there) && view.leastReplicas(*there) > 1)
                    report.add(view.scope, *budget, budget->root["spec"]["minAvailable"],
                        tr("%1 wants %2 pods at all times, but %3 goes down to %4: then no node can be drained.")
                            .arg(budget->text(), QString::number(*least), scaler->text(), QString::number(view.leastReplicas(*there))));
            }
        }
    });
}
} // namespace

std::span<const RuleEntry> autoscalerRules() {
    static constexpr RuleEntry table[] = {
        {"hpa-target-missing", targetMissing},
        {"hpa-target-kind", targetKind},
        {"hpa-and-replicas", andReplicas},
        {"hpa-twice", twoScalers},
        {"hpa-without-request", withoutRequest},
        {"hpa-target-beyond-limit", targetBeyondLimit},
        {"hpa-below-budget", aboveBudget},
    };
    return table;
}

} // namespace config::cross

namespace config {
std::span<const RuleEntry> scalingRules() {
    static const std::vector<RuleEntry> table =
        cross::joined({cross::autoscalerRules(), cross::budgetRules(), cross::quotaRules(), cross::memoryRules(), cross::singletonRules()});
    return table;
}
} // namespace config
