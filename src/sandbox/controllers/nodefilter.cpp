// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/controllers/nodefilter.h"

#include "sandbox/store/fields.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace sandbox {

namespace {

bool termMatches(const Json &term, const Json &node) {
    const Json expressions = {{"matchExpressions", itemsAt(term, "matchExpressions")}};
    if (itemsAt(term, "matchExpressions").empty() && itemsAt(term, "matchFields").empty())
        return false;
    if (!selectorMatches(expressions, field(node, "metadata.labels")))
        return false;
    const Json fields = {{"matchExpressions", itemsAt(term, "matchFields")}};
    return selectorMatches(fields, {{"metadata.name", nameOf(node)}});
}

bool affine(const Json &pod, const Json &node) {
    const Json &selector = field(pod, "spec.nodeSelector");
    if (selector.is_object() && !selector.empty() && !labelsContain(selector, field(node, "metadata.labels")))
        return false;
    const Json &terms
        = itemsAt(pod, "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms");
    return terms.empty() || std::ranges::any_of(terms, [&node](const Json &term) { return termMatches(term, node); });
}

bool tolerates(const Json &pod, const Json &taint) {
    return std::ranges::any_of(itemsAt(pod, "spec.tolerations"), [&taint](const Json &toleration) {
        const std::string key = textAt(toleration, "key");
        const std::string effect = textAt(toleration, "effect");
        if ((!key.empty() && key != textAt(taint, "key")) || (!effect.empty() && effect != textAt(taint, "effect")))
            return false;
        return textAt(toleration, "operator", "Equal") == "Exists" || textAt(toleration, "value") == textAt(taint, "value");
    });
}

std::string domainOf(const Json &node, const std::string &key) {
    return entryAt(node, "metadata.labels", key);
}

double allocatable(const Json &node, const char *resource) {
    return quantityOf(field(field(node, "status.allocatable"), resource)).value_or(0);
}

std::vector<std::string> resourceRefusals(const Json &pod, const Json &node, const NodeUse &use) {
    std::vector<std::string> refusals;
    constexpr double rounding = 1e-9;
    if (static_cast<double>(use.pods) + 1 > allocatable(node, "pods"))
        refusals.emplace_back("Too many pods");
    const double cpu = podRequest(pod, "cpu");
    if (cpu > 0 && use.cpu + cpu > allocatable(node, "cpu") + rounding)
        refusals.emplace_back("Insufficient cpu");
    const double memory = podRequest(pod, "memory");
    if (memory > 0 && use.memory + memory > allocatable(node, "memory") + rounding)
        refusals.emplace_back("Insufficient memory");
    return refusals;
}

/// Pods by domain for one constraint, over the nodes that the pod may use at all.
std::map<std::string, long long> domainCounts(const std::string &key, const ClusterUse::Counts &counts, const std::vector<ObjectPtr> &nodes) {
    std::map<std::string, long long> domains;
    for (const auto &node : nodes) {
        const std::string domain = domainOf(*node, key);
        if (domain.empty())
            continue;
        const auto found = counts.find(nameOf(*node));
        domains[domain] += found == counts.end() ? 0 : found->second;
    }
    return domains;
}

struct Spread {
    std::string key;
    long long maxSkew = 1;
    bool hard = true;
    long long self = 0; // the pod itself counts where the selector matches it
    long long least = 0;
    std::map<std::string, long long> domains;
};

class Placer {
public:
    Placer(const Json &pod, const std::vector<ObjectPtr> &nodes, ClusterUse &use)
        : m_pod(pod)
        , m_nodes(nodes)
        , m_use(use)
        , m_repelled(use.repelling(pod)) {
        readSpread();
        readAffinity();
    }

    Placement place() {
        Placement placement;
        std::optional<Score> best;
        for (const auto &node : m_nodes) {
            const std::string own = nodeRefusal(m_pod, *node);
            auto refusals = own.empty() ? podRefusals(*node) : std::vector{own};
            if (refusals.empty()) {
                const Score score = scoreOf(*node);
                if (!best || score < *best) {
                    best = score;
                    placement.node = node;
                }
            }
            placement.preemptionCouldHelp |= own.empty();
            std::ranges::move(refusals, std::back_inserter(placement.refusals));
        }
        return placement;
    }

private:
    using Score = std::tuple<long long, double, long long, std::string>;

    void readSpread() {
        std::vector<ObjectPtr> usable;
        std::ranges::copy_if(m_nodes, std::back_inserter(usable), [this](const ObjectPtr &node) { return affine(m_pod, *node); });
        for (const auto &constraint : itemsAt(m_pod, "spec.topologySpreadConstraints")) {
            const Json &selector = field(constraint, "labelSelector");
            Spread spread{textAt(constraint, "topologyKey"), numberAt(constraint, "maxSkew", 1),
                textAt(constraint, "whenUnsatisfiable", "DoNotSchedule") == "DoNotSchedule",
                selectorMatches(selector, field(m_pod, "metadata.labels")), 0, {}};
            spread.domains = domainCounts(spread.key, m_use.matching(namespaceOf(m_pod), selector), usable);
            if (!spread.domains.empty())
                spread.least = std::ranges::min_element(spread.domains, {}, [](const auto &entry) { return entry.second; })->second;
            m_spreads.push_back(std::move(spread));
        }
    }

