// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Compares a set with the cluster and carries the plan out: one thing at a time, each with progress and a way to stop.
#pragma once

#include "deploy/plan.h"
#include "deploy/runner.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPointer>

#include <memory>

namespace ui {

class Task;
class TaskList;

class DeploymentWork : public QObject {
    Q_OBJECT
public:
    enum class Stage { Idle, Comparing, Planned, Running };

    explicit DeploymentWork(QObject *parent = nullptr);
    ~DeploymentWork() override;

    /// Ends what is under way where the client is another one; does not return before nothing uses the old one any more.
    void setCluster(kube::Client *client, TaskList *tasks);
    [[nodiscard]] Stage stage() const { return m_stage; }

    /// Loads the set and plans it. An answer to an earlier call is dropped.
    void compare(const QString &path);
    void apply(const deploy::Plan &plan, const deploy::RunOptions &options);
    void stop();

Q_SIGNALS:
    void stageChanged(ui::DeploymentWork::Stage stage);
    void planned(const deploy::Plan &plan);
    /// title: what could not be done.
    void failed(const QString &title, const base::Error &error);
    void stepChanged(int step, const deploy::StepState &state);
    void finished(const deploy::Outcome &outcome);

private:
    void setStage(Stage stage);
    void onLoaded();
    void onPlanned();
    void onStep(int step, const deploy::StepState &state);
    void onFinished(const deploy::Outcome &outcome);
    void endTask(const QString &outcome);
    void abandon();

    kube::Client *m_client = nullptr;
    TaskList *m_tasks = nullptr;
    Stage m_stage = Stage::Idle;
    QString m_path;
    QFutureWatcher<base::Result<deploy::ManifestSet>> m_loading;
    QFutureWatcher<base::Result<deploy::Plan>> m_planning;
    std::unique_ptr<deploy::Runner> m_runner;
    QPointer<Task> m_task;
};

} // namespace ui
