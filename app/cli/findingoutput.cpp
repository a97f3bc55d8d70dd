// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "findingoutput.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

/// Only where a person looks, and does not mind (https://no-color.org).
bool colours() {
    return isatty(STDOUT_FILENO) == 1 && qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb";
}

QString coloured(config::Severity severity, bool colour) {
    const QString name = text(config::name(severity));
    if (!colour)
        return name;
    const auto code = severity == config::Severity::Error ? "31"_L1 : severity == config::Severity::Warning ? "33"_L1 : "36"_L1;
    return u"\x1b[1;%1m%2\x1b[0m"_s.arg(code, name);
}

QString counted(int count, const char *one, const char *many) {
    return tr(count == 1 ? one : many).arg(count);
}

QJsonArray editsJson(const config::Document &document, const config::Fix &fix) {
    QJsonArray edits;
    for (const config::Edit &edit : fix.edits) {
        const config::Position begin = document.position(edit.range.begin);
        const config::Position end = document.position(edit.range.end);
        edits.append(QJsonObject{{u"line"_s, begin.line}, {u"column"_s, begin.column}, {u"endLine"_s, end.line}, {u"endColumn"_s, end.column},
            {u"text"_s, text(edit.text)}});
    }
    return edits;
}

QJsonValue fixJson(const config::Set &set, const config::Finding &finding) {
    const config::File *file = finding.fix ? set.file(finding.file) : nullptr;
    if (!file)
        return QJsonValue::Null;
    return QJsonObject{{u"title"_s, finding.fix->title}, {u"edits"_s, editsJson(*file->document, *finding.fix)}};
}

QJsonObject findingJson(const config::Set &set, const config::Finding &finding) {
    return {{u"rule"_s, text(finding.rule)}, {u"severity"_s, text(config::name(finding.severity))}, {u"file"_s, finding.file},
        {u"line"_s, finding.position.line}, {u"column"_s, finding.position.column}, {u"object"_s, finding.object}, {u"path"_s, finding.path},
        {u"message"_s, finding.message}, {u"fix"_s, fixJson(set, finding)}};
}

QJsonObject ruleJson(const config::RuleInfo &rule) {
    return {{u"id"_s, text(rule.id)}, {u"severity"_s, text(config::name(rule.severity))}, {u"category"_s, text(config::name(rule.category))}, {u"on"_s, rule.on},
        {u"across"_s, rule.across}, {u"title"_s, rule.title}, {u"why"_s, rule.why}, {u"mend"_s, rule.mend}, {u"likes"_s, QJsonArray::fromStringList(rule.likes)}};
}

void printExample(const QString &title, const config::Example &example) {
    for (const auto &[path, content] : example) {
        printLine(u"\n"_s + (example.size() > 1 ? u"%1, %2:"_s.arg(title, path) : title + u':'));
        for (const QString &line : text(content).trimmed().split(u'\n'))
            printLine(line.isEmpty() ? line : u"    "_s + line);
    }
}

} // namespace

void printFindings(const Validated &validated) {
    const config::Outcome &outcome = validated.outcome;
    const bool colour = colours();
    QString lines;
    for (const config::Finding &finding : outcome.findings) {
        lines += u"%1:%2:%3: "_s.arg(plain(finding.file)).arg(finding.position.line).arg(finding.position.column);
        lines += coloured(finding.severity, colour) + u": "_s + plain(finding.message) + u" ["_s + text(finding.rule) + u']';
        if (!finding.object.isEmpty())
            lines += u" ("_s + plain(finding.object) + u')';
        lines += u'\n';
    }
    const QByteArray bytes = lines.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stdout);
    std::fflush(stdout);
    using enum config::Severity;
    QStringList parts{counted(outcome.count(Error), "%1 error", "%1 errors"), counted(outcome.count(Warning), "%1 warning", "%1 warnings")};
    if (const int advice = outcome.count(Info); advice > 0)
        parts.append(tr("%1 of advice").arg(advice));
    if (!outcome.suppressed.empty())
        parts.append(tr("%1 accepted").arg(outcome.suppressed.size()));
    const QString summary = tr("%1 in %2 (%3), %4 ms").arg(parts.join(u", "_s), counted(outcome.files, "%1 file", "%1 files"),
        counted(outcome.objects, "%1 object", "%1 objects")).arg(validated.milliseconds);
    std::fprintf(stderr, "%s\n", summary.toUtf8().constData());
}

QJsonObject findingsJson(const Validated &validated) {
    QJsonArray findings;
    for (const config::Finding &finding : validated.outcome.findings)
        findings.append(findingJson(*validated.set, finding));
    return {{u"findings"_s, findings}, {u"files"_s, validated.outcome.files}, {u"objects"_s, validated.outcome.objects}};
}

void printRules(std::span<const config::RuleInfo> rules, Format format) {
    if (format == Format::Json) {
        QJsonArray list;
        for (const config::RuleInfo &rule : rules)
            list.append(ruleJson(rule));
        return printJson({{u"rules"_s, list}});
    }
    QList<QStringList> rows{{u"RULE"_s, u"SEVERITY"_s, u"DEFAULT"_s, u"TITLE"_s}};
    for (const config::RuleInfo &rule : rules)
        rows.append({text(rule.id), text(config::name(rule.severity)), rule.on ? u"on"_s : u"off"_s, rule.title});
    printTable(rows);
}

void printRule(const config::RuleInfo &rule, Format format) {
    if (format == Format::Json)
        return printJson(ruleJson(rule));
    printLine(u"%1: %2"_s.arg(text(rule.id), rule.title));
    printLine(tr("Severity %1, category %2, by default %3.").arg(text(config::name(rule.severity)), text(config::name(rule.category)), rule.on ? u"on"_s : u"off"_s));
    if (!rule.why.isEmpty())
        printLine(u"\n"_s + tr("Why: %1").arg(rule.why.trimmed()));
    if (!rule.mend.isEmpty())
        printLine(u"\n"_s + tr("To mend it: %1").arg(rule.mend.trimmed()));
    if (!rule.likes.isEmpty())
        printLine(u"\n"_s + tr("Elsewhere: %1").arg(rule.likes.join(u", "_s)));
    const config::Examples examples = config::examplesOf(rule);
    printExample(tr("Found in"), examples.bad);
    printExample(tr("Not found in"), examples.good);
}

} // namespace cli
