// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// shellcheck and promtool. Both get the text through their standard input, so that unsaved text is checked and no file is written.
#include "config/check/filecheck.h"
#include "config/check/words.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace config::check {

namespace {

constexpr int limit = 10'000; // ms; a script that takes longer is not worth waiting for

struct Answer {
    bool ended = false;
    QByteArray out;
    QByteArray err;
};

Answer ask(const QString &program, const QStringList &arguments, std::string_view text) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted(limit))
        return {};
    process.write(text.data(), qint64(text.size()));
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(limit) && process.exitStatus() == QProcess::NormalExit;
    if (!ended) {
        process.kill();
        process.waitForFinished(limit);
    }
    return {ended, process.readAllStandardOutput(), process.readAllStandardError()};
}

Finding unanswered(const Document &document, const QString &tool) {
    return findingAt(document, {}, "tool-failed", Severity::Info, tr("%1 gave no answer within %2 seconds; the file was not checked by it.").arg(tool).arg(limit / 1000));
}

Severity severityOf(const QString &level) {
    return level == "error"_L1 ? Severity::Error : level == "warning"_L1 ? Severity::Warning : Severity::Info;
}

std::vector<Finding> shellcheck(const Document &document, const QString &program) {
    // Sourced files are not followed: what they are depends on where the script runs.
    const Answer answer = ask(program, {u"--format=json1"_s, u"--norc"_s, u"-"_s}, document.text());
    const QJsonDocument said = QJsonDocument::fromJson(answer.out);
    if (!answer.ended || !said.isObject())
        return {unanswered(document, u"shellcheck"_s)};
    std::vector<Finding> findings;
    for (const QJsonValue comment : said["comments"_L1].toArray()) {
        const Range range{document.offset({comment["line"_L1].toInt(1), comment["column"_L1].toInt(1)}),
            document.offset({comment["endLine"_L1].toInt(1), comment["endColumn"_L1].toInt(1)})};
        findings.push_back(findingAt(document, range, "shellcheck-SC" + std::to_string(comment["code"_L1].toInt()), severityOf(comment["level"_L1].toString()),
            comment["message"_L1].toString()));
    }
    return findings;
}

/// "5:11: group "a", rule 1, "X": could not parse expression: 1:5: parse error: ..."
std::vector<Finding> promtool(const Document &document, const QString &program) {
    const Answer answer = ask(program, {u"check"_s, u"rules"_s, u"--lint=none"_s}, document.text());
    if (!answer.ended)
        return {unanswered(document, u"promtool"_s)};
    static const QRegularExpression place(u"^\\s*(?:[^\\s:]+: )?(\\d+):(\\d+): (.+)$"_s, QRegularExpression::MultilineOption);
    std::vector<Finding> findings;
    for (const auto &match : place.globalMatch(QString::fromUtf8(answer.out + answer.err))) {
        const std::uint32_t at = document.offset({match.captured(1).toInt(), match.captured(2).toInt()});
        const Node node = document.at(at);
        Finding finding = findingAt(document, node ? node.range() : Range{at, at}, "promtool-rules", Severity::Error, match.captured(3));
        finding.path = node ? QString::fromStdString(node.path()) : QString();
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace

std::vector<Finding> Tools::findings(const File &file) {
    const bool script = file.kind.role == Role::Script;
    if ((!script && file.kind.role != Role::AlertRules) || !file.document->problems().empty())
        return {};
    const QString program = QStandardPaths::findExecutable(script ? u"shellcheck"_s : u"promtool"_s);
    if (program.isEmpty())
        return {};
    const std::string_view content = file.document->text();
    // The path is a part of what is found.
    const QByteArray path = file.document->path().toUtf8() + '\0';
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(path);
    hash.addData(QByteArrayView(content.data(), qsizetype(content.size())));
    const std::string key = hash.result().toStdString();
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto known = m_known.find(key); known != m_known.end())
            return known->second;
    }
    std::vector<Finding> found = script ? shellcheck(*file.document, program) : promtool(*file.document, program);
    const std::scoped_lock lock(m_mutex);
    constexpr std::size_t most = 1000; // while a script is written, every state of it is one
    if (m_known.size() >= most)
        m_known.clear();
    return m_known.insert_or_assign(key, std::move(found)).first->second;
}

} // namespace config::check
