// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Connections that the settings ask for and the network policies cut.
#include "config/cross/policy.h"
#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>
#include <set>

namespace config::cross {

namespace {
/// Other files may open what these close: only where all policies are known.
std::vector<Flow> flowsUnderPolicies(const View &view) { return view.isWhole() && !view.ofKind("NetworkPolicy").empty() ? flows(view) : std::vector<Flow>(); }

void flowBlocked(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const Policies policies(view);
        for (const Flow &flow : view.kept(flowsUnderPolicies)) {
            const auto ends = arrivals(view, *flow.service, flow.port);
            const auto self = std::ranges::any_of(ends, [&](const Arrival &end) { return end.pod == flow.from; });
            if (ends.empty() || self)
                continue;
            const bool leaves = std::ranges::any_of(ends, [&](const Arrival &end) { return policies.mayLeave(*flow.from, end); });
            const bool arrives = std::ranges::any_of(ends, [&](const Arrival &end) { return policies.mayArrive(*flow.from, end); });
            if (leaves && arrives)
                continue;
            const Pod &target = *ends.front().pod;
            const auto all = leaves ? policies.binding(target, Direction::Ingress) : policies.binding(*flow.from, Direction::Egress);
            report.add(view.scope, *flow.at, flow.node,
                (leaves ? tr("%1 connects to %2, but no policy of %3 lets it in (%4).") : tr("%1 connects to %2 (%3), but no policy lets it out there (%4)."))
                    .arg(flow.from->owner->text(), text(flow.address), target.owner->text(), all.front()->text()));
        }
    });
}

void dnsBlocked(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const Policies policies(view);
        std::set<const Pod *> said;
        for (const Flow &flow : view.kept(flowsUnderPolicies)) {
            if (policies.mayResolve(*flow.from) || !said.insert(flow.from).second)
                continue;
            const Object &policy = *policies.binding(*flow.from, Direction::Egress).front();
            report.add(view.scope, policy, policy.root["spec"]["podSelector"],
                tr("%1 lets %2 out, but not to port 53: %3 cannot be resolved.").arg(policy.text(), flow.from->owner->text(), text(flow.address)));
        }
    });
}

void ingressBlocked(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const Policies policies(view);
        for (const Object *ingress : !view.isWhole() || view.ofKind("NetworkPolicy").empty() ? std::span<const Object *const>() : view.ofKind("Ingress")) {
            for (const Node rule : ingress->root["spec"]["rules"]) {
                for (const Node path : rule["http"]["paths"]) {
                    const Node backend = path["backend"]["service"];
                    const Object *service = view.find("Service", backend["name"].text(), ingress->ns);
                    int port = int(backend["port"]["number"].toInteger().value_or(0));
                    for (const Node one : service ? service->root["spec"]["ports"] : Node()) {
                        if (backend["port"]["name"] && one["name"].text() == backend["port"]["name"].text())
                            port = int(one["port"].toInteger().value_or(0));
                    }
                    const auto ends = service ? arrivals(view, *service, port) : std::vector<Arrival>();
                    if (ends.empty() || std::ranges::any_of(ends, [&](const Arrival &end) { return policies.mayArriveFromOutside(end); }))
                        continue;
                    report.add(view.scope, *ingress, backend["name"],
                        tr("%1 leads to %2, but the policies of %3 let in nothing from another namespace on port %4, so not the ingress controller either.")
                            .arg(ingress->text(), service->text(), ends.front().pod->owner->text(), QString::number(ends.front().port)));
                }
            }
        }
    });
}

/// Pods without any policy in a namespace that otherwise has them.
void withoutPolicy(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        const Policies policies(view);
        const auto all = view.ofKind("NetworkPolicy");
        for (const Pod &pod : all.empty() ? std::span<const Pod>() : view.pods()) {
            const bool here = std::ranges::any_of(all, [&](const Object *policy) { return sameNamespace(policy->ns, pod.ns()); });
            if (here && view.together() && policies.binding(pod, Direction::Ingress).empty() && policies.binding(pod, Direction::Egress).empty())
                report.add(view.scope, *pod.owner, pod.owner->root["metadata"]["name"],
                    tr("%1 is bound by none of the %n network policies of its namespace.").replace(QStringLiteral("%n"), QString::number(all.size())).arg(pod.owner->text()));
        }
    });
}
} // namespace

std::span<const RuleEntry> flowRules() {
    static constexpr RuleEntry table[] = {
        {"flow-blocked", flowBlocked},
        {"dns-blocked", dnsBlocked},
        {"ingress-blocked", ingressBlocked},
        {"pod-without-policy", withoutPolicy},
    };
    return table;
}

} // namespace config::cross
