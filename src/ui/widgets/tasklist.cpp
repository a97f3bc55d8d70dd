// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tasklist.h"

namespace ui {

Task::Task(QString title, QObject *parent)
    : QObject(parent)
    , m_title(std::move(title))
    , m_started(QDateTime::currentDateTimeUtc()) {}

void Task::setProgress(int done, int total, const QString &step) {
    m_done = done;
    m_total = total;
    m_step = step;
    Q_EMIT changed();
}

void Task::finish(const QString &outcome) { Q_EMIT finished(outcome); }

void Task::requestCancel() { Q_EMIT cancelRequested(); }

Task *TaskList::start(const QString &title) {
    auto *task = new Task(title, this);
    m_running.append(task);
    connect(task, &Task::changed, this, &TaskList::changed);
    connect(task, &Task::finished, this, [this, task](const QString &outcome) {
        m_running.removeOne(task);
        task->deleteLater();
        note(outcome);
    });
    Q_EMIT changed();
    return task;
}

void TaskList::note(const QString &outcome) {
    m_lastAction = outcome;
    m_lastActionTime = QDateTime::currentDateTimeUtc();
    Q_EMIT changed();
}

} // namespace ui
