// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rowfilter.h"
#include "models/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace models {

base::Result<RowFilter> RowFilter::parse(const QString &text, const QStringList &columnIds) {
    RowFilter filter;
    for (QString part : text.split(u' ', Qt::SkipEmptyParts)) {
        Term term;
        if (part.startsWith(u'!')) {
            term.negated = true;
            part.remove(0, 1);
        }
        const qsizetype colon = part.indexOf(u':');
        if (colon > 0 && !part.startsWith(u'/')) {
            const QString id = part.left(colon).toLower();
            term.column = static_cast<int>(columnIds.indexOf(id));
            if (term.column < 0)
                return base::fail(base::ErrorKind::Invalid, tr("there is no column “%1”; columns are %2").arg(id, columnIds.join(", "_L1)));
            part.remove(0, colon + 1);
        }
        if (part.size() > 2 && part.startsWith(u'/') && part.endsWith(u'/')) {
            term.expression = QRegularExpression(part.mid(1, part.size() - 2), QRegularExpression::CaseInsensitiveOption);
            if (!term.expression.isValid())
                return base::fail(base::ErrorKind::Invalid, tr("the regular expression is not complete: %1").arg(term.expression.errorString()));
        } else {
            term.word = part.toCaseFolded();
        }
        if (!part.isEmpty())
            filter.m_terms.append(term);
    }
    return filter;
}

bool RowFilter::contains(const Term &term, const QString &text) {
    if (!term.expression.pattern().isEmpty())
        return term.expression.match(text).hasMatch();
    return text.contains(term.word);
}

bool RowFilter::accepts(const QString &searchText, const std::function<QString(int)> &cell) const {
    for (const Term &term : m_terms) {
        const bool found = term.column < 0 ? contains(term, searchText) : contains(term, cell(term.column).toCaseFolded());
        if (found == term.negated)
            return false;
    }
    return true;
}

} // namespace models
