// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a pod or of all pods of a workload, live: found in, filtered, paused, copied, saved.
#pragma once

#include "kube/gatheredlog.h"
#include "kube/session.h"
#include "models/logs/loglines.h"
#include "ui/workloads/bottompane.h"

#include <QPointer>

#include <memory>

namespace ui {

class LogIntake;
class LogTools;
class LogView;
class SecondaryLabel;
class TaskList;

class LogPane : public BottomPane {
    Q_OBJECT
public:
    LogPane(const kube::ObjectRef &target, TaskList *tasks, QWidget *parent = nullptr);
    ~LogPane() override;

    /// Null: nothing more comes, what is there stays. Must be told before the session goes.
    void setSession(kube::Session *session) override;
    void setPrevious(bool previous);
    [[nodiscard]] kube::ObjectRef target() const { return m_target; }
    [[nodiscard]] models::LogLines &lines() { return m_lines; }
    [[nodiscard]] LogView *view() const { return m_view; }
    [[nodiscard]] LogTools *tools() const { return m_tools; }
    /// How many containers are followed, how many lines there are, are gone, wait.
    [[nodiscard]] QString status() const;
    bool focusFilter() override;
    /// True once a line is there and none waits to be shown.
    [[nodiscard]] bool settled() const override;
    /// All shown lines with full times, pods and containers; in the background. The outcome is the tasks' last action.
    void saveTo(const QString &path);

private:
    void connectTools();
    void begin();
    void onNews(int source, kube::LogNews what, const QString &detail, const std::optional<base::Error> &error);
    void updateSources();
    void updateStatus();
    void find(const QString &text);
    void findNext(int direction);
    void copyLines();
    void chooseFile();
    [[nodiscard]] QStringList containerNames() const;
    [[nodiscard]] QString nameOf(int source) const;
    [[nodiscard]] QString emptyText() const;

    kube::ObjectRef m_target;
    TaskList *m_tasks;
    QPointer<kube::Session> m_session;
    models::LogLines m_lines;
    std::unique_ptr<kube::GatheredLog> m_log;
    LogIntake *m_intake;
    LogTools *m_tools;
    LogView *m_view;
    SecondaryLabel *m_status;
    QString m_problem; // of the filter
};

/// Full time, pod/container and text of one line, as it is saved.
[[nodiscard]] QString savedLine(const models::LogEntry &entry, const QString &source);

} // namespace ui
