// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "findingoutput.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QUrl>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

QString levelOf(config::Severity severity) {
    return severity == config::Severity::Error ? u"error"_s : severity == config::Severity::Warning ? u"warning"_s : u"note"_s;
}

QJsonObject message(const QString &words) {
    return {{u"text"_s, words}};
}

QJsonObject ruleJson(const std::string &id, std::span<const config::RuleInfo> rules, config::Severity severity) {
    const auto known = std::ranges::find(rules, id, &config::RuleInfo::id);
    QJsonObject rule{{u"id"_s, text(id)}};
    if (known == rules.end()) { // one of the user's own, or one of shellcheck's numbers
        rule[u"shortDescription"_s] = message(text(id));
        rule[u"defaultConfiguration"_s] = QJsonObject{{u"level"_s, levelOf(severity)}};
        if (id.starts_with("shellcheck-"))
            rule[u"helpUri"_s] = u"https://www.shellcheck.net/wiki/"_s + text(id.substr(11));
        return rule;
    }
    rule[u"shortDescription"_s] = message(known->title);
    rule[u"fullDescription"_s] = message(known->why.isEmpty() ? known->title : known->why.simplified());
    rule[u"help"_s] = message(known->mend.isEmpty() ? known->title : known->mend.simplified());
    rule[u"defaultConfiguration"_s] = QJsonObject{{u"level"_s, levelOf(known->severity)}};
    rule[u"properties"_s] = QJsonObject{{u"tags"_s, QJsonArray{text(config::name(known->category))}}};
    return rule;
}

/// A relative path stays one, so that the host finds the file in the repository; an absolute one is a URL.
QJsonObject artifact(const QString &path) {
    if (QFileInfo(path).isAbsolute())
        return {{u"uri"_s, QString::fromUtf8(QUrl::fromLocalFile(path).toEncoded())}};
    const QString clean = path.startsWith("./"_L1) ? path.mid(2) : path;
    return {{u"uri"_s, QString::fromUtf8(QUrl::toPercentEncoding(clean, "/"))}, {u"uriBaseId"_s, u"%SRCROOT%"_s}};
}

QJsonObject regionJson(const config::Finding &finding) {
    QJsonObject region{{u"startLine"_s, finding.position.line}, {u"startColumn"_s, finding.position.column}};
    if (finding.end.line > finding.position.line || (finding.end.line == finding.position.line && finding.end.column > finding.position.column)) {
        region[u"endLine"_s] = finding.end.line;
        region[u"endColumn"_s] = finding.end.column;
    }
    return region;
}

QJsonArray fixesJson(const config::Set &set, const config::Finding &finding) {
    const config::File *file = finding.fix ? set.file(finding.file) : nullptr;
    if (!file)
        return {};
    QJsonArray replacements;
    for (const config::Edit &edit : finding.fix->edits) {
        const config::Position begin = file->document->position(edit.range.begin);
        const config::Position end = file->document->position(edit.range.end);
        replacements.append(QJsonObject{{u"deletedRegion"_s, QJsonObject{{u"startLine"_s, begin.line}, {u"startColumn"_s, begin.column},
                                                                 {u"endLine"_s, end.line}, {u"endColumn"_s, end.column}}},
            {u"insertedContent"_s, message(text(edit.text))}});
    }
    return {QJsonObject{{u"description"_s, message(finding.fix->title)},
        {u"artifactChanges"_s, QJsonArray{QJsonObject{{u"artifactLocation"_s, artifact(finding.file)}, {u"replacements"_s, replacements}}}}}};
}

QJsonObject resultJson(const Validated &validated, const config::Finding &finding, int ruleIndex, std::map<std::string, int> &prints) {
    const std::string print = config::fingerprint(finding, validated.set->root());
    QJsonObject location{{u"physicalLocation"_s, QJsonObject{{u"artifactLocation"_s, artifact(finding.file)}, {u"region"_s, regionJson(finding)}}}};
    if (!finding.object.isEmpty())
        location[u"logicalLocations"_s] = QJsonArray{QJsonObject{{u"fullyQualifiedName"_s,
            finding.path.isEmpty() ? finding.object : finding.object + u':' + finding.path}, {u"kind"_s, u"resource"_s}}};
    QJsonObject result{{u"ruleId"_s, text(finding.rule)}, {u"ruleIndex"_s, ruleIndex}, {u"level"_s, levelOf(finding.severity)},
        {u"message"_s, message(finding.message)}, {u"locations"_s, QJsonArray{location}},
        // The key that GitHub follows a finding by; equal ones are counted.
        {u"partialFingerprints"_s, QJsonObject{{u"primaryLocationLineHash"_s, u"%1:%2"_s.arg(text(print)).arg(++prints[print])}}}};
    if (const QJsonArray fixes = fixesJson(*validated.set, finding); !fixes.isEmpty())
        result[u"fixes"_s] = fixes;
    return result;
}

} // namespace

QJsonObject findingsSarif(const Validated &validated) {
    QJsonArray rules;
    QJsonArray results;
    std::map<std::string, int> indices;
    std::map<std::string, int> prints;
    for (const config::Finding &finding : validated.outcome.findings) {
        const auto [at, added] = indices.try_emplace(finding.rule, int(rules.size()));
        if (added)
            rules.append(ruleJson(finding.rule, validated.rules, finding.severity));
        results.append(resultJson(validated, finding, at->second, prints));
    }
    const QJsonObject driver{{u"name"_s, u"aqictl"_s}, {u"semanticVersion"_s, u"" AQI_VERSION ""_s}, {u"rules"_s, rules}};
    return {{u"$schema"_s, u"https://json.schemastore.org/sarif-2.1.0.json"_s}, {u"version"_s, u"2.1.0"_s},
        {u"runs"_s, QJsonArray{QJsonObject{{u"tool"_s, QJsonObject{{u"driver"_s, driver}}}, {u"columnKind"_s, u"unicodeCodePoints"_s}, {u"results"_s, results}}}}};
}

} // namespace cli
