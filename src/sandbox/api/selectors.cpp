// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/selectors.h"

#include "sandbox/api/httpmessage.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace sandbox {

namespace {

/// At commas that are not inside parentheses.
std::vector<std::string> splitTerms(const std::string &text) {
    std::vector<std::string> terms;
    std::string term;
    int depth = 0;
    for (const char c : text) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ',' && depth == 0) {
            terms.push_back(trimmed(term));
            term.clear();
        } else {
            term += c;
        }
    }
    terms.push_back(trimmed(term));
    std::erase(terms, std::string());
    return terms;
}

bool isKey(const std::string &text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '/';
    });
}

std::optional<long long> integer(const std::string &text) {
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Fields by which a kind can be selected, with where they are where that differs (registry/*/strategy.go, conversion.go).
bool selectable(const Kind &kind, const std::string &field) {
    static const std::map<std::string, std::vector<std::string>> fields = {
        {"pods", {"spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
                     "status.phase", "status.podIP", "status.nominatedNodeName"}},
        {"events", {"involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
                       "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
                       "reportingComponent", "source", "type"}},
        {"nodes", {"spec.unschedulable"}},
        {"namespaces", {"status.phase"}},
        {"secrets", {"type"}},
        {"services", {"spec.clusterIP", "spec.type"}},
        {"jobs.batch", {"status.successful"}},
        {"replicasets.apps", {"status.replicas"}},
    };
    if (field == "metadata.name" || (kind.namespaced && field == "metadata.namespace"))
        return true;
    const auto found = fields.find(kind.plural == "events" ? "events" : kind.resource());
    return found != fields.end() && std::ranges::find(found->second, field) != found->second.end();
}

std::string storedField(const Kind &kind, std::string field) {
    if (kind.plural == "events") { // events.k8s.io calls it regarding; both are one object
        if (field.starts_with("regarding."))
            field.replace(0, 9, "involvedObject");
        if (field == "reportingController")
            field = "reportingComponent";
    }
    return field;
}

} // namespace

bool LabelSelector::Term::matches(const Json &labels) const {
    const auto found = labels.is_object() ? labels.find(key) : labels.end();
    const bool there = labels.is_object() && found != labels.end() && found->is_string();
    const auto value = there ? found->get<std::string>() : std::string();
    switch (op) {
    case Operator::Exists:
        return there;
    case Operator::Absent:
        return !there;
    case Operator::In:
        return there && std::ranges::find(values, value) != values.end();
    case Operator::NotIn:
        return !there || std::ranges::find(values, value) == values.end();
    case Operator::Greater:
    case Operator::Less: {
        const auto number = integer(value);
        const auto bound = integer(values.front());
        return there && number && bound && (op == Operator::Greater ? *number > *bound : *number < *bound);
    }
    }
    return false;
}

Outcome<LabelSelector::Term> LabelSelector::parseTerm(const std::string &text) {
    const auto bad = [&text] { return badRequest("unable to parse requirement: couldn't parse the selector string \"" + text + "\""); };
    if (text.starts_with('!')) {
        const auto key = trimmed(text.substr(1));
        return isKey(key) ? Outcome<Term>(Term{key, Operator::Absent, {}}) : bad();
    }
    if (text.ends_with(')')) {
        const auto open = text.find('(');
        if (open == std::string::npos)
            return bad();
        const auto head = trimmed(text.substr(0, open));
        const auto space = head.find_last_of(" \t");
        if (space == std::string::npos)
            return bad();
        const auto word = head.substr(space + 1);
        Term term{trimmed(head.substr(0, space)), word == "in" ? Operator::In : Operator::NotIn, {}};
        for (const auto &value : splitTerms(text.substr(open + 1, text.size() - open - 2)))
            term.values.push_back(value);
        return isKey(term.key) && (word == "in" || word == "notin") ? Outcome<Term>(term) : bad();
    }
    static constexpr std::pair<std::string_view, Operator> operators[]
        = {{"!=", Operator::NotIn}, {"==", Operator::In}, {"=", Operator::In}, {">", Operator::Greater}, {"<", Operator::Less}};
    for (const auto &[sign, op] : operators) {
        const auto at = text.find(sign);
        if (at == std::string::npos)
            continue;
        Term term{trimmed(text.substr(0, at)), op, {trimmed(text.substr(at + sign.size()))}};
        return isKey(term.key) ? Outcome<Term>(term) : bad();
    }
    return isKey(text) ? Outcome<Term>(Term{text, Operator::Exists, {}}) : bad();
}

Outcome<LabelSelector> LabelSelector::parse(const std::string &text) {
    LabelSelector selector;
    for (const auto &part : splitTerms(text)) {
        auto term = parseTerm(part);
        if (!term)
            return std::unexpected(term.error());
        selector.m_terms.push_back(std::move(*term));
    }
    return selector;
}

bool LabelSelector::matches(const Json &object) const {
    if (m_terms.empty())
        return true;
    const Json &labels = field(object, "metadata.labels");
    return std::ranges::all_of(m_terms, [&labels](const Term &term) { return term.matches(labels); });
}

Outcome<FieldSelector> FieldSelector::parse(const Kind &kind, const std::string &text) {
    FieldSelector selector;
    for (const auto &part : splitTerms(text)) {
        const auto equals = part.find('=');
        if (equals == std::string::npos || equals == 0)
            return badRequest("invalid field selector: \"" + part + "\"; can't understand '" + part + "'");
        const bool equal = part[equals - 1] != '!';
        const auto name = storedField(kind, part.substr(0, equal ? equals : equals - 1));
        const auto value = part.substr(part.find_first_not_of('=', equals) == std::string::npos ? part.size()
                                                                                                : part.find_first_not_of('=', equals));
        if (!selectable(kind, name))
            return badRequest("field label not supported: " + name);
        selector.m_terms.push_back({name == "source" ? "source.component" : name, value, equal});
    }
    return selector;
}

bool FieldSelector::matches(const Json &object) const {
    return std::ranges::all_of(m_terms, [&object](const Term &term) {
        const bool absentMeansFalse = term.path == "spec.unschedulable" || term.path == "spec.hostNetwork";
        const Json &found = field(object, term.path);
        std::string value = absentMeansFalse ? "false" : "";
        if (!found.is_null())
            value = found.is_string() ? found.get<std::string>() : found.dump();
        return (value == term.value) == term.equal;
    });
}

} // namespace sandbox
