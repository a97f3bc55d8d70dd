// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/table.h"

#include "sandbox/store/clock.h"
#include "sandbox/store/fields.h"

#include <map>

namespace sandbox {

namespace {

std::map<std::string_view, TableLayout> allTables() {
    std::map<std::string_view, TableLayout> tables;
    tables["pods"] = podTable();
    tables["horizontalpodautoscalers.autoscaling"] = autoscalerTable();
    for (auto &part : {workloadTables(), networkTables(), clusterTables(), configurationTables()})
        tables.insert(part.begin(), part.end());
    return tables;
}

std::string count(std::int64_t number, char unit) {
    return std::to_string(number) + unit;
}
/// "2d4h", "2d" where the smaller part is none.
std::string pair(std::int64_t number, char unit, std::int64_t rest, char restUnit) {
    return rest == 0 ? count(number, unit) : count(number, unit) + count(rest, restUnit);
}

} // namespace

const TableLayout &tableLayout(const Kind &kind) {
    static const std::map<std::string_view, TableLayout> tables = allTables();
    static const TableLayout fallback = {{{"Name"}, {"Age"}}, [](const Json &object, std::int64_t nowMs) {
                                             return Json{nameOf(object), ageOf(object, nowMs)};
                                         }};
    const auto found = tables.find(kind.plural == "events" ? std::string("events") : kind.resource());
    return found == tables.end() ? fallback : found->second;
}

Json columnDefinitions(const TableLayout &layout) {
    Json definitions = Json::array();
    for (const auto &column : layout.columns) {
        definitions.push_back({{"name", column.name}, {"type", column.type}, {"format", column.name == "Name" ? "name" : ""},
            {"description", ""}, {"priority", column.priority}});
    }
    return definitions;
}

std::string humanDuration(std::int64_t ms) {
    const auto seconds = ms / 1000;
    if (ms < -1000)
        return "<invalid>";
    if (ms < 0)
        return "0s";
    if (seconds < 120)
        return count(seconds, 's');
    const auto minutes = seconds / 60;
    if (minutes < 10)
        return pair(minutes, 'm', seconds % 60, 's');
    if (minutes < 180)
        return count(minutes, 'm');
    const auto hours = minutes / 60;
    if (hours < 8)
        return pair(hours, 'h', minutes % 60, 'm');
    if (hours < 48)
        return count(hours, 'h');
    const auto days = hours / 24;
    if (days < 8)
        return pair(days, 'd', hours % 24, 'h');
    if (days < 730)
        return count(days, 'd');
    return days < 2920 ? pair(days / 365, 'y', days % 365, 'd') : count(days / 365, 'y');
}

std::string ageSince(std::string_view rfc3339, std::int64_t nowMs) {
    const auto then = timeMs(rfc3339);
    return then ? humanDuration(nowMs - *then) : "<unknown>";
}

std::string ageOf(const Json &object, std::int64_t nowMs) {
    return ageSince(textAt(object, "metadata.creationTimestamp"), nowMs);
}

std::string joined(const std::vector<std::string> &texts, std::string_view otherwise) {
    std::string result;
    for (const auto &text : texts)
        result += (result.empty() ? "" : ",") + text;
    return texts.empty() ? std::string(otherwise) : result;
}

std::string labelText(const Json &labels) {
    std::vector<std::string> texts;
    if (labels.is_object()) {
        for (const auto &[key, value] : labels.items())
            texts.push_back(key + '=' + scalarText(value));
    }
    return joined(texts);
}

std::string selectorText(const Json &selector) {
    std::vector<std::string> texts;
    if (!field(selector, "matchLabels").empty())
        texts.push_back(labelText(field(selector, "matchLabels")));
    for (const auto &term : itemsAt(selector, "matchExpressions")) {
        const auto op = textAt(term, "operator");
        const auto key = textAt(term, "key");
        std::vector<std::string> values;
        for (const auto &value : itemsAt(term, "values"))
            values.push_back(scalarText(value));
        if (op == "Exists" || op == "DoesNotExist")
            texts.push_back(op == "Exists" ? key : '!' + key);
        else
            texts.push_back(key + (op == "In" ? " in (" : " notin (") + joined(values, "") + ')');
    }
    return joined(texts);
}

std::string containersText(const Json &podSpec, std::string_view key) {
    std::vector<std::string> texts;
    for (const auto &container : itemsAt(podSpec, "containers"))
        texts.push_back(textAt(container, key));
    return joined(texts, "");
}

std::string scalarText(const Json &value, std::string_view otherwise) {
    if (value.is_null())
        return std::string(otherwise);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

} // namespace sandbox
