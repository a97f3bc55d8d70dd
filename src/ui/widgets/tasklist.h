// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Long work that runs now, wherever it was started: the status bar shows it with progress and a way to cancel.
#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

namespace ui {

/// One piece of work. Made by TaskList::start, ended by exactly one call of finish; it deletes itself after that.
class Task : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString step() const { return m_step; }
    [[nodiscard]] int done() const { return m_done; }
    [[nodiscard]] int total() const { return m_total; } // 0: not known
    [[nodiscard]] QDateTime started() const { return m_started; }

    /// step: what it is at, in words: "Waiting for Deployment/api".
    void setProgress(int done, int total, const QString &step = {});
    /// outcome: a sentence, shown as the last action: "Applied 41 objects in 38 s".
    void finish(const QString &outcome);
    void requestCancel();

Q_SIGNALS:
    void changed();
    /// The operator wants it to end; the owner stops and calls finish.
    void cancelRequested();
    void finished(const QString &outcome);

private:
    friend class TaskList;
    Task(QString title, QObject *parent);
    QString m_title;
    QString m_step;
    int m_done = 0;
    int m_total = 0;
    QDateTime m_started;
};

class TaskList : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// title: what is done to what: "Deploying sandbox to aqi-predictor". The list owns it; hold it in a QPointer.
    [[nodiscard]] Task *start(const QString &title);
    /// For what was over at once: "Restarted Deployment/api".
    void note(const QString &outcome);

    [[nodiscard]] QList<Task *> running() const { return m_running; }
    [[nodiscard]] QString lastAction() const { return m_lastAction; }
    [[nodiscard]] QDateTime lastActionTime() const { return m_lastActionTime; }

Q_SIGNALS:
    void changed();

private:
    QList<Task *> m_running;
    QString m_lastAction;
    QDateTime m_lastActionTime;
};

} // namespace ui
