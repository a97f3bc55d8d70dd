// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of findings that no rule makes. The texts of grammar and schema are made where they are found; these say what the identifier stands for.
#include "config/check/filecheck.h"
#include "config/check/words.h"

namespace config::check {

namespace {

struct Own {
    const char *id;
    Severity severity;
    Category category;
    const char *title;
    const char *why;
    const char *mend;
};

// Formats share the kinds of mistake: "yaml-syntax", "json-syntax" ...
constexpr const char *formats[] = {"yaml", "json", "toml", "dotenv", "procfile", "dockerfile", "shell"};

constexpr Own owns[] = {
    {"text-too-large", Severity::Error, Category::Syntax, "A file that is too large for configuration", "Whatever reads it would need more memory than it has.",
        "Keep data out of configuration, or split the file."},
    {"text-binary", Severity::Error, Category::Syntax, "A file that is no text", "No reader of its format accepts it.", "Put the right file in its place."},
    {"text-control-character", Severity::Error, Category::Syntax, "A control character in a text file", "No reader of its format accepts it.", "Remove it."},
    {"text-not-utf8", Severity::Error, Category::Syntax, "A text in another encoding than UTF-8", "Its characters are read as others, or it is refused.",
        "Save it as UTF-8."},
    {"text-unreadable", Severity::Error, Category::Syntax, "A file that cannot be read", "Nothing is known of what stands in it.", "Make it readable."},
    {"kustomization-render", Severity::Error, Category::Syntax, "A kustomization that cannot be rendered", "kubectl apply -k stops with the same error.",
        "Mend what the message names."},
    {"kustomization-not-rendered", Severity::Info, Category::Syntax, "A kustomization that could not be rendered here",
        "What its objects are together is not known, so they were not checked against one another.",
        "Install kubectl, and keep a copy here of what the kustomization takes from elsewhere."},
    {"schema-unknown-key", Severity::Error, Category::Schema, "A key that the schema does not know", "It is refused, or silently does nothing.",
        "Correct its spelling or its place."},
    {"schema-key-case", Severity::Warning, Category::Schema, "A key of a kustomization in other capitals than it has",
        "kubectl takes it as it is; other tools that read kustomizations do not.", "Write it as the message says."},
    {"schema-wrong-type", Severity::Error, Category::Schema, "A value of another type than the schema's", "It is refused.", "Write a value of that type."},
    {"schema-missing-key", Severity::Error, Category::Schema, "A required key is missing", "The object is refused.", "Add it."},
    {"schema-value", Severity::Error, Category::Schema, "A value that the schema does not allow", "It is refused.", "Take one of the values that are allowed."},
    {"schema-format", Severity::Error, Category::Schema, "A value that does not have the form that the schema asks for", "It is refused.",
        "Write it in that form."},
    {"schema-unknown-kind", Severity::Info, Category::Schema, "A kind of object without a schema", "Its fields could not be checked.",
        "Check the spelling of apiVersion and kind, or add the CustomResourceDefinition to the set."},
    {"suppression-without-reason", Severity::Warning, Category::Practice, "A suppression without rules or without a reason",
        "Nobody can tell later whether the finding was looked at; the suppression does not count.", "Write: # aqi-ignore: rule-id because REASON"},
    {"suppression-unused", Severity::Info, Category::Practice, "A suppression of something that is not found", "It hides the finding when it comes back.",
        "Remove the comment."},
    {"settings-invalid", Severity::Error, Category::Practice, "A mistake in .aqi-validate.yaml", "The setting does not count.", "Mend what the message names."},
    {"shellcheck", Severity::Warning, Category::Practice, "What shellcheck finds in a script",
        "Each check has a page at https://www.shellcheck.net/wiki/ under its number. Severities are shellcheck's own; style is info.",
        "As shellcheck says. One check is set by its number: shellcheck-SC2086."},
    {"promtool-rules", Severity::Error, Category::Monitoring, "What promtool finds in alert rules", "Prometheus refuses the file and keeps the rules that it had.",
        "Mend the expression."},
    {"tool-failed", Severity::Info, Category::Practice, "A tool gave no answer", "The file was not checked by it.", "Run the tool by hand."},
};

RuleInfo made(const Own &own, std::string id, const QString &title) {
    RuleInfo info;
    info.id = std::move(id);
    info.severity = own.severity;
    info.category = own.category;
    info.title = title;
    info.why = tr(own.why);
    info.mend = tr(own.mend);
    return info;
}

} // namespace

std::vector<RuleInfo> ownRules() {
    std::vector<RuleInfo> rules;
    for (const Own &own : owns)
        rules.push_back(made(own, own.id, tr(own.title)));
    constexpr Own syntax{"", Severity::Error, Category::Syntax, "", "Whatever reads the file stops here, or reads something else than was meant.", "Mend the line."};
    constexpr Own twice{"", Severity::Error, Category::Syntax, "", "One of the two values is lost, or the file is refused.", "Remove one of them."};
    for (const char *format : formats) {
        rules.push_back(made(syntax, std::string(format) + "-syntax", tr("A line that the format %1 does not allow").arg(QLatin1StringView(format))));
        rules.push_back(made(twice, std::string(format) + "-duplicate-key", tr("A key that stands twice (%1)").arg(QLatin1StringView(format))));
    }
    return rules;
}

} // namespace config::check
