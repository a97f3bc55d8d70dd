// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/linediff.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <dtl/dtl.hpp>
#include <vector>

using namespace Qt::StringLiterals;

namespace models {

namespace {

// Beyond this many lines that differ at the ends, the exact answer takes longer than a person waits.
constexpr qsizetype linesAtMost = 6'000;

using Tokens = std::vector<QString>;
using Change = std::pair<dtl::edit_t, QString>; // of the shortest edit script

std::vector<Change> script(const Tokens &left, const Tokens &right) {
    dtl::Diff<QString> diff(left, right);
    diff.compose();
    std::vector<Change> changes;
    for (const auto &[token, info] : diff.getSes().getSequence())
        changes.emplace_back(info.type, token);
    return changes;
}

Tokens words(const QString &line) {
    static const QRegularExpression word(u"\\w+|\\s+|."_s, QRegularExpression::UseUnicodePropertiesOption);
    Tokens tokens;
    for (const auto &match : word.globalMatch(line))
        tokens.push_back(match.captured());
    return tokens;
}

void addSpan(QList<DiffSpan> &spans, int begin, int length) {
    if (!spans.isEmpty() && spans.last().begin + spans.last().length == begin)
        spans.last().length += length;
    else
        spans.append({begin, length});
}

void compareWords(DiffLine &line) {
    int left = 0;
    int right = 0;
    for (const auto &[type, token] : script(words(line.left), words(line.right))) {
        const int length = static_cast<int>(token.size());
        if (type == dtl::SES_DELETE)
            addSpan(line.leftWords, left, length);
        if (type == dtl::SES_ADD)
            addSpan(line.rightWords, right, length);
        left += type == dtl::SES_ADD ? 0 : length;
        right += type == dtl::SES_DELETE ? 0 : length;
    }
}

class Rows {
public:
    void same(const QString &text) {
        flush();
        m_rows.append({DiffLine::Kind::Same, ++m_left, ++m_right, text, text, {}, {}});
    }
    void removed(const QString &text) { m_removed.append(text); }
    void added(const QString &text) { m_added.append(text); }
    QList<DiffLine> take() {
        flush();
        return std::move(m_rows);
    }

private:
    void flush() { // lines that went and lines that came at one place are one another's change, in order
        const qsizetype both = std::min(m_removed.size(), m_added.size());
        for (qsizetype i = 0; i < both; ++i) {
            DiffLine line{DiffLine::Kind::Changed, ++m_left, ++m_right, m_removed.at(i), m_added.at(i), {}, {}};
            compareWords(line);
            m_rows.append(line);
        }
        for (qsizetype i = both; i < m_removed.size(); ++i)
            m_rows.append({DiffLine::Kind::Removed, ++m_left, 0, m_removed.at(i), {}, {}, {}});
        for (qsizetype i = both; i < m_added.size(); ++i)
            m_rows.append({DiffLine::Kind::Added, 0, ++m_right, {}, m_added.at(i), {}, {}});
        m_removed.clear();
        m_added.clear();
    }

    QList<DiffLine> m_rows;
    QStringList m_removed, m_added;
    int m_left = 0;
    int m_right = 0;
};

QStringList linesOf(const QString &text) {
    QStringList lines = text.split(u'\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast(); // behind the last line break is no line
    return lines;
}

void compareMiddle(Rows &rows, const QStringList &left, const QStringList &right) {
    if (left.size() + right.size() > linesAtMost) {
        for (const QString &line : left)
            rows.removed(line);
        for (const QString &line : right)
            rows.added(line);
        return;
    }
    for (const auto &[type, line] : script(Tokens(left.begin(), left.end()), Tokens(right.begin(), right.end()))) {
        if (type == dtl::SES_DELETE)
            rows.removed(line);
        else if (type == dtl::SES_ADD)
            rows.added(line);
        else
            rows.same(line);
    }
}

} // namespace

QList<DiffLine> lineDiff(const QString &left, const QString &right) {
    const QStringList a = linesOf(left);
    const QStringList b = linesOf(right);
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype head = 0;
    while (head < shorter && a.at(head) == b.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && a.at(a.size() - 1 - tail) == b.at(b.size() - 1 - tail))
        ++tail;
    Rows rows;
    for (qsizetype i = 0; i < head; ++i)
        rows.same(a.at(i));
    compareMiddle(rows, a.mid(head, a.size() - head - tail), b.mid(head, b.size() - head - tail));
    for (qsizetype i = a.size() - tail; i < a.size(); ++i)
        rows.same(a.at(i));
    return rows.take();
}

int differenceCount(const QList<DiffLine> &lines) {
    return static_cast<int>(std::ranges::count_if(lines, [](const DiffLine &line) { return line.kind != DiffLine::Kind::Same; }));
}

} // namespace models
