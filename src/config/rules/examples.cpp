// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/examples.h"

#include "config/rules/rulefile.h"

#include <QFile>

#include <algorithm>

namespace config {

namespace {

std::string_view takeLine(std::string_view &text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
    text.remove_prefix(line.size());
    return line;
}

bool isBlank(std::string_view line) { return line.find_first_not_of(" \n") == std::string_view::npos; }
bool isExample(std::string_view line) { return line.starts_with("    bad:") || line.starts_with("    good:"); }
/// Within a member of a rule: deeper than its key. A line at the key's own depth or above begins something else.
bool isDeeper(std::string_view line) { return line.starts_with("     "); }

/// A list of one rule: reading it takes a fortieth of its file's time.
std::string ruleAlone(std::string_view text, std::string_view id) {
    std::string alone = "rules:\n";
    bool within = false;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.starts_with("  - id: "))
            within = line.substr(8, line.find_first_of(" #\n", 8) - 8) == id;
        if (within)
            alone += line;
    }
    return alone;
}

std::optional<Examples> exampleIn(std::string text, const RuleInfo &rule) {
    auto written = readRuleFile(*Document::parse(rule.file, std::move(text), Format::Yaml));
    if (!written)
        return {};
    const auto found = std::ranges::find(*written, rule.id, [](const WrittenRule &one) -> const std::string & { return one.info.id; });
    return found == written->end() ? std::nullopt : std::optional(std::move(found->info.examples));
}

} // namespace

std::string withoutExamples(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    bool within = false;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        within = isExample(line) || (within && (isDeeper(line) || isBlank(line)));
        if (within)
            kept += '\n';
        else
            kept += line;
    }
    return kept;
}

base::Result<std::string> textOf(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Internal, file.errorString(), path);
    return file.readAll().toStdString();
}

Examples examplesOf(const RuleInfo &rule) {
    if (rule.file.isEmpty())
        return rule.examples;
    const base::Result<std::string> whole = textOf(rule.file);
    if (!whole)
        return {};
    if (auto found = exampleIn(ruleAlone(*whole, rule.id), rule))
        return std::move(*found);
    return exampleIn(*whole, rule).value_or(Examples()); // it has an example in common with another rule
}

} // namespace config
