// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/plaintext.h"

#include "base/quantity.h"
#include "models/words.h"

#include <algorithm>

namespace models {

namespace {

constexpr char16_t escape = 0x1b;

bool isControl(QChar c) { return c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0); }

/// Behind "ESC [" or the one-character CSI: parameters, then one final character.
qsizetype afterSequence(QStringView line, qsizetype at) {
    while (at < line.size() && line[at].unicode() >= 0x20 && line[at].unicode() < 0x40)
        ++at;
    return at < line.size() && line[at].unicode() < 0x7f ? at + 1 : at;
}

/// Behind "ESC ]" and its relatives: up to BEL or ESC \; a string that never ends is the rest of the line.
qsizetype afterString(QStringView line, qsizetype at) {
    for (; at < line.size(); ++at) {
        if (line[at].unicode() == 0x07 || line[at].unicode() == 0x9c)
            return at + 1;
        if (line[at].unicode() == escape)
            return std::min(line.size(), at + 2);
    }
    return at;
}

qsizetype afterEscape(QStringView line, qsizetype at) {
    if (at >= line.size())
        return at;
    switch (line[at].unicode()) {
    case u'[': return afterSequence(line, at + 1);
    case u']':
    case u'P':
    case u'X':
    case u'^':
    case u'_': return afterString(line, at + 1);
    default: break;
    }
    while (at < line.size() && line[at].unicode() >= 0x20 && line[at].unicode() < 0x30) // "ESC ( B"
        ++at;
    return std::min(line.size(), at + 1);
}

QString withoutSequences(QStringView line) {
    QString text;
    text.reserve(line.size());
    for (qsizetype at = 0; at < line.size();) {
        const QChar c = line[at++];
        if (c.unicode() == escape)
            at = afterEscape(line, at);
        else if (c.unicode() == 0x9b)
            at = afterSequence(line, at);
        else if (c == u'\r' && at < line.size())
            text.clear(); // overwritten by what follows
        else if (c == u'\t' || !isControl(c))
            text += c;
        else if (c.unicode() < 0x20 && c != u'\r')
            text += QChar(0x2400 + c.unicode());
    }
    return text;
}

} // namespace

QString plainText(const QString &line) {
    QString text = std::any_of(line.cbegin(), line.cend(), isControl) ? withoutSequences(line) : line;
    if (text.size() <= longestLogLine)
        return text;
    const qsizetype more = text.size() - longestLogLine;
    text.truncate(longestLogLine - (text.at(longestLogLine - 1).isHighSurrogate() ? 1 : 0));
    return text + tr(" … and %1 more characters").arg(base::countText(more));
}

} // namespace models
