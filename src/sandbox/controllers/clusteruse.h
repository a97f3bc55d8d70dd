// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the pods have taken of each node and how they are spread, kept up to date inside every write: scheduling a pod must not look at all pods.
#pragma once

#include "sandbox/store/objectstore.h"

#include <QObject>

#include <map>
#include <string>
#include <unordered_map>

namespace sandbox {

struct NodeUse {
    double cpu = 0;
    double memory = 0;
    long long pods = 0;
};

class ClusterUse : public QObject {
    Q_OBJECT
public:
    explicit ClusterUse(ObjectStore &store, QObject *parent = nullptr);
    void fill();

    [[nodiscard]] NodeUse of(const std::string &node) const;

    using Counts = std::map<std::string, long long>; // by node
    /// Bound, living pods of a namespace that a label selector matches. Counted once, then kept.
    const Counts &matching(const std::string &ns, const Json &selector);
    /// Bound, living pods that must not share a domain with a pod of these labels: (topology key, node) of each.
    [[nodiscard]] std::map<std::pair<std::string, std::string>, long long> repelling(const Json &pod) const;

private:
    struct Counter {
        std::string ns;
        Json selector;
        Counts counts;
    };
    struct Repulsion {
        std::string ns;
        Json term;
        Counts carriers;
    };

    void account(const Json &pod, int sign);
    void spread(const Json &pod, int sign);

    ObjectStore &m_store;
    std::unordered_map<std::string, NodeUse> m_nodes;
    std::map<std::string, Counter> m_counters;
    std::map<std::string, Repulsion> m_repulsions;
};

/// The terms of podAntiAffinity that are required.
[[nodiscard]] const Json &requiredAntiAffinity(const Json &pod);

} // namespace sandbox
