// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Saving the shown lines of a log, in the background: a hundred thousand of them take longer than a frame.
#include "base/quantity.h"
#include "ui/widgets/tasklist.h"
#include "ui/workloads/logpane.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFuture>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTimeZone>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

base::Status writeLines(const QString &path, const QList<models::LogEntry> &entries, const QStringList &sources) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return base::fail(base::ErrorKind::Io, file.errorString(), path);
    for (const models::LogEntry &entry : entries)
        file.write(savedLine(entry, sources.value(entry.source)).toUtf8() + '\n');
    if (!file.commit())
        return base::fail(base::ErrorKind::Io, file.errorString(), path);
    return {};
}

} // namespace

QString savedLine(const models::LogEntry &entry, const QString &source) {
    QString time = u"-"_s;
    if (entry.nanoseconds != 0) {
        const QDateTime second = QDateTime::fromSecsSinceEpoch(entry.nanoseconds / 1'000'000'000, QTimeZone::UTC);
        time = second.toString(u"yyyy-MM-ddTHH:mm:ss"_s) + u".%1Z"_s.arg(entry.nanoseconds % 1'000'000'000, 9, 10, QChar(u'0'));
    }
    return entry.notice ? u"# "_s + entry.text : u"%1 %2 "_s.arg(time, source) + entry.text;
}

void LogPane::chooseFile() {
    const QString name = u"%1-%2.log"_s.arg(m_target.name, QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s));
    auto *dialog = new QFileDialog(this, tr("Save the shown lines"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, &LogPane::saveTo);
    dialog->open();
}

void LogPane::saveTo(const QString &path) {
    QList<models::LogEntry> entries;
    entries.reserve(m_lines.rows());
    for (qsizetype row = 0; row < m_lines.rows(); ++row)
        entries.append(m_lines.at(row));
    QStringList sources;
    for (qsizetype i = 0; m_log && i < m_log->sources().size(); ++i)
        sources.append(nameOf(int(i)));
    const QPointer<TaskList> tasks(m_tasks);
    QtConcurrent::run(writeLines, path, entries, sources).then(this, [tasks, path, count = entries.size()](const base::Status &status) {
        if (!tasks)
            return;
        tasks->note(status ? tr("Saved %1 lines to %2").arg(base::countText(count), path) : tr("%1 could not be written: %2").arg(path, status.error().message));
    });
}

} // namespace ui
