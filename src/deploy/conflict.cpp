// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/conflict.h"
#include "deploy/words.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace deploy {

QString conflictText(const base::Error &error) {
    const QString &message = error.detail.contains("conflict"_L1) ? error.detail : error.message;
    static const QRegularExpression owner(u"conflicts? with \"([^\"]+)\"[^:\n]*:"_s);
    static const QRegularExpression field(u"(?:^|\\s)(?:- )?(\\.[^\\s,]+)"_s);
    QStringList sentences;
    auto next = owner.globalMatch(message);
    while (next.hasNext()) {
        const QRegularExpressionMatch match = next.next();
        const qsizetype end = next.hasNext() ? next.peekNext().capturedStart() : message.size();
        const QString part = message.mid(match.capturedEnd(), end - match.capturedEnd());
        QStringList fields;
        for (auto one = field.globalMatch(part); one.hasNext();)
            fields.append(one.next().captured(1));
        if (fields.size() == 1)
            sentences.append(tr("field %1 belongs to %2").arg(fields.first(), match.captured(1)));
        else if (!fields.isEmpty())
            sentences.append(tr("fields %1 belong to %2").arg(fields.join(", "_L1), match.captured(1)));
    }
    return sentences.isEmpty() ? error.message : sentences.join("; "_L1);
}

} // namespace deploy
