// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/expression.h"

#include "config/rules/words.h"

#include <QRegularExpression>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

constexpr int deepest = 50; // as GitHub's own reader

/// What a part of an expression turned out to be.
struct Operand {
    QStringList path;            // of a read, empty for anything else
    std::optional<QString> text; // of a literal text
};

class Reader {
public:
    explicit Reader(Expression &expression) : m_expression(expression), m_source(expression.source) {}

    void read() {
        m_rest = m_source;
        if (skip().isEmpty())
            return fail(tr("it is empty"));
        either();
        if (!m_expression.problem && !skip().isEmpty())
            fail(tr("\"%1\" is not expected there").arg(next()));
    }

private:
    QStringView skip() { return m_rest = m_rest.trimmed(); }
    /// The word or sign that comes next, for people.
    [[nodiscard]] QString next() const {
        static const QRegularExpression word(uR"(^([\w.-]+|\S))"_s);
        return word.matchView(m_rest).captured(1);
    }
    void fail(const QString &problem) {
        if (!m_expression.problem)
            m_expression.problem = problem;
        m_rest = {};
    }
    bool take(QLatin1StringView sign) {
        if (!skip().startsWith(sign))
            return false;
        m_rest = m_rest.sliced(sign.size());
        return true;
    }
    void require(QLatin1StringView sign) {
        if (!take(sign))
            fail(skip().isEmpty() ? tr("a \"%1\" is missing at its end").arg(sign) : tr("\"%1\" stands where a \"%2\" should").arg(next(), sign));
    }

    Operand either() {
        Operand left = both();
        while (take("||"_L1)) {
            both();
            left = {};
        }
        return left;
    }
    Operand both() {
        Operand left = compared();
        while (take("&&"_L1)) {
            compared();
            left = {};
        }
        return left;
    }
    Operand compared() {
        Operand left = single();
        for (;;) {
            const bool equality = take("=="_L1) || take("!="_L1);
            if (!equality && !take("<="_L1) && !take(">="_L1) && !take("<"_L1) && !take(">"_L1))
                return left;
            const Operand right = single();
            if (equality && !left.path.isEmpty() && right.text)
                m_expression.comparisons.push_back({left.path, *right.text});
            if (equality && !right.path.isEmpty() && left.text)
                m_expression.comparisons.push_back({right.path, *left.text});
            left = {};
        }
    }
    Operand single() {
        if (++m_depth > deepest) {
            fail(tr("it is nested too deeply"));
            return {};
        }
        Operand operand;
        skip();
        if (m_rest.startsWith("!"_L1) && !m_rest.startsWith("!="_L1)) {
            m_rest = m_rest.sliced(1);
            single();
        } else {
            operand = members(primary());
        }
        --m_depth;
        return operand;
    }
    Operand primary() {
        static const QRegularExpression number(uR"(^[+-]?(0x[0-9a-fA-F]+|0o[0-7]+|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|Infinity)|^NaN\b)"_s);
        static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_-]*"_s);
        if (skip().isEmpty()) {
            fail(tr("something is missing at its end"));
            return {};
        }
        if (take("("_L1)) {
            const Operand inside = either();
            require(")"_L1);
            return inside;
        }
        if (m_rest.startsWith(u'\''))
            return text();
        if (const auto match = number.matchView(m_rest); match.hasMatch()) {
            m_rest = m_rest.sliced(match.capturedLength());
            return {};
        }
        const auto match = name.matchView(m_rest);
        if (!match.hasMatch()) {
            fail(m_rest.startsWith(u'"') ? tr("texts stand in single quotes there") : tr("\"%1\" is not expected there").arg(next()));
            return {};
        }
        m_rest = m_rest.sliced(match.capturedLength());
        const QString word = match.captured();
        if (take("("_L1)) {
            call(word);
            return {};
        }
        if (word == "true"_L1 || word == "false"_L1 || word == "null"_L1)
            return {};
        return {{word}, {}};
    }
    Operand text() {
        QString value;
        for (qsizetype at = 1; at < m_rest.size(); ++at) {
            if (m_rest[at] != u'\'') {
                value += m_rest[at];
            } else if (at + 1 < m_rest.size() && m_rest[at + 1] == u'\'') {
                value += m_rest[at++]; // doubled: one of the text's own
            } else {
                m_rest = m_rest.sliced(at + 1);
                return {{}, value};
            }
        }
        fail(tr("a text is not closed"));
        return {};
    }
    void call(const QString &name) {
        const std::size_t at = m_expression.calls.size();
        m_expression.calls.push_back({name, 0, {}});
        if (take(")"_L1))
            return;
        do {
            const Operand argument = either();
            if (m_expression.calls[at].arguments++ == 0)
                m_expression.calls[at].text = argument.text;
        } while (take(","_L1));
        require(")"_L1);
    }
    /// What follows a value: .name, .* and [index].
    Operand members(Operand operand) {
        static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_-]*"_s);
        bool any = false;
        const auto add = [&](const QString &step) {
            any = true;
            if (!operand.path.isEmpty())
                operand.path.append(step);
        };
        while (!m_expression.problem) {
            if (take("["_L1)) {
                const Operand index = either();
                require("]"_L1);
                add(index.text.value_or(u"*"_s));
            } else if (take("."_L1)) {
                if (take("*"_L1)) {
                    add(u"*"_s);
                } else if (const auto match = name.matchView(skip()); match.hasMatch()) {
                    m_rest = m_rest.sliced(match.capturedLength());
                    add(match.captured());
                } else {
                    fail(tr("a name is missing behind the \".\""));
                }
            } else {
                break;
            }
        }
        if (!operand.path.isEmpty())
            m_expression.reads.push_back({operand.path});
        return any && operand.path.isEmpty() ? Operand() : operand;
    }

    Expression &m_expression;
    QStringView m_source, m_rest;
    int m_depth = 0;
};

