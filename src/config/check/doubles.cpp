// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/check/doubles.h"

#include <algorithm>
#include <tuple>

namespace config::check {

namespace {

/// Whether the finding is about a scalar, and about the whole of it.
bool isAboutScalar(const Set &set, const Finding &finding) {
    const File *file = finding.range.size() > 0 ? set.file(finding.file) : nullptr;
    const Node node = file ? file->document->at(finding.range.begin) : Node();
    return node.isScalar() && node.range() == finding.range;
}

enum class Source : std::uint8_t { Rule, Schema, Tool };

Source sourceOf(const Catalogue &catalogue, const Finding &finding) {
    if (catalogue.find(finding.rule))
        return Source::Rule;
    return finding.rule.starts_with("schema-") || finding.rule.starts_with("invalid-") ? Source::Schema : Source::Tool;
}

/// Of two errors at one scalar the lesser speaks. Not a matter of their fixes, which may not have been asked for.
std::tuple<Source, bool, std::string_view> order(const Catalogue &catalogue, const Finding &finding) {
    const Rule *rule = catalogue.find(finding.rule);
    return {sourceOf(catalogue, finding), rule && rule->info().across, finding.rule};
}

bool staysTrue(const Catalogue &catalogue, const Settings &settings, const Finding &finding) {
    if (std::ranges::any_of(settings.own, [&](const Rule &own) { return own.info().id == finding.rule; }))
        return true;
    const Rule *rule = catalogue.find(finding.rule);
    return rule && finding.severity != Severity::Error && (rule->info().category == Category::Security || rule->info().category == Category::Secrets);
}

} // namespace

void sayOnce(const Set &set, const Catalogue &catalogue, const Settings &settings, std::vector<Finding> &findings) {
    std::vector<Finding> kept;
    kept.reserve(findings.size());
    for (auto first = findings.begin(); first != findings.end();) {
        const auto last = std::find_if(first, findings.end(), [&](const Finding &other) { return other.file != first->file || other.range.begin != first->range.begin; });
        const auto speaks = std::ranges::min_element(first, last, {}, [&](const Finding &one) { return std::pair(one.severity != Severity::Error, order(catalogue, one)); });
        const bool error = last - first > 1 && speaks->severity == Severity::Error, scalar = error && isAboutScalar(set, *speaks);
        const auto isAgain = [&](const Finding &one) {
            if (!error || &one == &*speaks || staysTrue(catalogue, settings, one))
                return false;
            // A tool sees what is wrong at a map's beginning, too, and cannot say what.
            return (scalar && one.range == speaks->range) || (sourceOf(catalogue, one) == Source::Tool && one.severity == Severity::Error);
        };
        for (auto one = first; one != last; ++one)
            if (!speaks->fix && one->fix && one->range == speaks->range && one->severity == Severity::Error && isAgain(*one))
                speaks->fix = one->fix;
        std::for_each(first, last, [&](Finding &one) {
            if (!isAgain(one))
                kept.push_back(std::move(one));
        });
        first = last;
    }
    findings = std::move(kept);
}

} // namespace config::check
