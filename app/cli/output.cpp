// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "output.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

void write(std::FILE *stream, const QByteArray &bytes) {
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

int terminalWidth() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

} // namespace

void printLine(const QString &text) {
    write(stdout, text.toUtf8() + '\n');
}

void printJson(const QJsonObject &document) {
    write(stdout, QJsonDocument(document).toJson(QJsonDocument::Indented));
}

void printTable(const QList<QStringList> &rows) {
    QList<qsizetype> widths;
    for (const QStringList &row : rows)
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i == widths.size())
                widths.append(0);
            widths[i] = std::max(widths[i], row[i].size());
        }
    QByteArray text;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? row[i].leftJustified(widths[i] + 2) : row[i];
        while (line.endsWith(u' '))
            line.chop(1);
        text += line.toUtf8() + '\n';
    }
    write(stdout, text);
}

void complain(const QString &text) {
    write(stderr, "aqictl: " + text.toUtf8() + '\n');
}

void complain(const base::Error &error) {
    complain(plain(error.text()));
    for (const QString &line : error.detail.split(u'\n', Qt::SkipEmptyParts))
        if (line != error.message)
            write(stderr, "  " + plain(line).toUtf8() + '\n');
}

Progress::Progress() : m_terminal(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    clear();
}

void Progress::line(const QString &text) {
    clear();
    write(stderr, plain(text).toUtf8() + '\n');
}

void Progress::now(const QString &text) {
    if (!m_terminal)
        return;
    clear();
    write(stderr, plain(text).left(terminalWidth() - 1).toUtf8());
    m_shown = true;
}

void Progress::clear() {
    if (m_shown)
        write(stderr, "\r\x1b[K");
    m_shown = false;
}

QString plain(const QString &text) {
    QString out = text;
    for (QChar &c : out)
        if (c.category() == QChar::Other_Control)
            c = u' ';
    return out;
}

} // namespace cli
