// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Queries in alert rules and dashboards: those that Prometheus cannot read, and metrics whose names somebody mistyped.
#include "config/cross/tables.h"
#include "config/cross/view.h"
#include "config/cross/words.h"
#include "config/rules/query.h"

#include <algorithm>
#include <map>
#include <set>

namespace config::cross {

namespace {

/// Calls back with each query of a dashboard that is not some other program's.
template <class Function> void eachPanelQuery(Node node, bool ours, const Function &function) {
    const std::string_view type = node.isMap() ? node["datasource"]["type"].text() : std::string_view();
    if (!type.empty())
        ours = type == "prometheus";
    for (const Node child : node) {
        if (child.key() == "expr" && child.isString() && ours)
            function(child);
        else if (child.isMap() || child.isSequence())
            eachPanelQuery(child, ours, function);
    }
}

template <class Function> void eachQuery(const Set &set, const Function &function) {
    for (const File &file : set.files()) {
        for (const Node root : file.document->roots()) {
            if (file.kind.role == Role::GrafanaDashboard)
                eachPanelQuery(root, true, [&](Node query) { function(file, query); });
            for (const Node group : file.kind.role == Role::AlertRules ? root["groups"] : Node())
                for (const Node rule : group["rules"])
                    if (rule["expr"].isString())
                        function(file, rule["expr"]);
        }
    }
}

void brokenQuery(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    eachQuery(set, [&](const File &file, Node query) {
        if (const auto mistake = readQuery(query.text()).mistake)
            report.add(*file.document, query, *mistake);
    });
}

/// Names that differ in one short part on purpose: "..._min" and "..._max", "rx" and "tx", "mae" and "mape".
bool isFamily(std::string_view a, std::string_view b) {
    const auto left = split(a, "_"), right = split(b, "_");
    if (left.size() != right.size())
        return false;
    for (std::size_t i = 0; i < left.size(); ++i)
        if (left[i] != right[i] && std::max(left[i].size(), right[i].size()) <= 4)
            return true;
    return false;
}

/// A name that one query uses, and hardly differs from one that others use.
void misspeltMetric(const Subjects &subjects, Report &report) {
    const Set &set = subjects.set();
    std::map<std::string_view, std::vector<std::pair<const File *, Node>>> uses;
    eachQuery(set, [&](const File &file, Node query) {
        const auto metrics = readQuery(query.text()).metrics;
        for (const std::string_view metric : std::set(metrics.begin(), metrics.end()))
            uses[metric].emplace_back(&file, query);
    });
    std::vector<std::string_view> names;
    for (const auto &[metric, places] : uses)
        names.push_back(metric);
    for (const auto &[metric, places] : uses) {
        const auto close = near(metric, names);
        if (!close || places.size() > 1 || isFamily(metric, *close))
            continue;
        // Of two that are each used once, the one that an alert does not name may be either: both are told.
        report.add(*places.front().first->document, places.front().second,
            tr("Only this query names the metric %1; others name %2. A metric that does not exist gives no error, only nothing.").arg(text(metric), text(*close)));
    }
}

} // namespace

std::span<const RuleEntry> queryRules() {
    static constexpr RuleEntry table[] = {
        {"query-broken", brokenQuery},
        {"metric-misspelt", misspeltMetric},
    };
    return table;
}

} // namespace config::cross
