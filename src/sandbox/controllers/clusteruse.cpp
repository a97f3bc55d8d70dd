// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/clusteruse.h"

#include "sandbox/store/fields.h"

namespace sandbox {

namespace {

bool takesRoom(const Json &pod) {
    return !textAt(pod, "spec.nodeName").empty() && !podFinished(pod);
}

bool counts(const Json &pod) {
    return takesRoom(pod) && !isTerminating(pod);
}

bool sameUse(const Json &before, const Json &after) {
    return takesRoom(before) == takesRoom(after) && counts(before) == counts(after)
        && field(before, "metadata.labels") == field(after, "metadata.labels");
}

bool termCovers(const Json &term, const std::string &ownNamespace, const std::string &ns) {
    const Json &namespaces = itemsAt(term, "namespaces");
    if (namespaces.empty())
        return ownNamespace == ns;
    return std::find(namespaces.begin(), namespaces.end(), Json(ns)) != namespaces.end();
}

} // namespace

const Json &requiredAntiAffinity(const Json &pod) {
    return itemsAt(pod, "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution");
}

ClusterUse::ClusterUse(ObjectStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store) {
    connect(&store, &ObjectStore::written, this, [this](const StoreEvent &event) {
        if (event.id.resource != "pods")
            return;
        const bool deleted = event.type == StoreEvent::Type::Deleted;
        if (!deleted && event.previous && sameUse(*event.previous, *event.object))
            return;
        if (event.previous)
            account(*event.previous, -1);
        if (!deleted)
            account(*event.object, 1);
    });
}

void ClusterUse::fill() {
    for (const auto &pod : m_store.list("pods"))
        account(*pod, 1);
}

NodeUse ClusterUse::of(const std::string &node) const {
    const auto found = m_nodes.find(node);
    return found == m_nodes.end() ? NodeUse{} : found->second;
}

void ClusterUse::account(const Json &pod, int sign) {
    if (!takesRoom(pod))
        return;
    NodeUse &use = m_nodes[textAt(pod, "spec.nodeName")];
    use.cpu += sign * podRequest(pod, "cpu");
    use.memory += sign * podRequest(pod, "memory");
    use.pods += sign;
    if (counts(pod))
        spread(pod, sign);
}

void ClusterUse::spread(const Json &pod, int sign) {
    const std::string ns = namespaceOf(pod);
    const std::string node = textAt(pod, "spec.nodeName");
    for (auto &[name, counter] : m_counters) {
        if (counter.ns == ns && selectorMatches(counter.selector, field(pod, "metadata.labels")))
            counter.counts[node] += sign;
    }
    for (const auto &term : requiredAntiAffinity(pod)) {
        Repulsion &repulsion = m_repulsions[ns + "/" + term.dump()];
        repulsion.ns = ns;
        repulsion.term = term;
        repulsion.carriers[node] += sign;
    }
}

const ClusterUse::Counts &ClusterUse::matching(const std::string &ns, const Json &selector) {
    const auto [it, fresh] = m_counters.try_emplace(ns + "/" + selector.dump());
    if (fresh) {
        it->second = {ns, selector, {}};
        for (const auto &pod : m_store.list("pods", ns)) {
            if (counts(*pod) && selectorMatches(selector, field(*pod, "metadata.labels")))
                ++it->second.counts[textAt(*pod, "spec.nodeName")];
        }
    }
    return it->second.counts;
}

std::map<std::pair<std::string, std::string>, long long> ClusterUse::repelling(const Json &pod) const {
    std::map<std::pair<std::string, std::string>, long long> result;
    for (const auto &[name, repulsion] : m_repulsions) {
        if (!termCovers(repulsion.term, repulsion.ns, namespaceOf(pod))
            || !selectorMatches(field(repulsion.term, "labelSelector"), field(pod, "metadata.labels")))
            continue;
        for (const auto &[node, count] : repulsion.carriers) {
            if (count > 0)
                result[{textAt(repulsion.term, "topologyKey"), node}] += count;
        }
    }
    return result;
}

} // namespace sandbox
