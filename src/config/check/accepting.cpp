// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/check/accepting.h"

#include "config/check/filecheck.h"
#include "config/check/suppressions.h"
#include "config/check/words.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace config::check {

namespace {

/// The comments of one file and which rules of them were needed.
struct FileComments {
    const Document *document = nullptr;
    std::vector<Suppression> all;
    std::vector<std::vector<bool>> used;
};

class Accepting {
public:
    Accepting(const Set &set, const Settings &settings, const RulesRun &run, std::span<const RuleInfo> known, Outcome &outcome)
        : m_settings(settings), m_run(run), m_known(known), m_outcome(outcome), m_wanted(set, settings), m_root(set.root()),
          m_baseline(settings.baseline.begin(), settings.baseline.end()) {
        for (const File &file : set.files()) {
            auto comments = suppressionsOf(*file.document);
            if (comments.empty() || !m_wanted(file))
                continue;
            FileComments entry{file.document.get(), std::move(comments), {}};
            for (const Suppression &suppression : entry.all)
                entry.used.emplace_back(suppression.rules.size());
            m_comments.emplace(file.document->path(), std::move(entry));
        }
    }

    void run() {
        std::vector<Finding> kept;
        for (Finding &finding : m_outcome.findings) {
            if (!m_wanted(finding.file))
                continue;
            const QString reason = reasonFor(finding);
            if (reason.isEmpty())
                kept.push_back(std::move(finding));
            else
                m_outcome.suppressed.push_back({std::move(finding), reason});
        }
        m_outcome.findings = std::move(kept);
        for (const auto &[path, comments] : m_comments)
            judgeComments(comments);
    }

private:
    QString reasonFor(const Finding &finding) {
        if (const auto at = m_comments.find(finding.file); at != m_comments.end())
            if (const QString reason = commented(at->second, finding); !reason.isEmpty())
                return reason;
        if (!m_settings.allow.empty()) {
            const QString path = m_wanted.fromRoot(finding.file);
            for (const Allowance &allowance : m_settings.allow)
                if (std::ranges::find(allowance.rules, finding.rule) != allowance.rules.end() && allowance.path.match(path).hasMatch())
                    return allowance.reason;
        }
        if (!m_baseline.empty() && m_baseline.contains(fingerprint(finding, m_root)))
            return tr("known: it stands in the baseline");
        return {};
    }

    static QString commented(FileComments &comments, const Finding &finding) {
        QString reason;
        for (std::size_t i = 0; i < comments.all.size(); ++i) {
            const Suppression &one = comments.all[i];
            if (one.reason.isEmpty() || !(one.all || one.covers.contains(finding.range.begin)))
                continue;
            for (std::size_t j = 0; j < one.rules.size(); ++j)
                if (one.rules[j] == finding.rule) {
                    comments.used[i][j] = true;
                    reason = one.reason;
                }
        }
        return reason;
    }

    void judgeComments(const FileComments &comments) {
        for (std::size_t i = 0; i < comments.all.size(); ++i) {
            const Suppression &one = comments.all[i];
            if (one.reason.isEmpty() || one.rules.empty()) {
                tell(comments, one, "suppression-without-reason", Severity::Warning,
                    tr("A suppression names rules and a reason: \"aqi-ignore: rule-id because REASON\". This one does not count."));
                continue;
            }
            for (std::size_t j = 0; j < one.rules.size(); ++j)
                if (!comments.used[i][j])
                    judgeUnused(comments, one, one.rules[j]);
        }
    }

    void judgeUnused(const FileComments &comments, const Suppression &one, const std::string &rule) {
        const bool isKnown = m_run.contains(rule) || rule.starts_with("shellcheck-SC") || std::ranges::find(m_known, rule, &RuleInfo::id) != m_known.end();
        if (!isKnown)
            tell(comments, one, "suppression-unused", Severity::Info, tr("There is no rule %1 that could be suppressed.").arg(text(rule)));
        else if (m_run.contains(rule))
            tell(comments, one, "suppression-unused", Severity::Info, tr("Nothing here is found by %1 any more: the suppression can go.").arg(text(rule)));
    }

    void tell(const FileComments &comments, const Suppression &one, const char *id, Severity severity, const QString &message) {
        const auto set = m_settings.rules.find(id);
        if (set != m_settings.rules.end() && !set->second)
            return;
        m_outcome.findings.push_back(findingAt(*comments.document, one.comment, id, set == m_settings.rules.end() ? severity : *set->second, message));
    }

    const Settings &m_settings;
    const RulesRun &m_run;
    std::span<const RuleInfo> m_known;
    Outcome &m_outcome;
    Wanted m_wanted;
    QString m_root;
    std::unordered_set<std::string> m_baseline;
    std::unordered_map<QString, FileComments> m_comments;
};

auto orderOf(const Finding &finding) {
    return std::tie(finding.file, finding.range.begin, finding.position.line, finding.position.column);
}

// The same mistake may be found in several scopes, and by more than one thread: one order for all, and each once.
bool before(const Finding &a, const Finding &b) {
    if (orderOf(a) != orderOf(b))
        return orderOf(a) < orderOf(b);
    if (a.severity != b.severity)
        return a.severity > b.severity;
    return std::tie(a.rule, a.message, a.object, a.path) < std::tie(b.rule, b.message, b.object, b.path);
}

bool same(const Finding &a, const Finding &b) {
    return orderOf(a) == orderOf(b) && a.rule == b.rule && a.message == b.message;
}

} // namespace

Wanted::Wanted(const Set &set, const Settings &settings) : m_set(set), m_settings(settings), m_root(QDir(set.root()).absolutePath()) {}

QString Wanted::fromRoot(const QString &path) const {
    return QDir(m_root).relativeFilePath(QFileInfo(path).absoluteFilePath());
}

bool Wanted::operator()(const File &file) const {
    if (m_settings.only && file.kind.platform != *m_settings.only)
        return false;
    if (m_settings.ignore.empty())
        return true;
    const QString path = fromRoot(file.document->path());
    return std::ranges::none_of(m_settings.ignore, [&](const QRegularExpression &pattern) { return pattern.match(path).hasMatch(); });
}

bool Wanted::operator()(const QString &path) const {
    if (!m_settings.only && m_settings.ignore.empty())
        return true;
    const File *file = m_set.file(path);
    return !file || (*this)(*file);
}

void accept(const Set &set, const Settings &settings, const RulesRun &run, std::span<const RuleInfo> known, Outcome &outcome) {
    // Each once before the comments are asked: the order of the rules says nothing about the order of findings.
    std::ranges::sort(outcome.findings, before);
    const auto repeated = std::ranges::unique(outcome.findings, same);
    outcome.findings.erase(repeated.begin(), repeated.end());
    Accepting(set, settings, run, known, outcome).run();
    std::ranges::sort(outcome.findings, before);
    std::ranges::stable_sort(outcome.suppressed, before, &Suppressed::finding);
}

} // namespace config::check