    void readAffinity() {
        for (const auto &term : requiredAntiAffinity(m_pod))
            m_antiAffinity.emplace_back(textAt(term, "topologyKey"), termDomains(term));
        for (const auto &term : itemsAt(m_pod, "spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution")) {
            auto domains = termDomains(term);
            // The first pod of a group that wants its own company would wait for ever.
            const bool none = std::ranges::all_of(domains, [](const auto &entry) { return entry.second == 0; });
            if (!none || !selectorMatches(field(term, "labelSelector"), field(m_pod, "metadata.labels")))
                m_affinity.emplace_back(textAt(term, "topologyKey"), std::move(domains));
        }
        for (const auto &[where, count] : m_repelled) {
            for (const auto &node : m_nodes) {
                if (nameOf(*node) == where.second)
                    m_repelledDomains.insert({where.first, domainOf(*node, where.first)});
            }
        }
    }

    std::map<std::string, long long> termDomains(const Json &term) {
        return domainCounts(
            textAt(term, "topologyKey"), m_use.matching(namespaceOf(m_pod), field(term, "labelSelector")), m_nodes);
    }

    std::vector<std::string> podRefusals(const Json &node) const {
        auto refusals = resourceRefusals(m_pod, node, m_use.of(nameOf(node)));
        if (!refusals.empty())
            return refusals;
        for (const auto &spread : m_spreads) {
            if (!spread.hard)
                continue;
            const std::string domain = domainOf(node, spread.key);
            if (domain.empty())
                return {"node(s) didn't match pod topology spread constraints (missing required label)"};
            if (spread.domains.at(domain) + spread.self - spread.least > spread.maxSkew)
                return {"node(s) didn't match pod topology spread constraints"};
        }
        const auto occupied = [&node](const auto &term) {
            const auto found = term.second.find(domainOf(node, term.first));
            return found != term.second.end() && found->second > 0;
        };
        if (!std::ranges::all_of(m_affinity, occupied))
            return {"node(s) didn't match pod affinity rules"};
        if (std::ranges::any_of(m_antiAffinity, occupied))
            return {"node(s) didn't match pod anti-affinity rules"};
        if (std::ranges::any_of(m_repelledDomains, [&node](const auto &where) { return domainOf(node, where.first) == where.second; }))
            return {"node(s) didn't satisfy existing pods anti-affinity rules"};
        return {};
    }

    /// Least is best: soft spread first, then the fuller of cpu and memory, then fewer pods.
    Score scoreOf(const Json &node) const {
        long long crowd = 0;
        for (const auto &spread : m_spreads) {
            const auto found = spread.domains.find(domainOf(node, spread.key));
            crowd += found == spread.domains.end() ? 0 : found->second;
        }
        const NodeUse use = m_use.of(nameOf(node));
        const auto part = [](double used, double all) { return all > 0 ? used / all : 0.0; };
        const double full = std::max(part(use.cpu, allocatable(node, "cpu")), part(use.memory, allocatable(node, "memory")));
        return {crowd, full, use.pods, nameOf(node)};
    }

    const Json &m_pod;
    const std::vector<ObjectPtr> &m_nodes;
    ClusterUse &m_use;
    std::vector<Spread> m_spreads;
    using Term = std::pair<std::string, std::map<std::string, long long>>; // topology key, pods by domain
    std::vector<Term> m_antiAffinity;
    std::vector<Term> m_affinity;
    std::map<std::pair<std::string, std::string>, long long> m_repelled;
    std::set<std::pair<std::string, std::string>> m_repelledDomains;
};

std::string available(std::size_t nodes) {
    return "0/" + std::to_string(nodes) + " nodes are available: ";
}

} // namespace

std::string nodeRefusal(const Json &pod, const Json &node) {
    if (flagAt(node, "spec.unschedulable")) {
        const Json taint = {{"key", "node.kubernetes.io/unschedulable"}, {"effect", "NoSchedule"}};
        if (!tolerates(pod, taint))
            return "node(s) were unschedulable";
    }
    for (const auto &taint : itemsAt(node, "spec.taints")) {
        if (textAt(taint, "effect") != "PreferNoSchedule" && textAt(taint, "key") != "node.kubernetes.io/unschedulable"
            && !tolerates(pod, taint))
            return "node(s) had untolerated taint {" + textAt(taint, "key") + ": " + textAt(taint, "value") + "}";
    }
    return affine(pod, node) ? "" : "node(s) didn't match Pod's node affinity/selector";
}

Placement place(const Json &pod, const std::vector<ObjectPtr> &nodes, ClusterUse &use) {
    return Placer(pod, nodes, use).place();
}

std::string unschedulableText(std::size_t nodes, const Placement &placement) {
    std::map<std::string, int> reasons;
    for (const auto &refusal : placement.refusals)
        ++reasons[refusal];
    std::vector<std::string> parts;
    for (const auto &[reason, count] : reasons)
        parts.push_back(std::to_string(count) + " " + reason);
    std::ranges::sort(parts);
    std::string text = available(nodes);
    for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i == 0 ? "" : ", ") + parts[i];
    return text + ". preemption: " + available(nodes) + std::to_string(nodes)
        + (placement.preemptionCouldHelp ? " No preemption victims found for incoming pod." : " Preemption is not helpful for scheduling.");
}

std::string unschedulableText(std::size_t nodes, const std::string &reason) {
    return available(nodes) + reason + ". preemption: " + available(nodes) + std::to_string(nodes)
        + " Preemption is not helpful for scheduling.";
}

} // namespace sandbox
