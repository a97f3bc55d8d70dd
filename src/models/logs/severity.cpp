// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/severity.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using enum Severity;

constexpr qsizetype severityHead = 160; // characters in which a plain line says it

constexpr std::array<std::pair<QLatin1StringView, Severity>, 28> severityWords{{{"info"_L1, Information}, {"error"_L1, Error}, {"warning"_L1, Warning},
    {"warn"_L1, Warning}, {"debug"_L1, Debug}, {"log"_L1, Information}, {"fatal"_L1, Fatal}, {"critical"_L1, Fatal}, {"trace"_L1, Trace},
    {"notice"_L1, Information}, {"err"_L1, Error}, {"panic"_L1, Fatal}, {"emerg"_L1, Fatal}, {"emergency"_L1, Fatal}, {"alert"_L1, Fatal},
    {"crit"_L1, Fatal}, {"severe"_L1, Error}, {"information"_L1, Information}, {"informational"_L1, Information}, {"inf"_L1, Information},
    {"wrn"_L1, Warning}, {"dbg"_L1, Debug}, {"verbose"_L1, Debug}, {"fine"_L1, Debug}, {"finest"_L1, Trace}, {"failure"_L1, Error},
    {"statement"_L1, Information}, {"hint"_L1, Information}}};

constexpr std::array severityKeys{"\"level\""_L1, "\"severity\""_L1, "\"levelname\""_L1, "\"lvl\""_L1, "\"log.level\""_L1, "\"loglevel\""_L1};

Severity ofWord(QStringView word) {
    for (const auto &[known, severity] : severityWords) {
        if (word.size() == known.size() && word.compare(known, Qt::CaseInsensitive) == 0)
            return severity;
    }
    return None;
}

Severity ofNumber(int level) { // pino and bunyan: 10 trace … 60 fatal
    constexpr std::array bounds{Trace, Debug, Information, Warning, Error, Fatal};
    return level >= 10 && level <= 69 ? bounds[static_cast<std::size_t>(level / 10 - 1)] : None;
}

bool isLetter(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); }

QStringView wordAt(QStringView text) {
    qsizetype end = 0;
    while (end < text.size() && isLetter(text[end]))
        ++end;
    return text.first(end);
}

/// The value behind a key of a JSON line.
Severity ofValue(QStringView rest) {
    rest = rest.trimmed();
    if (!rest.startsWith(u':'))
        return None;
    rest = rest.sliced(1).trimmed();
    if (rest.startsWith(u'"'))
        return ofWord(wordAt(rest.sliced(1)));
    qsizetype digits = 0;
    while (digits < rest.size() && digits < 3 && rest[digits].isDigit())
        ++digits;
    return ofNumber(rest.first(digits).toInt());
}

Severity ofJson(QStringView line) {
    for (const QLatin1StringView key : severityKeys) {
        const qsizetype at = line.indexOf(key, 0, Qt::CaseInsensitive);
        if (at < 0)
            continue;
        if (const Severity severity = ofValue(line.sliced(at + key.size())); severity != None)
            return severity;
    }
    return None;
}

/// "level=warn" of logfmt.
Severity ofAssignment(QStringView head) {
    for (const QLatin1StringView key : {"level="_L1, "lvl="_L1, "severity="_L1}) {
        const qsizetype at = head.indexOf(key, 0, Qt::CaseInsensitive);
        if (at < 0 || (at > 0 && isLetter(head[at - 1])))
            continue;
        QStringView value = head.sliced(at + key.size());
        if (value.startsWith(u'"'))
            value = value.sliced(1);
        if (const Severity severity = ofWord(wordAt(value)); severity != None)
            return severity;
    }
    return None;
}

/// klog: "E0312 11:40:00.000000".
Severity ofKlog(QStringView head) {
    if (head.size() < 6 || head[5] != u' ')
        return None;
    for (qsizetype i = 1; i < 5; ++i) {
        if (!head[i].isDigit())
            return None;
    }
    switch (head[0].unicode()) {
    case u'I': return Information;
    case u'W': return Warning;
    case u'E': return Error;
    case u'F': return Fatal;
    default: return None;
    }
}

/// Redis: "1:M 26 Nov 2026 11:40:00.000 # words".
Severity ofRedis(QStringView head) {
    if (!head.startsWith(u' ') && !head.isEmpty() && !head[0].isDigit())
        return None;
    const auto parts = head.first(std::min<qsizetype>(head.size(), 48)).split(u' ');
    if (parts.size() < 6 || parts[0].size() < 3 || parts[0][parts[0].size() - 2] != u':' || parts[5].size() != 1)
        return None;
    switch (parts[5][0].unicode()) {
    case u'.':
    case u'-': return Debug;
    case u'*': return Information;
    case u'#': return Warning;
    default: return None;
    }
}

/// A word that stands as a level does: in capitals, in brackets, or first in the line before a colon.
Severity ofHead(QStringView head) {
    for (qsizetype at = 0; at < head.size();) {
        if (!isLetter(head[at])) {
            ++at;
            continue;
        }
        const QStringView word = wordAt(head.sliced(at));
        const qsizetype start = std::exchange(at, at + word.size());
        const QChar before = start == 0 ? u' ' : head[start - 1];
        const QChar after = at < head.size() ? head[at] : u' ';
        const bool celery = after == u'/' && before == u' ' && start > 1 && head[start - 2] == u':'; // "…,123: WARNING/MainProcess]"
        const bool alone = !before.isDigit() && before != u'_' && before != u'/' && before != u'.' && !after.isDigit() && after != u'_'
            && (after != u'/' || celery);
        const bool bracketed = (before == u'[' && after == u']') || (before == u'<' && after == u'>') || (before == u'|' && after == u'|');
        const bool capitals = std::none_of(word.begin(), word.end(), [](QChar c) { return c.isLower(); });
        const bool leads = start == 0 && after == u':';
        if (!(alone && (capitals || leads)) && !bracketed)
            continue;
        if (const Severity severity = ofWord(word); severity != None)
            return severity;
    }
    return None;
}

/// "Traceback (most recent call last):", "ValueError: …", "java.io.IOException: …".
Severity ofException(QStringView head) {
    if (head.startsWith("Traceback (most recent call last)"_L1))
        return Error;
    const QStringView first = head.first(std::max<qsizetype>(0, head.indexOf(u':')));
    return !first.contains(u' ') && (first.endsWith("Error"_L1) || first.endsWith("Exception"_L1)) ? Error : None;
}

} // namespace

Severity severityOf(QStringView line) {
    const QStringView trimmed = line.trimmed();
    if (trimmed.startsWith(u'{')) {
        if (const Severity severity = ofJson(trimmed); severity != None)
            return severity;
    }
    const QStringView head = trimmed.first(std::min(trimmed.size(), severityHead));
    for (const auto rule : {ofKlog, ofAssignment, ofRedis, ofHead, ofException}) {
        if (const Severity severity = rule(head); severity != None)
            return severity;
    }
    return None;
}

} // namespace models
