// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/cross/policy.h"

#include <algorithm>

namespace config::cross {

namespace {
Node rulesOf(const Object &policy, Direction direction) { return policy.root["spec"][direction == Direction::Ingress ? "ingress" : "egress"]; }
Node peersOf(Node rule, Direction direction) { return rule[direction == Direction::Ingress ? "from" : "to"]; }

bool portIs(Node rule, int port, std::string_view name, std::string_view protocol) {
    const Node ports = rule["ports"];
    return ports.size() == 0 || std::ranges::any_of(ports, [&](Node one) {
        const std::string_view theirs = one["protocol"] ? one["protocol"].text() : "TCP";
        const auto begin = one["port"].toInteger();
        const bool number = begin && (one["endPort"] ? port >= *begin && port <= one["endPort"].toInteger().value_or(*begin) : port == *begin);
        return theirs == protocol && (!one["port"] || number || (!begin && one["port"].text() == name));
    });
}

/// Addresses of pods lie in ranges that only the cluster knows: all addresses without exceptions hold them.
bool isEverywhere(Node block) { return (block["cidr"].text() == "0.0.0.0/0" || block["cidr"].text() == "::/0") && block["except"].size() == 0; }
} // namespace

bool isAbout(const Object &policy, Direction direction) {
    const Node types = policy.root["spec"]["policyTypes"];
    if (types.size())
        return std::ranges::any_of(types, [&](Node type) { return type.text() == (direction == Direction::Ingress ? "Ingress" : "Egress"); });
    return direction == Direction::Ingress || policy.root["spec"]["egress"].size() > 0;
}

Policies::Policies(const View &view) : m_view(view) {}

std::vector<const Object *> Policies::binding(const Pod &pod, Direction direction) const {
    std::vector<const Object *> out;
    for (const Object *policy : m_view.ofKind("NetworkPolicy")) {
        if (sameNamespace(policy->ns, pod.ns()) && isAbout(*policy, direction) && selects(policy->root["spec"]["podSelector"], pod.labels))
            out.push_back(policy);
    }
    return out;
}

bool Policies::peerIs(Node peer, const Object &policy, const Pod &pod) const {
    if (peer["ipBlock"])
        return isEverywhere(peer["ipBlock"]);
    if (peer["namespaceSelector"]) {
        const Object *ns = m_view.find("Namespace", pod.ns(), {});
        const Node name = peer["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"];
        const bool named = name && name.text() == pod.ns();
        const bool empty = peer["namespaceSelector"].size() == 0;
        if (!empty && !named && !(ns && selects(peer["namespaceSelector"], ns->root["metadata"]["labels"])))
            return false;
    } else if (!sameNamespace(policy.ns, pod.ns())) {
        return false;
    }
    return !peer["podSelector"] || selects(peer["podSelector"], pod.labels);
}

bool Policies::mayLeave(const Pod &from, const Arrival &arrival) const {
    const auto all = binding(from, Direction::Egress);
    return all.empty() || std::ranges::any_of(all, [&](const Object *policy) {
        return std::ranges::any_of(rulesOf(*policy, Direction::Egress), [&](Node rule) {
            const Node peers = peersOf(rule, Direction::Egress);
            return portIs(rule, arrival.port, arrival.name, arrival.protocol)
                && (peers.size() == 0 || std::ranges::any_of(peers, [&](Node peer) { return peerIs(peer, *policy, *arrival.pod); }));
        });
    });
}

bool Policies::mayArrive(const Pod &from, const Arrival &arrival) const {
    const auto all = binding(*arrival.pod, Direction::Ingress);
    return all.empty() || std::ranges::any_of(all, [&](const Object *policy) {
        return std::ranges::any_of(rulesOf(*policy, Direction::Ingress), [&](Node rule) {
            const Node peers = peersOf(rule, Direction::Ingress);
            return portIs(rule, arrival.port, arrival.name, arrival.protocol)
                && (peers.size() == 0 || std::ranges::any_of(peers, [&](Node peer) { return peerIs(peer, *policy, from); }));
        });
    });
}

bool Policies::mayResolve(const Pod &from) const {
    const auto all = binding(from, Direction::Egress);
    return all.empty() || std::ranges::any_of(all, [&](const Object *policy) {
        return std::ranges::any_of(rulesOf(*policy, Direction::Egress), [&](Node rule) {
            const Node peers = peersOf(rule, Direction::Egress);
            return portIs(rule, 53, "dns", "UDP") && (peers.size() == 0 || std::ranges::any_of(peers, [](Node peer) {
                return peer["namespaceSelector"] || isEverywhere(peer["ipBlock"]) || contains(peer["podSelector"]["matchLabels"]["k8s-app"].text(), "dns")
                    || peer["ipBlock"]["cidr"].text().ends_with("/32");
            }));
        });
    });
}

bool Policies::mayArriveFromOutside(const Arrival &arrival) const {
    const auto all = binding(*arrival.pod, Direction::Ingress);
    return all.empty() || std::ranges::any_of(all, [&](const Object *policy) {
        return std::ranges::any_of(rulesOf(*policy, Direction::Ingress), [&](Node rule) {
            const Node peers = peersOf(rule, Direction::Ingress);
            return portIs(rule, arrival.port, arrival.name, arrival.protocol)
                && (peers.size() == 0 || std::ranges::any_of(peers, [](Node peer) { return peer["namespaceSelector"] || peer["ipBlock"]; }));
        });
    });
}

} // namespace config::cross
