// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a person types to narrow a table: words that all must occur, "!word" for what must not, "column:word", "/regular expression/".
#pragma once

#include "base/error.h"

#include <QList>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <functional>

namespace models {

class RowFilter {
public:
    /// columnIds: what may stand before a colon. Errors (Invalid) say which part cannot be read, and why.
    [[nodiscard]] static base::Result<RowFilter> parse(const QString &text, const QStringList &columnIds);

    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }
    /// searchText: the row's words, case-folded. cell: text of one column as shown; asked only where the filter names columns.
    [[nodiscard]] bool accepts(const QString &searchText, const std::function<QString(int)> &cell) const;

private:
    struct Term {
        bool negated = false;
        int column = -1; // any
        QString word;    // case-folded
        QRegularExpression expression; // instead of the word where it is not empty
    };
    [[nodiscard]] static bool contains(const Term &term, const QString &text);
    QList<Term> m_terms;
};

} // namespace models
