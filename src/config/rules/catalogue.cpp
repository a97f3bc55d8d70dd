// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/catalogue.h"

#include "config/rules/conditionreader.h"
#include "config/rules/examples.h"
#include "config/rules/rulefile.h"
#include "config/rules/subjects.h"
#include "config/rules/words.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <map>

namespace config {

using namespace Qt::StringLiterals;

namespace {

/// Each file of rules of this room adds its table here.
std::vector<RuleEntry> withOwn(std::span<const RuleEntry> more) {
    std::vector<RuleEntry> all(more.begin(), more.end());
    for (const std::span<const RuleEntry> table :
        {probeRules(), podRules(), objectRules(), contentRules(), dockerfileRules(), composeFileRules(), workflowRules(), dotenvRules(), knownWordRules(), expressionRules(),
            workflowWordRules(), actionRules()})
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

std::unexpected<base::Error> broken(const QString &message, const QString &where = {}) {
    return base::fail(base::ErrorKind::Internal, message, where);
}

using Functions = std::map<std::string, Rule::Function, std::less<>>;

base::Result<Functions> functions(std::span<const RuleEntry> more) {
    Functions all;
    for (const RuleEntry &entry : withOwn(more))
        if (!all.emplace(entry.id, entry.run).second)
            return broken(rules::tr("Two functions are tables' entries for the rule %1").arg(QLatin1StringView(entry.id)));
    return all;
}

/// Joins a file's rules with their functions, which are taken out of the list.
base::Status join(const QString &path, Functions &functions, std::vector<Rule> &joined) {
    const base::Result<std::string> text = textOf(path);
    if (!text)
        return std::unexpected(text.error());
    const std::unique_ptr<Document> document = Document::parse(path, withoutExamples(*text), Format::Yaml);
    base::Result<std::vector<WrittenRule>> written = readRuleFile(*document);
    if (!written)
        return std::unexpected(std::move(written.error()));
    for (WrittenRule &rule : *written) {
        rule.info.file = path;
        const auto function = functions.find(rule.info.id);
        if (rule.check.has_value() == (function != functions.end()))
            return failAt(*document, rule.node["id"], rules::tr("The rule \"%1\" needs a check or a function, not both.").arg(QString::fromStdString(rule.info.id)));
        if (std::ranges::any_of(joined, [&](const Rule &other) { return other.info().id == rule.info.id; }))
            return failAt(*document, rule.node["id"], rules::tr("There are two rules \"%1\".").arg(QString::fromStdString(rule.info.id)));
        if (rule.check) {
            joined.emplace_back(std::move(rule.info), std::move(*rule.check));
        } else {
            joined.emplace_back(std::move(rule.info), std::move(function->second));
            functions.erase(function);
        }
    }
    return {};
}

} // namespace

std::vector<Finding> Rule::run(const Subjects &subjects, Severity severity) const {
    Report report(subjects.set(), m_info.id, severity, subjects.wantsFixes());
    if (const auto *const written = std::get_if<RuleFunction>(&m_function))
        (*written)(subjects, report);
    else
        std::get<Declared>(m_function).run(subjects, report);
    return report.take();
}

base::Result<Catalogue> Catalogue::builtin(std::span<const RuleEntry> more) {
    base::Result<Functions> left = functions(more);
    if (!left)
        return std::unexpected(std::move(left.error()));
    Catalogue catalogue;
    const QDir folder(u":/rules"_s);
    for (const QString &name : folder.entryList({u"*.yaml"_s}, QDir::Files, QDir::Name)) {
        if (base::Status status = join(folder.filePath(name), *left, catalogue.m_rules); !status)
            return std::unexpected(std::move(status.error()));
    }
    if (!left->empty())
        return broken(rules::tr("The rule \"%1\" has a function but no text").arg(QString::fromStdString(left->begin()->first)));
    std::ranges::sort(catalogue.m_rules, {}, [](const Rule &rule) -> const std::string & { return rule.info().id; });
    return catalogue;
}

const Rule *Catalogue::find(std::string_view id) const {
    const auto found = std::ranges::lower_bound(m_rules, id, {}, [](const Rule &rule) { return std::string_view(rule.info().id); });
    return found != m_rules.end() && found->info().id == id ? &*found : nullptr;
}

base::Result<std::vector<Rule>> readRules(const Document &document) {
    base::Result<std::vector<WrittenRule>> written = readRuleFile(document);
    if (!written)
        return std::unexpected(std::move(written.error()));
    std::vector<Rule> own;
    for (WrittenRule &rule : *written) {
        if (!rule.check)
            return failAt(document, rule.node["id"], rules::tr("The rule \"%1\" has no check.").arg(QString::fromStdString(rule.info.id)));
        own.emplace_back(std::move(rule.info), std::move(*rule.check));
    }
    return own;
}

} // namespace config
