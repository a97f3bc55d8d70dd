// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The bar below: what runs, what was done last, where the data comes from.
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace ui {

class Task;
class TaskList;

class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(TaskList &tasks, QWidget *parent = nullptr);
    /// Source of what is shown, for a person: "sandbox, namespace aqi-predictor, https://127.0.0.1:6443".
    void setSource(const QString &source);

private:
    void refresh();
    void showTask(Task *task, qsizetype others);
    TaskList &m_tasks;
    QPointer<Task> m_shown;
    QLabel *m_task;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QLabel *m_last;
    QLabel *m_source;
    QTimer m_timer;
};

} // namespace ui
