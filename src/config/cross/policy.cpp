// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Network policies: whom they select, which ports they open, and the connections that they cut.
#include "config/cross/policy.h"

#include "config/cross/tables.h"
#include "config/cross/words.h"

#include <algorithm>

namespace config::cross {

namespace {
/// Pods of helpers that come and go on their own, such as cert-manager's solver.
bool isOfOthers(Node selector) {
    for (const Node label : selector["matchLabels"]) {
        if (label.key().starts_with("acme.cert-manager.io/") || label.key() == "job-name" || label.key().starts_with("batch.kubernetes.io/"))
            return true;
    }
    return false;
}

bool isEmpty(Node selector) { return selector["matchLabels"].size() == 0 && selector["matchExpressions"].size() == 0; }

/// The one label value that would have to be another for some pod to be selected.
std::optional<std::pair<Node, std::string_view>> nearly(const View &view, Node selector, std::string_view ns) {
    const Node labels = selector["matchLabels"];
    if (labels.size() != 1)
        return std::nullopt;
    const Node only = *labels.begin();
    std::vector<std::string_view> values;
    for (const Pod &pod : view.pods()) {
        if (sameNamespace(pod.ns(), ns) && !pod.label(only.key()).empty())
            values.push_back(pod.label(only.key()));
    }
    const auto close = near(only.text(), values);
    return close ? std::optional(std::pair(only, *close)) : std::nullopt;
}

void nothing(const View &view, Report &report, const Object &policy, Node selector, const QString &message) {
    const auto mend = nearly(view, selector, policy.ns);
    report.add(view.scope, policy, mend ? mend->first : selector, message, mend ? replacing(view.scope, policy, mend->first, mend->second) : std::nullopt);
}

void selectsNothing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *policy : view.ofKind("NetworkPolicy")) {
            const Node selector = policy->root["spec"]["podSelector"];
            if (view.pods().empty() || !view.together() || isEmpty(selector) || isOfOthers(selector) || view.hasOperators()
                || !view.selected(selector, policy->ns, false).empty())
                continue;
            nothing(view, report, *policy, selector, tr("%1 selects no pod of %2, so it guards nothing.").arg(policy->text(), view.scope.name));
        }
    });
}

template <class Function> void eachRule(const Object &policy, Function &&function) {
    for (const Node rule : policy.root["spec"]["ingress"])
        function(rule, rule["from"], Direction::Ingress);
    for (const Node rule : policy.root["spec"]["egress"])
        function(rule, rule["to"], Direction::Egress);
}

void peerNothing(const Subjects &subjects, Report &report) {
    eachView(subjects, [&](const View &view) {
        for (const Object *policy : view.ofKind("NetworkPolicy")) {
            eachRule(*policy, [&](Node, Node peers, Direction direction) {
                for (const Node peer : peers) {
                    const Node selector = peer["podSelector"];
                    if (!selector || peer["namespaceSelector"] || isEmpty(selector) || isOfOthers(selector) || view.pods().empty() || !view.together()
                        || view.hasOperators() || !view.selected(selector, policy->ns, false).empty())
                        continue;
                    nothing(view, report, *policy, selector,
                        (direction == Direction::Ingress ? tr("%1 lets in pods that nothing in %2 makes.") : tr("%1 lets its pods out to pods that nothing in %2 makes."))
                            .arg(policy->text(), view.scope.name));
                }
            });
        }
    });
}

/// Pods that a rule's ports are ports of: the policy's own for ingress, the peers for egress.
std::vector<const Pod *> listeners(const View &view, const Object &policy, Node peers, Direction direction) {
    std::vector<const Pod *> out;
    if (direction == Direction::Ingress)
        return view.selected(policy.root["spec"]["podSelector"], policy.ns, false);
    for (const Node peer : peers) {
        if (!peer["podSelector"] || peer["namespaceSelector"] || peer["ipBlock"])
            return {};
        const auto more = view.selected(peer["podSelector"], policy.ns, false);
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

bool listensOn(const Pod &pod, Node port) {
    for (const Node container : containers(pod.spec)) {
        for (const Node theirs : container["ports"]) {
            if (theirs["name"].text() == port.text() || theirs["containerPort"].text() == port.text())
                return true;
        }
    }
    return false;
}

/// The Service that has this port while its pods listen on another: the usual slip.
const Object *serviceBefore(const View &view, std::span<const Pod *const> pods, Node port) {
    for (const Object *service : view.ofKind("Service")) {
        const auto behind = view.podsOf(*service);
        const bool same = std::ranges::any_of(pods, [&](const Pod *pod) { return std::ranges::contains(behind, pod); });
        for (const Node one : same ? service->root["spec"]["ports"] : Node()) {
            if (one["port"].text() == port.text() || one["name"].text() == port.text())
                return service;
        }
    }
    return nullptr;
}

void ports(const Subjects &subjects, Report &report, bool ofService) {
    eachView(subjects, [&](const View &view) {
        for (const Object *policy : view.ofKind("NetworkPolicy")) {
            eachRule(*policy, [&](Node rule, Node peers, Direction direction) {
                const auto pods = listeners(view, *policy, peers, direction);
                const bool declare = std::ranges::any_of(pods, [](const Pod *pod) {
                    return std::ranges::any_of(containers(pod->spec), [](Node container) { return container["ports"].size() > 0; });
                });
                for (const Node one : declare ? rule["ports"] : Node()) {
                    const Node port = one["port"];
                    if (!port || one["endPort"] || std::ranges::any_of(pods, [&](const Pod *pod) { return listensOn(*pod, port); }))
                        continue;
                    const Object *service = serviceBefore(view, pods, port);
                    if (bool(service) != ofService)
                        continue;
                    report.add(view.scope, *policy, port,
                        service ? tr("%1 opens port %2, which is the port of %3: policies see the pods' own ports, and those of %4 do not have it.")
                                      .arg(policy->text(), text(port.text()), service->text(), pods.front()->owner->text())
                                : tr("%1 opens port %2, which no container of %3 has.").arg(policy->text(), text(port.text()), pods.front()->owner->text()));
                }
            });
        }
    });
}
void portNowhere(const Subjects &subjects, Report &report) { ports(subjects, report, false); }
void portOfService(const Subjects &subjects, Report &report) { ports(subjects, report, true); }
} // namespace

std::span<const RuleEntry> policyRules() {
    static constexpr RuleEntry table[] = {
        {"networkpolicy-selects-nothing", selectsNothing},
        {"networkpolicy-peer-nothing", peerNothing},
        {"networkpolicy-port-nowhere", portNowhere},
        {"networkpolicy-port-of-service", portOfService},
    };
    return table;
}

} // namespace config::cross
