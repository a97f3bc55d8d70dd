// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any text under a name that is known goes through everything: schema, every rule, the system that it describes, the secrets that it needs.
// The first byte chooses the name; a line "=====" begins another file.
#include "config/check/validator.h"
#include "config/secrets/secretuse.h"
#include "config/system/systems.h"

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

constexpr const char *names[] = {"k/a.yaml", "k/kustomization.yaml", "compose.yaml", ".github/workflows/a.yml", "prometheus.yml", "alerts.yaml", "alertmanager.yml",
    "Dockerfile", ".env", "Procfile", "app.json", "task-definition.json", "app.yaml", "cloudbuild.yaml", "apprunner.yaml", ".streamlit/secrets.toml", "Dockerrun.aws.json",
    "dashboards/a.json", "setup.sh", "README.md"};

std::vector<std::pair<QString, std::string>> filesOf(std::string_view text) {
    std::vector<std::pair<QString, std::string>> files;
    constexpr std::string_view fence = "\n=====\n";
    while (!text.empty() && files.size() < 4) {
        const std::size_t end = text.find(fence, 1);
        const auto name = static_cast<std::uint8_t>(text.front()) % std::size(names);
        files.emplace_back(QStringLiteral("/fuzz/%1/").arg(files.size()) + QLatin1String(names[name]), std::string(text.substr(1, end == text.npos ? end : end - 1)));
        text = end == text.npos ? std::string_view() : text.substr(end + fence.size());
    }
    return files;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const auto set = Set::of(filesOf({reinterpret_cast<const char *>(data), size}));
    for (const Finding &finding : validator().run(*set).findings) {
        const File *file = set->file(finding.file);
        if (finding.rule.empty() || finding.message.isEmpty() || (file && finding.range.end > file->document->text().size()))
            __builtin_trap();
        if (finding.fix && file)
            for (const Edit &edit : finding.fix->edits)
                if (edit.range.begin > edit.range.end || edit.range.end > file->document->text().size())
                    __builtin_trap();
    }
    (void)requiredSecrets(secretUses(*set));
    (void)systemsOf(*set);
    return 0;
}
