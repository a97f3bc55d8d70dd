// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logfilter.h"

#include "models/words.h"

#include <algorithm>

namespace models {

namespace {

constexpr qsizetype mostMarks = 200;

/// The slash that ends an expression: the last character, or before a blank; an address has others. -1 where there is none.
qsizetype closingSlash(QStringView text) {
    for (qsizetype at = text.indexOf(u'/', 1); at >= 0; at = text.indexOf(u'/', at + 1)) {
        if (at + 1 == text.size() || text[at + 1].isSpace())
            return at;
    }
    return -1;
}

/// The next term and what is left: up to a blank, or up to the closing quote or slash.
QString nextTerm(QStringView &rest, bool &quoted, bool &expression) {
    quoted = rest.startsWith(u'"') && rest.size() > 1;
    expression = rest.startsWith(u'/') && closingSlash(rest) > 1;
    const qsizetype slash = expression ? closingSlash(rest) - 1 : 0;
    if (quoted || expression)
        rest = rest.sliced(1);
    const qsizetype at = expression ? slash : rest.indexOf(quoted ? u'"' : u' ');
    const QString term = (at < 0 ? rest : rest.first(at)).toString();
    rest = at < 0 ? QStringView() : rest.sliced(at + 1);
    return term;
}

} // namespace

base::Result<LogFilter> LogFilter::parse(const QString &text) {
    LogFilter filter;
    QStringView rest(text);
    while (!(rest = rest.trimmed()).isEmpty()) {
        Term term;
        if (rest.size() > 1 && rest.startsWith(u'!')) {
            term.negated = true;
            rest = rest.sliced(1);
        }
        bool quoted = false;
        bool expression = false;
        const QString word = nextTerm(rest, quoted, expression);
        if (word.isEmpty())
            continue;
        if (expression) {
            term.expression = QRegularExpression(word, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
            if (!term.expression.isValid())
                return base::fail(base::ErrorKind::Invalid, tr("/%1/ is no regular expression: %2").arg(word, term.expression.errorString()));
        } else {
            term.word = QStringMatcher(word, Qt::CaseInsensitive);
        }
        filter.m_terms.append(term);
    }
    return filter;
}

bool LogFilter::occurs(const Term &term, const QString &line) {
    return term.expression.pattern().isEmpty() ? term.word.indexIn(line) >= 0 : term.expression.match(line).hasMatch();
}

bool LogFilter::accepts(const QString &line) const {
    return std::all_of(m_terms.cbegin(), m_terms.cend(), [&](const Term &term) { return occurs(term, line) != term.negated; });
}

QList<LogFilter::Range> LogFilter::marks(const QString &line) const {
    QList<Range> ranges;
    for (const Term &term : m_terms) {
        if (term.negated)
            continue;
        if (term.expression.pattern().isEmpty()) {
            const qsizetype length = term.word.pattern().size();
            for (qsizetype at = term.word.indexIn(line); at >= 0 && ranges.size() < mostMarks; at = term.word.indexIn(line, at + length))
                ranges.append({at, length});
            continue;
        }
        for (auto matches = term.expression.globalMatch(line); matches.hasNext() && ranges.size() < mostMarks;) {
            const auto match = matches.next();
            if (match.capturedLength() > 0)
                ranges.append({match.capturedStart(), match.capturedLength()});
        }
    }
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) { return a.from < b.from; });
    return ranges;
}

} // namespace models
