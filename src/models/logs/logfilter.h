// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a person types to find lines: words that all must occur, "two words" together, !word for what must not, /regular expression/.
#pragma once

#include "base/error.h"

#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringMatcher>

namespace models {

class LogFilter {
public:
    struct Range {
        qsizetype from = 0;
        qsizetype length = 0;
        bool operator==(const Range &) const = default;
    };
    /// Invalid where an expression cannot be read, with the reason.
    [[nodiscard]] static base::Result<LogFilter> parse(const QString &text);

    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }
    [[nodiscard]] bool accepts(const QString &line) const;
    /// Where the wanted words stand in a line, in their order, at most 200.
    [[nodiscard]] QList<Range> marks(const QString &line) const;

private:
    struct Term {
        bool negated = false;
        QStringMatcher word;
        QRegularExpression expression; // instead of the word where it is not empty
    };
    [[nodiscard]] static bool occurs(const Term &term, const QString &line);
    QList<Term> m_terms;
};

} // namespace models
