// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The workflows of a folder beside each other and beside their guide: secrets that nobody is told to make, workflows that follow others.
#include "config/cross/tables.h"

#include "config/rules/expression.h"
#include "config/rules/meant.h"
#include "config/rules/subjects.h"
#include "config/rules/words.h"

#include <QRegularExpression>

#include <map>
#include <set>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

QString folderOf(const Document &document) { return document.path().section(u'/', 0, -2); }

/// Only called by others, which hand over what it declares: another rule's.
bool isCalledAlone(Node root) { return root["on"].isMap() && root["on"].size() == 1 && root["on"]["workflow_call"]; }

struct Reading {
    const Document *document = nullptr;
    Range range;
    QString name;
};

/// Secrets of the workflows of each folder, upper case.
std::map<QString, std::vector<Reading>> secretsOf(const Subjects &subjects) {
    std::map<QString, std::vector<Reading>> readings;
    for (const File *const file : subjects.files(Role::Workflow)) {
        const Document &document = *file->document;
        for (const Node root : document.roots()) {
            if (isCalledAlone(root))
                continue;
            eachExpression(document, root, [&](Node, Range range, const Expression &expression) {
                for (const auto &[path] : expression.reads)
                    if (path.size() > 1 && path[0].compare("secrets"_L1, Qt::CaseInsensitive) == 0 && path[1] != "*"_L1)
                        readings[folderOf(document)].push_back({&document, range, path[1].toUpper()});
            });
        }
    }
    return readings;
}

/// The guides of a folder and of those above it.
QString guideFor(const Subjects &subjects, const QString &folder) {
    QString text;
    for (const File *const file : subjects.files(Role::Guide)) {
        const QString there = folderOf(*file->document);
        if (there == folder || there.isEmpty() || folder.startsWith(there + u'/'))
            text += said(file->document->text());
    }
    return text;
}

bool isNamed(const QString &guide, const QString &name) {
    const QRegularExpression word(u"\\b%1\\b"_s.arg(QRegularExpression::escape(name)), QRegularExpression::CaseInsensitiveOption);
    return guide.contains(word);
}

/// What a guide that lists secrets calls them, among other words.
std::set<QString> capitalsIn(const QString &guide) {
    static const QRegularExpression word(u"\\b[A-Z][A-Z0-9_]{3,}\\b"_s);
    std::set<QString> words;
    for (const QRegularExpressionMatch &match : word.globalMatch(guide))
        words.insert(match.captured());
    return words;
}

/// The name that is nearest to one, among those that are listed, or read more often.
QString nearest(const QString &name, const std::set<QString> &others) {
    std::vector<std::string> kept;
    for (const QString &other : others)
        kept.push_back(other.toStdString());
    const std::vector<std::string_view> names(kept.begin(), kept.end());
    const auto close = meant(name.toStdString(), names);
    return close ? said(*close) : QString();
}

void secret(const Subjects &subjects, Report &report) {
    for (const auto &[folder, readings] : secretsOf(subjects)) {
        const QString guide = guideFor(subjects, folder);
        std::map<QString, int> times;
        std::set<QString> listed{u"GITHUB_TOKEN"_s}, often;
        for (const Reading &reading : readings) {
            if (isNamed(guide, reading.name))
                listed.insert(reading.name);
            if (++times[reading.name] > 1)
                often.insert(reading.name);
        }
        // One that says which secrets there are, not one that happens to have the word.
        const std::size_t own = times.size() - times.count(u"GITHUB_TOKEN"_s);
        const bool lists = (listed.size() - 1) * 2 >= own;
        for (const Reading &reading : readings) {
            if (listed.contains(reading.name))
                continue;
            std::set<QString> others = lists ? capitalsIn(guide) : std::set<QString>();
            others.insert(listed.begin(), listed.end());
            if (!often.contains(reading.name))
                others.insert(often.begin(), often.end());
            if (const QString close = nearest(reading.name, others); !close.isEmpty())
                report.add(*reading.document, reading.range, tr("The secret %1 is hardly the one that was meant; %2 is another.").arg(reading.name, close));
            else if (reading.name.startsWith("GITHUB_"_L1))
                report.add(*reading.document, reading.range, tr("There is no secret %1, and none can be made: names that begin with GITHUB_ are GitHub's own.").arg(reading.name));
            else if (lists)
                report.add(*reading.document, reading.range, tr("The guide names the other secrets, and not %1: whoever follows it leaves it empty.").arg(reading.name));
        }
    }
}

void following(const Subjects &subjects, Report &report) {
    std::map<QString, std::set<QString>> names;
    for (const File *const file : subjects.files(Role::Workflow))
        for (const Node root : file->document->roots())
            names[folderOf(*file->document)].insert(root["name"] ? said(root["name"].text()) : ".github/workflows/"_L1 + file->document->path().section(u'/', -1));
    for (const File *const file : subjects.files(Role::Workflow)) {
        const std::set<QString> &known = names[folderOf(*file->document)];
        if (known.size() < 2)
            continue; // read alone, it follows what cannot be seen
        for (const Node root : file->document->roots()) {
            for (const Node name : root["on"]["workflow_run"]["workflows"]) {
                if (known.contains(said(name.text())) || name.text().find_first_of("*?![") != std::string_view::npos)
                    continue;
                const QString close = nearest(said(name.text()), known);
                report.add(*file->document, name, close.isEmpty() ? tr("No workflow beside this one is called \"%1\": it never runs.").arg(said(name.text()))
                                                                   : tr("No workflow beside this one is called \"%1\"; did you mean %2?").arg(said(name.text()), close));
            }
        }
    }
}

} // namespace

std::span<const RuleEntry> workflowSetRules() {
    static constexpr RuleEntry table[] = {{"workflow-secret-unknown", secret}, {"workflow-followed-missing", following}};
    return table;
}

} // namespace config