/// Where the expression that begins behind "${{" ends; a "}}" within a text is none.
qsizetype endOf(const QString &text, qsizetype from) {
    bool quoted = false;
    for (qsizetype at = from; at + 1 < text.size(); ++at) {
        if (text[at] == u'\'')
            quoted = !quoted;
        else if (!quoted && text[at] == u'}' && text[at + 1] == u'}')
            return at;
    }
    return -1;
}

Range rangeIn(const Document &document, Node value, const QString &written) {
    const Range range = value.range();
    const std::string needle = written.toStdString();
    const std::size_t at = document.text(range).find(needle);
    if (at == std::string_view::npos)
        return range;
    return {range.begin + std::uint32_t(at), range.begin + std::uint32_t(at + needle.size())};
}

} // namespace

Expression parseExpression(const QString &source) {
    Expression expression;
    expression.source = source.trimmed();
    Reader(expression).read();
    return expression;
}

void eachExpression(const Document &document, Node node, const std::function<void(Node, Range, const Expression &)> &visit) {
    for (const Node below : node)
        eachExpression(document, below, visit);
    if (!node.isScalar() || node.isNull())
        return;
    const bool condition = node.key() == "if";
    if (!condition && node.text().find("${{") == std::string_view::npos)
        return;
    const QString text = said(node.text());
    if (condition && !text.contains("${{"_L1))
        return visit(node, node.range(), parseExpression(text));
    for (qsizetype at = text.indexOf("${{"_L1); at >= 0; at = text.indexOf("${{"_L1, at + 3)) {
        const qsizetype end = endOf(text, at + 3);
        if (end < 0)
            return; // said by the rule about open expressions
        visit(node, rangeIn(document, node, text.sliced(at, end + 2 - at)), parseExpression(text.sliced(at + 3, end - at - 3)));
        at = end - 1;
    }
}

} // namespace config
