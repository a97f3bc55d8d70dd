// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the program says: results to standard output, messages and progress to standard error.
#pragma once

#include "base/error.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace cli {

enum class Format { Text, Json, Sarif };

void printLine(const QString &text);
void printJson(const QJsonObject &document);
/// Columns padded to their widest cell, two spaces between; the first row is the header.
void printTable(const QList<QStringList> &rows);

/// "aqictl: text", to standard error.
void complain(const QString &text);
/// The error and, indented, the other side's own words.
void complain(const base::Error &error);

/// Progress on standard error: on a terminal one line that is redrawn under the lines that stay; in a log only the lines that stay.
class Progress {
public:
    Progress();
    ~Progress();
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    /// A line that stays.
    void line(const QString &text);
    /// What is at work now.
    void now(const QString &text);

private:
    void clear();
    const bool m_terminal;
    bool m_shown = false;
};

/// For tables: control characters out of what a server said.
[[nodiscard]] QString plain(const QString &text);

} // namespace cli
