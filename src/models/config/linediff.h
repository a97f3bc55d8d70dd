// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Two texts line by line and, where a line was changed, word by word.
#pragma once

#include <QList>
#include <QString>

namespace models {

struct DiffSpan { // of a line's text
    int begin = 0;
    int length = 0;
    bool operator==(const DiffSpan &) const = default;
};

struct DiffLine {
    enum class Kind { Same, Changed, Removed, Added };
    Kind kind = Kind::Same;
    int leftNumber = 0; // from 1; 0: nothing stands there
    int rightNumber = 0;
    QString left;
    QString right;
    QList<DiffSpan> leftWords; // of a changed line: what differs
    QList<DiffSpan> rightWords;
    bool operator==(const DiffLine &) const = default;
};

[[nodiscard]] QList<DiffLine> lineDiff(const QString &left, const QString &right);
/// Lines that are not the same.
[[nodiscard]] int differenceCount(const QList<DiffLine> &lines);

} // namespace models
