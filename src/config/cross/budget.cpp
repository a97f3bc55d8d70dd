// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Disruption budgets.
#include "config/cross/tables.h"
#include "config/cross/view.h"
#include "config/cross/words.h"

#include <algorithm>
#include <cmath>

namespace config::cross {

namespace {
void selectsNothing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *budget : view.ofKind("PodDisruptionBudget")) {
            const Node selector = budget->root["spec"]["selector"];
            if (view.pods().empty() || !view.together() || view.hasOperators() || selector.size() == 0 || !view.selected(selector, budget->ns, false).empty())
                continue;
            report.add(view.scope, *budget, selector, tr("%1 selects no pod of %2, so it protects nothing.").arg(budget->text(), view.scope.name));
        }
    });
}

/// Pods that must stay, of `replicas`.
std::optional<int> mustStay(Node spec, int replicas) {
    const Node least = spec["minAvailable"], most = spec["maxUnavailable"];
    const auto share = [&](Node node) -> std::optional<double> {
        if (node.text().ends_with('%'))
            return number(node.text().substr(0, node.text().size() - 1)).value_or(0) * replicas / 100.0;
        return node.toNumber();
    };
    if (const auto value = least ? share(least) : std::nullopt)
        return int(std::ceil(*value));
    if (const auto value = most ? share(most) : std::nullopt)
        return replicas - int(std::ceil(*value)); // rounded up, as the controller does
    return std::nullopt;
}

template <class Function> void eachBudgeted(const View &view, Function &&function) {
    for (const Object *budget : view.ofKind("PodDisruptionBudget")) {
        const Node spec = budget->root["spec"];
        for (const Pod *pod : spec["selector"].size() ? view.selected(spec["selector"], budget->ns, false) : std::vector<const Pod *>()) {
            const std::string_view kind = pod->owner->kind;
            if (kind != "Deployment" && kind != "StatefulSet")
                continue;
            const int replicas = view.leastReplicas(*pod->owner);
            const auto stay = mustStay(spec, replicas);
            if (stay && *stay >= replicas && replicas > 0)
                function(*budget, spec["minAvailable"] ? spec["minAvailable"] : spec["maxUnavailable"], *pod->owner, replicas);
        }
    }
}

void blocksDrain(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachBudgeted(view, [&](const Object &budget, Node node, const Object &workload, int replicas) {
            if (replicas > 1 && !view.autoscalerOf(workload))
                report.add(view.scope, budget, node,
                    tr("%1 lets none of the %2 pods of %3 go: a node that runs one can never be drained.").arg(budget.text(), QString::number(replicas), workload.text()));
        });
    });
}

void singleton(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        eachBudgeted(view, [&](const Object &budget, Node node, const Object &workload, int replicas) {
            if (replicas == 1)
                report.add(view.scope, budget, node,
                    tr("%1 never lets the only pod of %2 go: the node that runs it can never be drained.").arg(budget.text(), workload.text()));
        });
    });
}

void twice(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Pod &pod : view.pods()) {
            const Object *first = nullptr;
            for (const Object *budget : view.together() ? view.ofKind("PodDisruptionBudget") : std::span<const Object *const>()) {
                const Node selector = budget->root["spec"]["selector"];
                if (!sameNamespace(budget->ns, pod.ns()) || selector.size() == 0 || !selects(selector, pod.labels))
                    continue;
                if (first && first->name != budget->name)
                    report.add(view.scope, *budget, selector,
                        tr("%1 and %2 both hold the pods of %3: with two budgets on a pod every eviction is refused.").arg(first->text(), budget->text(), pod.owner->text()));
                first = first ? first : budget;
            }
        }
    });
}
} // namespace

std::span<const RuleEntry> budgetRules() {
    static constexpr RuleEntry table[] = {
        {"pdb-selects-nothing", selectsNothing},
        {"pdb-blocks-drain", blocksDrain},
        {"pdb-on-single-pod", singleton},
        {"pdb-twice", twice},
    };
    return table;
}

} // namespace config::cross
