// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "prometheus/matcher.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace prometheus {

using namespace Qt::StringLiterals;
using base::Result;

namespace {

/// Reads one text from its beginning to its end.
class Reader {
public:
    explicit Reader(const QString &text)
        : m_text(text) {}

    void skipSpaces() {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool take(QStringView token) {
        if (!QStringView(m_text).sliced(m_at).startsWith(token))
            return false;
        m_at += token.size();
        return true;
    }
    [[nodiscard]] QString name() {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && (m_text[m_at].isLetterOrNumber() || m_text[m_at] == u'_'))
            ++m_at;
        return m_text.sliced(begin, m_at - begin);
    }
    /// Nothing where a quote is not closed.
    [[nodiscard]] std::optional<QString> value() {
        if (!take(u"\"")) {
            const qsizetype begin = m_at;
            while (m_at < m_text.size() && !u",\"{} \t\n"_s.contains(m_text[m_at]))
                ++m_at;
            return m_text.sliced(begin, m_at - begin);
        }
        QString value;
        for (; m_at < m_text.size(); ++m_at) {
            const QChar sign = m_text[m_at];
            if (sign == u'"') {
                ++m_at;
                return value;
            }
            if (sign == u'\\' && m_at + 1 < m_text.size()) {
                const QChar next = m_text[++m_at];
                if (next != u'"' && next != u'\\' && next != u'n')
                    value += u'\\'; // a regular expression's own
                value += next == u'n' ? QChar(u'\n') : next;
                continue;
            }
            value += sign;
        }
        return {};
    }
    [[nodiscard]] QString rest() const { return m_text.sliced(std::min(m_at, m_text.size())).left(40); }

private:
    const QString &m_text;
    qsizetype m_at = 0;
};

std::unexpected<base::Error> wrong(const QString &what) { return base::fail(base::ErrorKind::Invalid, what); }

Result<Matcher> readMatcher(Reader &reader) {
    Matcher matcher;
    matcher.name = reader.name();
    if (matcher.name.isEmpty() || matcher.name[0].isDigit())
        return wrong(u"a label's name is expected at “%1”"_s.arg(reader.rest()));
    reader.skipSpaces();
    matcher.isEqual = !reader.take(u"!");
    matcher.isRegex = reader.take(matcher.isEqual ? u"=~"_s : u"~"_s);
    if (!matcher.isRegex && !reader.take(u"="))
        return wrong(u"after “%1” one of = != =~ !~ is expected"_s.arg(matcher.name));
    return matcher;
}

} // namespace

bool Matcher::accepts(const Labels &labels) const {
    const QString actual = labels.value(name);
    const bool fits = isRegex ? QRegularExpression(QRegularExpression::anchoredPattern(value), QRegularExpression::DotMatchesEverythingOption).match(actual).hasMatch()
                              : actual == value;
    return fits == isEqual;
}

QString Matcher::text() const {
    QString escaped = value;
    escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'\n', "\\n"_L1);
    const QString sign = isRegex ? (isEqual ? u"=~"_s : u"!~"_s) : (isEqual ? u"="_s : u"!="_s);
    return name + sign + u'"' + escaped + u'"';
}

Result<QList<Matcher>> parseMatchers(const QString &text) {
    Reader reader(text);
    QList<Matcher> matchers;
    reader.skipSpaces();
    const bool braces = reader.take(u"{");
    for (reader.skipSpaces(); !reader.atEnd() && !(braces && reader.take(u"}")); reader.skipSpaces()) {
        if (!matchers.isEmpty() && !reader.take(u","))
            return wrong(u"a comma is expected at “%1”"_s.arg(reader.rest()));
        reader.skipSpaces();
        if (reader.atEnd() || (braces && reader.take(u"}")))
            break; // after a last comma
        auto matcher = readMatcher(reader);
        if (!matcher)
            return std::unexpected(matcher.error());
        reader.skipSpaces();
        const auto value = reader.value();
        if (!value)
            return wrong(u"a quote after “%1” is not closed"_s.arg(matcher->name));
        matcher->value = *value;
        if (const QRegularExpression expression(matcher->value); matcher->isRegex && !expression.isValid())
            return wrong(u"“%1” is no regular expression: %2"_s.arg(matcher->value, expression.errorString()));
        matchers.append(*matcher);
    }
    reader.skipSpaces();
    if (!reader.atEnd())
        return wrong(u"“%1” after the closing brace is too much"_s.arg(reader.rest()));
    return matchers;
}

QString text(const QList<Matcher> &matchers) {
    QStringList parts;
    for (const Matcher &matcher : matchers)
        parts.append(matcher.text());
    return parts.join(", "_L1);
}

bool accept(const QList<Matcher> &matchers, const Labels &labels) {
    return std::ranges::all_of(matchers, [&](const Matcher &matcher) { return matcher.accepts(labels); });
}

bool acceptEmpty(const QList<Matcher> &matchers) { return accept(matchers, {}); }

} // namespace prometheus
