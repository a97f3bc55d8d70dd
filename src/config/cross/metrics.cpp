// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Measurements that alert rules and dashboards ask for, against those that there are (resources/config/metrics.yaml).
#include "config/cross/images.h"
#include "config/cross/words.h"

#include <algorithm>
#include <array>

namespace config::cross {

using namespace Qt::StringLiterals;

namespace {
struct Known {
    std::vector<std::string> names;
    std::vector<std::string> complete;
};

Known readKnown() {
    Known out;
    const auto document = Document::read(u":/config/metrics.yaml"_s);
    for (const Node root : document->roots()) {
        for (const Node name : root["families"])
            out.names.emplace_back(name.text());
        for (const Node prefix : root["complete"])
            out.complete.emplace_back(prefix.text());
    }
    return out;
}

/// And what the set's own rules record.
Known knownOf(const Set &set) {
    static const Known builtin = readKnown();
    Known out = builtin;
    for (const File &file : set.files()) {
        for (const Node root : file.kind.role == Role::AlertRules ? file.document->roots() : std::span<const Node>()) {
            for (const Node group : root["groups"]) {
                for (const Node rule : group["rules"]) {
                    if (rule["record"])
                        out.names.emplace_back(rule["record"].text());
                }
            }
        }
    }
    return out;
}

bool isNameByte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':'; }

/// Behind the bracket that closes the one at `at`; the end where there is none.
std::size_t behind(std::string_view expression, std::size_t at) {
    const char open = expression[at], close = open == '(' ? ')' : open == '{' ? '}' : ']';
    const std::size_t end = expression.find(close, at);
    return end == expression.npos ? expression.size() : end + 1;
}

bool isWordOf(std::string_view name) {
    static constexpr std::array<std::string_view, 18> words = {"and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "offset", "bool", "inf",
        "nan", "start", "end", "atan2", "Inf", "NaN"};
    return std::ranges::contains(words, name);
}

/// Names of measurements in an expression, with their places; labels, functions and texts are none.
std::vector<std::pair<std::size_t, std::string_view>> metricsIn(std::string_view expression) {
    std::vector<std::pair<std::size_t, std::string_view>> out;
    bool labels = false; // a list of labels may follow
    for (std::size_t at = 0; at < expression.size();) {
        const char c = expression[at];
        if (c == '"' || c == '\'' || c == '`') {
            const std::size_t end = expression.find(c, at + 1);
            at = end == expression.npos ? expression.size() : end + 1;
        } else if (c == '#') {
            at = std::min(expression.find('\n', at), expression.size());
        } else if (c == '{' || c == '[' || (c == '(' && labels)) {
            at = behind(expression, at);
            labels = false;
        } else if (c == '$') { // a variable of Grafana
            ++at;
            while (at < expression.size() && isNameByte(expression[at]))
                ++at;
        } else if (isNameByte(c)) {
            const std::size_t begin = at;
            while (at < expression.size() && isNameByte(expression[at]))
                ++at;
            const std::string_view name = expression.substr(begin, at - begin);
            const std::size_t next = expression.find_first_not_of(" \t\n", at);
            const bool called = next != expression.npos && expression[next] == '(';
            labels = called && isWordOf(name);
            if (!called && !isWordOf(name) && !number(name.substr(0, 1)))
                out.emplace_back(begin, name);
        } else {
            ++at;
        }
    }
    return out;
}

bool isKnown(const Known &known, std::string_view name) {
    if (std::ranges::contains(known.names, name))
        return true;
    for (const std::string_view end : {"_bucket", "_sum", "_count", "_created"}) {
        if (name.ends_with(end) && std::ranges::contains(known.names, name.substr(0, name.size() - end.size())))
            return true;
    }
    return false;
}

void judge(const Known &known, const File &file, Node expression, Report &report) {
    const std::vector<std::string_view> names(known.names.begin(), known.names.end());
    for (const auto &[at, name] : metricsIn(expression.text())) {
        if (isKnown(known, name) || contains(name, ":"))
            continue;
        const auto close = near(name, names);
        const bool ours = std::ranges::any_of(known.complete, [&](const std::string &prefix) { return name.starts_with(prefix); });
        if (!ours && !close)
            continue;
        std::string mended(expression.text());
        auto fix = close ? replacing(*file.document, expression, mended.replace(at, name.size(), *close)) : std::nullopt;
        if (fix)
            fix->title = tr("Change %1 to %2").arg(text(name), text(*close));
        report.add(*file.document, expression,
            tr("Nothing measures %1%2: the expression never has a value.").arg(text(name), close ? tr(" (there is %1)").arg(text(*close)) : QString()), std::move(fix));
    }
}

void ofAlerts(const Subjects &subjects, Report &report) {
    for (const File *file : subjects.files(Role::AlertRules)) {
        for (const Node root : file->document->roots()) {
            for (const Node group : root["groups"]) {
                for (const Node rule : group["rules"])
                    judge(subjects.kept(knownOf), *file, rule["expr"], report);
            }
        }
    }
}

void eachPanel(const Known &known, const File &file, Node panels, Report &report) {
    for (const Node panel : panels) {
        for (const Node target : panel["targets"])
            judge(known, file, target["expr"], report);
        eachPanel(known, file, panel["panels"], report);
    }
}

void ofDashboards(const Subjects &subjects, Report &report) {
    for (const File *file : subjects.files(Role::GrafanaDashboard)) {
        for (const Node root : file->document->roots())
            eachPanel(subjects.kept(knownOf), *file, root["panels"] ? root["panels"] : root["dashboard"]["panels"], report);
    }
}

/// Groups of one name in a file, and alerts of one name and expression: Prometheus refuses the first and sends the second twice.
void groupTwice(const Subjects &subjects, Report &report) {
    for (const File *file : subjects.files(Role::AlertRules)) {
        for (const Node root : file->document->roots()) {
            std::vector<std::string_view> seen;
            for (const Node group : root["groups"]) {
                if (std::ranges::contains(seen, group["name"].text()))
                    report.add(*file->document, group["name"], tr("There is a group %1 already in this file: Prometheus refuses it.").arg(text(group["name"].text())));
                seen.push_back(group["name"].text());
            }
        }
    }
}
} // namespace

std::span<const RuleEntry> metricRules() {
    static constexpr RuleEntry table[] = {
        {"alert-metric-unknown", ofAlerts},
        {"dashboard-metric-unknown", ofDashboards},
        {"alert-group-twice", groupTwice},
    };
    return table;
}

} // namespace config::cross
