// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitoring/queryplace.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::monitoring {

std::optional<qsizetype> placeOf(const QString &message, const QString &expression) {
    static const QRegularExpression place(u"(?:^|\\s)(\\d{1,6}):(\\d{1,6}): parse error"_s);
    const QRegularExpressionMatch match = place.match(message);
    if (!match.hasMatch())
        return {};
    qsizetype begin = 0;
    for (int line = 1; line < match.captured(1).toInt(); ++line) {
        const qsizetype end = expression.indexOf(u'\n', begin);
        if (end < 0)
            return expression.size();
        begin = end + 1;
    }
    const qsizetype end = expression.indexOf(u'\n', begin);
    const QByteArray bytes = expression.sliced(begin, (end < 0 ? expression.size() : end) - begin).toUtf8();
    const qsizetype column = std::clamp<qsizetype>(match.captured(2).toInt() - 1, 0, bytes.size());
    return std::min(begin + QString::fromUtf8(bytes.first(column)).size(), expression.size());
}

} // namespace models::monitoring
