// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/table.h"
#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

#include <algorithm>

namespace sandbox {

namespace {

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return text;
}

/// "5s", or "5s (x3 over 2m)" of an event that was counted (printers.go, formatEventSource and printEvent).
std::string lastSeen(const Json &event, std::int64_t nowMs) {
    const auto first = textAt(event, "firstTimestamp", textAt(event, "eventTime"));
    const auto last = textAt(event, "lastTimestamp", first);
    const auto count = numberAt(event, "series.count", numberAt(event, "count", 1));
    if (count <= 1)
        return ageSince(last, nowMs);
    const auto seen = textAt(event, "series.lastObservedTime", last);
    return ageSince(seen, nowMs) + " (x" + std::to_string(count) + " over " + ageSince(first, nowMs) + ')';
}

Json eventCells(const Json &o, std::int64_t nowMs) {
    const auto source = textAt(o, "source.component", textAt(o, "reportingComponent"));
    const auto host = textAt(o, "source.host", textAt(o, "reportingInstance"));
    const auto first = textAt(o, "firstTimestamp", textAt(o, "eventTime"));
    return {lastSeen(o, nowMs), textAt(o, "type"), textAt(o, "reason"),
        lower(textAt(o, "involvedObject.kind")) + '/' + textAt(o, "involvedObject.name"), textAt(o, "involvedObject.fieldPath"),
        host.empty() ? source : source + ", " + host, textAt(o, "message"), ageSince(first, nowMs), numberAt(o, "count", 1), nameOf(o)};
}

Json configMapCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), field(o, "data").size() + field(o, "binaryData").size(), ageOf(o, nowMs)};
}

Json secretCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), textAt(o, "type", "Opaque"), field(o, "data").size(), ageOf(o, nowMs)};
}

Json accountCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), itemsAt(o, "secrets").size(), ageOf(o, nowMs)};
}

Json budgetCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), scalarText(field(o, "spec.minAvailable"), "N/A"), scalarText(field(o, "spec.maxUnavailable"), "N/A"),
        numberAt(o, "status.disruptionsAllowed"), ageOf(o, nowMs)};
}

Json quotaCells(const Json &o, std::int64_t nowMs) {
    std::string requests;
    std::string limits;
    const auto &hard = field(o, "status.hard");
    if (hard.is_object()) {
        for (const auto &[resource, amount] : hard.items()) {
            const auto used = entryAt(o, "status.used", resource);
            auto &column = resource.starts_with("limits.") ? limits : requests;
            column += (column.empty() ? "" : ", ") + resource + ": " + (used.empty() ? "0" : used) + '/' + scalarText(amount);
        }
    }
    return {nameOf(o), requests, limits, ageOf(o, nowMs)};
}

Json createdAtCells(const Json &o, std::int64_t) {
    return Json::array({nameOf(o), textAt(o, "metadata.creationTimestamp")});
}

std::string subjects(const Json &binding, std::string_view kind) {
    std::vector<std::string> texts;
    for (const auto &subject : itemsAt(binding, "subjects")) {
        if (textAt(subject, "kind") == kind)
            texts.push_back((kind == "ServiceAccount" ? textAt(subject, "namespace") + '/' : "") + textAt(subject, "name"));
    }
    return joined(texts, "");
}

Json bindingCells(const Json &o, std::int64_t nowMs) {
    return {nameOf(o), textAt(o, "roleRef.kind") + '/' + textAt(o, "roleRef.name"), ageOf(o, nowMs), subjects(o, "User"),
        subjects(o, "Group"), subjects(o, "ServiceAccount")};
}

} // namespace

std::vector<std::pair<std::string_view, TableLayout>> configurationTables() {
    const TableLayout binding = {{{"Name"}, {"Role"}, {"Age"}, {"Users", "string", 1}, {"Groups", "string", 1}, {"ServiceAccounts", "string", 1}},
        bindingCells};
    const TableLayout createdAt = {{{"Name"}, {"Created At", "date"}}, createdAtCells};
    return {
        {"events", {{{"Last Seen"}, {"Type"}, {"Reason"}, {"Object"}, {"Subobject", "string", 1}, {"Source", "string", 1}, {"Message"},
                        {"First Seen", "string", 1}, {"Count", "string", 1}, {"Name", "string", 1}},
                       eventCells}},
        {"configmaps", {{{"Name"}, {"Data"}, {"Age"}}, configMapCells}},
        {"secrets", {{{"Name"}, {"Type"}, {"Data"}, {"Age"}}, secretCells}},
        {"serviceaccounts", {{{"Name"}, {"Secrets"}, {"Age"}}, accountCells}},
        {"poddisruptionbudgets.policy", {{{"Name"}, {"Min Available"}, {"Max Unavailable"}, {"Allowed Disruptions", "integer"}, {"Age"}},
                                            budgetCells}},
        {"resourcequotas", {{{"Name"}, {"Request"}, {"Limit"}, {"Age"}}, quotaCells}},
        {"limitranges", createdAt},
        {"roles.rbac.authorization.k8s.io", createdAt},
        {"clusterroles.rbac.authorization.k8s.io", createdAt},
        {"rolebindings.rbac.authorization.k8s.io", binding},
        {"clusterrolebindings.rbac.authorization.k8s.io", binding},
    };
}

} // namespace sandbox
