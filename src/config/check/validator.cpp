// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/check/validator.h"

#include "config/check/accepting.h"
#include "config/check/doubles.h"
#include "config/check/filecheck.h"
#include "config/check/pool.h"
#include "config/check/words.h"
#include "config/cross/acrossrules.h"
#include "config/rules/subjects.h"

#include <algorithm>

namespace config {

using check::Task;
using check::tr;

int Outcome::count(Severity severity) const {
    return int(std::ranges::count(findings, severity, &Finding::severity));
}

struct Validator::Private {
    explicit Private(Catalogue all) : catalogue(std::move(all)) {}

    Catalogue catalogue;
    std::unique_ptr<Schemas> schemas;
    std::vector<RuleInfo> infos;
    mutable check::Tools tools;

    // With the definitions of the last set that had any.
    mutable std::mutex extendedMutex;
    mutable std::shared_ptr<const Schemas> extendedOf;
    mutable std::string extendedBy;
    mutable std::shared_ptr<const Schemas> extended;

    std::vector<Task> tasks(const Set &set, const Settings &settings, const Subjects &subjects, const Schemas &with, check::RulesRun &run) const;
};

namespace {

/// The severity that the settings give a finding of grammar, schema or a tool; nothing where it is off.
std::optional<Severity> severityOf(const Finding &finding, const Settings &settings) {
    auto set = settings.rules.find(finding.rule);
    if (set == settings.rules.end() && finding.rule.starts_with("shellcheck-"))
        if (set = settings.rules.find("shellcheck"); set != settings.rules.end() && set->second)
            return finding.severity; // on, with the severities of its own
    return set == settings.rules.end() ? finding.severity : set->second;
}

void applySeverities(std::vector<Finding> &findings, const Settings &settings) {
    if (settings.rules.empty())
        return;
    std::erase_if(findings, [&](Finding &finding) {
        const auto severity = severityOf(finding, settings);
        finding.severity = severity.value_or(finding.severity);
        return !severity;
    });
}

std::vector<Finding> renderFindings(const Set &set) {
    std::vector<Finding> findings;
    for (const Set::RenderProblem &problem : set.renderProblems()) {
        const File *file = set.file(problem.kustomization);
        if (!file || problem.error.kind == base::ErrorKind::Cancelled)
            continue;
        // Whether the kustomization is wrong is only known where something read it.
        const bool wrong = problem.error.kind == base::ErrorKind::Invalid;
        QString message = problem.error.detail.isEmpty() ? problem.error.message : problem.error.message + QLatin1StringView(": ") + problem.error.detail.trimmed();
        findings.push_back(check::findingAt(*file->document, {}, wrong ? "kustomization-render" : "kustomization-not-rendered",
            wrong ? Severity::Error : Severity::Info, message));
    }
    return findings;
}

} // namespace

Validator::Validator() = default;
Validator::~Validator() = default;

base::Result<std::unique_ptr<Validator>> Validator::create() {
    auto catalogue = Catalogue::builtin(acrossRules());
    if (!catalogue)
        return std::unexpected(catalogue.error());
    auto schemas = Schemas::builtin();
    if (!schemas)
        return std::unexpected(schemas.error());
    std::unique_ptr<Validator> validator(new Validator);
    validator->d = std::make_unique<Private>(std::move(*catalogue));
    validator->d->schemas = std::move(*schemas);
    auto &infos = validator->d->infos;
    infos = check::ownRules();
    for (const Rule &rule : validator->d->catalogue.rules())
        infos.push_back(rule.info());
    std::ranges::sort(infos, {}, &RuleInfo::id);
    return validator;
}

std::span<const RuleInfo> Validator::rules() const {
    return d->infos;
}

const Schemas &Validator::schemas() const {
    return *d->schemas;
}

std::shared_ptr<const Schemas> Validator::schemasFor(const Set &set, const Settings &settings) const {
    const auto base = settings.schemas ? settings.schemas : std::shared_ptr<const Schemas>(std::shared_ptr<const Schemas>(), d->schemas.get()); // not owned
    std::vector<Node> definitions;
    std::string texts;
    for (const Object &object : set.objects())
        if (object.kind == "CustomResourceDefinition") {
            definitions.push_back(object.root);
            texts.append(object.document->text(object.root.range())).append("\n---\n");
        }
    if (definitions.empty())
        return base;
    const std::scoped_lock lock(d->extendedMutex);
    if (d->extendedOf != base || d->extendedBy != texts) {
        d->extended = base->withDefinitions(definitions);
        d->extendedOf = base;
        d->extendedBy = std::move(texts);
    }
    return d->extended;
}

std::vector<Task> Validator::Private::tasks(const Set &set, const Settings &settings, const Subjects &subjects, const Schemas &with, check::RulesRun &run) const {
    std::vector<Task> tasks;
    const auto addRule = [&](const Rule &rule) {
        const RuleInfo &info = rule.info();
        const auto changed = settings.rules.find(info.id);
        const auto severity = changed == settings.rules.end() ? (info.on ? std::optional(info.severity) : std::nullopt) : changed->second;
        if (!severity)
            return;
        run.insert(info.id);
        tasks.emplace_back([&rule, &subjects, severity] { return rule.run(subjects, *severity); });
    };
    for (const Rule &rule : catalogue.rules())
        addRule(rule);
    for (const Rule &rule : settings.own)
        addRule(rule);
    // Files in handfuls, so that handing out costs nothing and the last ones to finish are small.
    constexpr std::size_t handful = 16;
    const std::span<const File> files = set.files();
    for (std::size_t from = 0; from < files.size(); from += handful)
        tasks.emplace_back([this, &settings, &with, some = files.subspan(from, std::min(handful, files.size() - from))] {
            std::vector<Finding> found;
            for (const File &file : some) {
                std::ranges::move(check::syntaxFindings(file), std::back_inserter(found));
                std::ranges::move(check::schemaFindings(file, with, settings.fixes), std::back_inserter(found));
                if (settings.tools)
                    std::ranges::move(tools.findings(file), std::back_inserter(found));
            }
            applySeverities(found, settings);
            return found;
        });
    return tasks;
}

Outcome Validator::run(const Set &set, const Settings &settings, int threads, const std::function<bool()> &cancelled) const {
    Outcome outcome;
    const Subjects subjects(set, settings.fixes);
    const std::shared_ptr<const Schemas> schemas = schemasFor(set, settings);
    check::RulesRun run{"suppression-unused"};
    for (const RuleInfo &own : check::ownRules())
        if (const auto changed = settings.rules.find(own.id); changed == settings.rules.end() || changed->second)
            run.insert(own.id);
    outcome.findings = check::runAll(d->tasks(set, settings, subjects, *schemas, run), threads, cancelled);
    std::vector<Finding> rendering = renderFindings(set);
    applySeverities(rendering, settings);
    std::ranges::move(rendering, std::back_inserter(outcome.findings));
    check::accept(set, settings, run, d->infos, outcome);
    check::sayOnce(set, d->catalogue, settings, outcome.findings); // afterwards: what is accepted takes nothing's place
    const check::Wanted wanted(set, settings);
    for (const File &file : set.files())
        if (wanted(file)) {
            ++outcome.files;
            outcome.objects += file.kind.role == Role::Objects ? int(file.objects.size()) : 0;
        }
    return outcome;
}

} // namespace config
