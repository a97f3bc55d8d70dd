// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/pattern.h"

#include "config/schema/words.h"

#include <algorithm>

namespace config::schema {

namespace {

bool isPlain(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return std::string_view(R"(\^$.|?*+()[]{})").contains(c); });
}

/// ECMA 262's "$" is the end of the text; Perl's would be satisfied before a last line break as well.
QString forPerl(std::string_view expression) {
    QString result;
    bool inClass = false;
    const QString text = qstring(expression);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\\' && i + 1 < text.size()) {
            result += c;
            result += text[++i];
            continue;
        }
        inClass = c == u'[' || (inClass && c != u']');
        if (c == u'$' && !inClass)
            result += QLatin1String("\\z");
        else
            result += c;
    }
    return result;
}

} // namespace

Pattern::Pattern(std::string_view expression) : m_expression(expression) {
    if (expression == ".*" || expression == "^.*$" || expression.empty()) {
        m_how = How::Always;
    } else if (expression == ".+" || expression == "^.+$") {
        m_how = How::NotEmpty;
    } else if (expression.starts_with('^') && isPlain(expression.substr(1))) {
        m_how = How::Prefix;
        m_prefix = expression.substr(1);
    } else {
        m_how = How::Engine;
        m_engine.setPattern(forPerl(expression));
        m_engine.optimize();
    }
}

bool Pattern::matches(std::string_view text) const {
    switch (m_how) {
    case How::Always: return true;
    case How::NotEmpty: return !text.empty();
    case How::Prefix: return text.starts_with(m_prefix);
    case How::Engine: break;
    }
    if (!m_engine.isValid()) // a broken schema is no fault of the file
        return true;
    constexpr std::size_t longest = 64 * 1024; // beyond it, no name or value that a pattern is about
    return text.size() > longest || m_engine.match(qstring(text)).hasMatch();
}

} // namespace config::schema
