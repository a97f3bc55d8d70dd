// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/rulefile.h"

#include "config/rules/conditionreader.h"
#include "config/rules/words.h"

#include <algorithm>
#include <array>

namespace config {

using namespace Qt::StringLiterals;
using rules::said;

namespace {

bool isIdentifier(std::string_view text) {
    return !text.empty() && text.size() <= 80 && text.front() != '-' && text.back() != '-'
        && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::optional<Category> categoryNamed(std::string_view text) {
    for (int i = 0; i <= int(Category::Practice); ++i) {
        if (name(Category(i)) == text)
            return Category(i);
    }
    return std::nullopt;
}

Example exampleOf(Node node) {
    Example example;
    if (node.isScalar() && !node.isNull())
        example.emplace_back(u"example.yaml"_s, std::string(node.text()));
    for (const Node file : node.isMap() ? node : Node())
        example.emplace_back(said(file.key()), std::string(file.text()));
    return example;
}

base::Status readClass(const Document &document, Node node, RuleInfo &info) {
    if (const Node severity = node["severity"]) {
        const auto named = severityNamed(severity.text());
        if (!named)
            return failAt(document, severity, rules::tr("A severity is error, warning or info."));
        info.severity = *named;
    }
    if (const Node category = node["category"]) {
        const auto named = categoryNamed(category.text());
        if (!named)
            return failAt(document, category, rules::tr("\"%1\" is no category of rules.").arg(said(category.text())));
        info.category = *named;
    }
    info.on = node["on"].toBool().value_or(true);
    info.across = node["across"].toBool().value_or(false);
    return {};
}

base::Result<WrittenRule> readRule(const Document &document, Node node) {
    static constexpr std::array keys = {"id", "severity", "category", "on", "across", "title", "why", "mend", "likes", "check", "bad", "good"};
    for (const Node member : node) {
        if (std::ranges::find(keys, member.key()) == keys.end())
            return failAt(document, member, rules::tr("\"%1\" means nothing in a rule. There are: id, severity, category, on, across, title, why, mend, likes, "
                "check, bad, good.").arg(said(member.key())));
    }
    WrittenRule rule;
    rule.node = node;
    rule.info.id = node["id"].text();
    if (!isIdentifier(rule.info.id))
        return failAt(document, node["id"] ? node["id"] : node, rules::tr("A rule needs an id of lower-case letters, digits and dashes."));
    if (base::Status status = readClass(document, node, rule.info); !status)
        return std::unexpected(std::move(status.error()));
    rule.info.title = said(node["title"].text()).simplified();
    rule.info.why = said(node["why"].text()).simplified();
    rule.info.mend = said(node["mend"].text()).simplified();
    for (const Node like : node["likes"])
        rule.info.likes.append(said(like.text()));
    rule.info.examples.bad = exampleOf(node["bad"]);
    rule.info.examples.good = exampleOf(node["good"]);
    if (const Node check = node["check"]) {
        base::Result<Declared> declared = Declared::read(document, check);
        if (!declared)
            return std::unexpected(std::move(declared.error()));
        rule.check = std::move(*declared);
    }
    return rule;
}

} // namespace

base::Result<std::vector<WrittenRule>> readRuleFile(const Document &document) {
    if (!document.problems().empty()) {
        const Problem &problem = document.problems().front();
        return base::fail(base::ErrorKind::Invalid, problem.message, document.path() + u':' + QString::number(document.position(problem.range.begin).line));
    }
    std::vector<WrittenRule> written;
    for (const Node root : document.roots()) {
        const Node list = root["rules"];
        if (!list.isSequence())
            return failAt(document, list ? list : root, rules::tr("A file of rules has a list \"rules\"."));
        for (const Node node : list) {
            base::Result<WrittenRule> rule = readRule(document, node);
            if (!rule)
                return std::unexpected(std::move(rule.error()));
            if (std::ranges::any_of(written, [&](const WrittenRule &other) { return other.info.id == rule->info.id; }))
                return failAt(document, node["id"], rules::tr("There are two rules \"%1\".").arg(QString::fromStdString(rule->info.id)));
            written.push_back(std::move(*rule));
        }
    }
    return written;
}

} // namespace config
