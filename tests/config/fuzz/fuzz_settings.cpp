// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a check and rules that a user wrote: read, or said why not; and then run.
#include "config/check/settingsfile.h"
#include "config/rules/subjects.h"

#include <cstdint>

using namespace config;

namespace {

const Validator &validator() {
    static const std::unique_ptr<Validator> made = [] {
        auto created = Validator::create();
        return created ? std::move(*created) : nullptr;
    }();
    return *made;
}

const Set &sample() {
    static const std::unique_ptr<Set> set = Set::of({{QStringLiteral("/fuzz/a.yaml"),
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, labels: {app: api}}\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: api}}\n"
        "  template:\n    metadata: {labels: {app: api}}\n    spec: {containers: [{name: api, image: api:1, ports: [{containerPort: 80}]}]}\n"}});
    return *set;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    std::string text(reinterpret_cast<const char *>(data), size);
    const auto document = Document::parse(QStringLiteral("/fuzz/.aqi-validate.yaml"), text, Format::Yaml);
    const SettingsFile settings = readSettings(*document, validator());
    for (const Finding &problem : settings.problems)
        if (problem.message.isEmpty() || problem.rule.empty())
            __builtin_trap();
    const auto rules = readRules(*Document::parse(QStringLiteral("/fuzz/own-rules.yaml"), std::move(text), Format::Yaml));
    if (!rules && rules.error().message.isEmpty())
        __builtin_trap();
    if (rules) {
        const Subjects subjects(sample());
        for (const Rule &rule : *rules)
            (void)rule.run(subjects, rule.info().severity);
    }
    return 0;
}
