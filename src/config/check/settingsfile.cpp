// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/check/settingsfile.h"

#include "config/check/words.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {

namespace {

using check::text;
using check::tr;

class Reader {
public:
    Reader(const Document &document, const Validator &validator, SettingsFile &out)
        : m_document(document), m_out(out), m_folder(QFileInfo(document.path()).path()), m_rules(validator.rules()) {}

    void read() {
        for (const Problem &problem : m_document.problems())
            complain(problem.range, problem.message);
        if (m_document.roots().empty())
            return;
        const Node root = m_document.roots().front();
        if (!root.isMap())
            return complain(root.range(), tr("The settings are a map of rules, ignore, allow, own and baseline."));
        // Rules of one's own first: their identifiers may be set below.
        readOwn(root["own"]);
        for (const Node part : root)
            readPart(part);
    }

private:
    void complain(Range range, const QString &message) {
        Finding finding;
        finding.rule = "settings-invalid";
        finding.severity = Severity::Error;
        finding.file = m_document.path();
        finding.range = range;
        finding.position = m_document.position(range.begin);
        finding.end = m_document.position(range.end);
        finding.message = message;
        m_out.problems.push_back(std::move(finding));
    }

    void readPart(Node part) {
        if (part.key() == "rules")
            readRules(part);
        else if (part.key() == "ignore")
            for (const Node path : items(part))
                m_out.settings.ignore.push_back(pathPattern(text(path.text())));
        else if (part.key() == "allow")
            for (const Node entry : items(part))
                readAllowance(entry);
        else if (part.key() == "baseline")
            readBaselineFile(part);
        else if (part.key() != "own")
            complain(part.keyRange(), tr("%1 is no setting; there are rules, ignore, allow, own and baseline.").arg(text(part.key())));
    }

    /// A sequence's items; one scalar stands for a list of one.
    static std::vector<Node> items(Node node) {
        if (node.isScalar() && !node.isNull())
            return {node};
        return node.isSequence() ? std::vector<Node>(node.begin(), node.end()) : std::vector<Node>();
    }

    [[nodiscard]] bool isKnown(std::string_view id) const {
        return std::ranges::any_of(m_rules, [&](const RuleInfo &rule) { return rule.id == id; })
            || std::ranges::any_of(m_out.settings.own, [&](const Rule &rule) { return rule.info().id == id; }) || id.starts_with("shellcheck-SC");
    }

    [[nodiscard]] Severity severityOf(std::string_view id) const {
        const auto known = std::ranges::find(m_rules, id, &RuleInfo::id);
        return known == m_rules.end() ? Severity::Warning : known->severity;
    }

    void readRules(Node rules) {
        for (const Node rule : rules) {
            const std::string_view value = rule.text();
            if (!isKnown(rule.key()))
                complain(rule.keyRange(), tr("There is no rule %1; aqictl validate --rules lists them.").arg(text(rule.key())));
            else if (value == "off" || value == "false")
                m_out.settings.rules[std::string(rule.key())] = std::nullopt;
            else if (value == "on" || value == "true")
                m_out.settings.rules[std::string(rule.key())] = severityOf(rule.key());
            else if (const auto severity = severityNamed(value))
                m_out.settings.rules[std::string(rule.key())] = *severity;
            else
                complain(rule.range(), tr("A rule is set to off, on, info, warning or error."));
        }
    }

    void readAllowance(Node entry) {
        Allowance allowance;
        allowance.path = pathPattern(text(entry["path"].text()));
        allowance.reason = text(entry["because"].text());
        for (const Node rule : items(entry["rules"])) {
            if (!isKnown(rule.text()))
                complain(rule.range(), tr("There is no rule %1; aqictl validate --rules lists them.").arg(text(rule.text())));
            allowance.rules.emplace_back(rule.text());
        }
        if (!entry["path"] || allowance.rules.empty() || allowance.reason.isEmpty())
            complain(entry.range(), tr("An entry of allow has a path, rules, and a reason under because."));
        else
            m_out.settings.allow.push_back(std::move(allowance));
    }

    void readOwn(Node own) {
        for (const Node path : items(own)) {
            const auto document = Document::read(QDir(m_folder).filePath(text(path.text())));
            auto rules = readRulesOf(*document);
            if (!rules)
                complain(path.range(), rules.error().text());
            else
                std::ranges::move(*rules, std::back_inserter(m_out.settings.own));
        }
    }

    static base::Result<std::vector<Rule>> readRulesOf(const Document &document) {
        if (!document.problems().empty()) {
            const Problem &problem = document.problems().front();
            return base::fail(base::ErrorKind::Invalid, problem.message, u"%1:%2"_s.arg(document.path()).arg(document.position(problem.range.begin).line));
        }
        return config::readRules(document);
    }

    void readBaselineFile(Node path) {
        auto known = readBaseline(QDir(m_folder).filePath(text(path.text())));
        if (!known)
            complain(path.range(), known.error().text());
        else
            m_out.settings.baseline = std::move(*known);
    }

    const Document &m_document;
    SettingsFile &m_out;
    QString m_folder;
    std::span<const RuleInfo> m_rules;
};

} // namespace

QRegularExpression pathPattern(QStringView pattern) {
    QString expression;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        const QChar c = pattern[at];
        const bool across = c == u'*' && at + 1 < pattern.size() && pattern[at + 1] == u'*';
        if (across) {
            const bool folder = at + 2 < pattern.size() && pattern[at + 2] == u'/';
            expression += folder ? u"(?:.*/)?"_s : u".*"_s;
            at += folder ? 2 : 1;
        } else
            expression += c == u'*' ? u"[^/]*"_s : c == u'?' ? u"[^/]"_s : QRegularExpression::escape(QStringView(&c, 1));
    }
    while (expression.endsWith(u'/'))
        expression.chop(expression.endsWith(u"\\/"_s) ? 2 : 1);
    QRegularExpression made(u"\\A(?:%1)(?:/.*)?\\z"_s.arg(expression));
    made.optimize();
    return made;
}

SettingsFile readSettings(const Document &document, const Validator &validator) {
    SettingsFile file;
    Reader(document, validator, file).read();
    return file;
}

SettingsFile settingsOf(const Set &set, const Validator &validator) {
    const QString path = QDir(set.root()).filePath(settingsFileName);
    if (const File *file = set.file(path))
        return readSettings(*file->document, validator);
    if (!QFileInfo::exists(path))
        return {};
    return readSettings(*Document::read(path), validator);
}

} // namespace config
