// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/deploymentwork.h"

#include "deploy/manifestset.h"
#include "deploy/planner.h"
#include "kube/client.h"
#include "models/deploy/planwords.h"
#include "ui/widgets/tasklist.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace ui {

DeploymentWork::DeploymentWork(QObject *parent) : QObject(parent) {
    connect(&m_loading, &QFutureWatcherBase::finished, this, &DeploymentWork::onLoaded);
    connect(&m_planning, &QFutureWatcherBase::finished, this, &DeploymentWork::onPlanned);
}

DeploymentWork::~DeploymentWork() {
    blockSignals(true);
    abandon();
}

void DeploymentWork::setStage(Stage stage) {
    if (stage == m_stage)
        return;
    m_stage = stage;
    Q_EMIT stageChanged(stage);
}

void DeploymentWork::setCluster(kube::Client *client, TaskList *tasks) {
    if (client == m_client && tasks == m_tasks)
        return;
    abandon();
    m_client = client;
    m_tasks = tasks;
    setStage(Stage::Idle);
}

// The workers behind the futures look at cancellation every 10 ms.
void DeploymentWork::abandon() {
    endTask(tr("Stopped: the environment was changed"));
    m_runner.reset();
    QFuture<base::Result<deploy::ManifestSet>> loading = m_loading.future();
    QFuture<base::Result<deploy::Plan>> planning = m_planning.future();
    m_loading.setFuture({});
    m_planning.setFuture({});
    loading.cancel();
    planning.cancel();
    planning.waitForFinished();
}

void DeploymentWork::endTask(const QString &outcome) {
    if (m_task)
        m_task->finish(outcome);
    m_task.clear();
}

void DeploymentWork::compare(const QString &path) {
    if (m_stage == Stage::Running || !m_client)
        return;
    abandon();
    m_path = path;
    if (m_tasks) {
        m_task = m_tasks->start(tr("Comparing %1 with the cluster").arg(QFileInfo(path).fileName()));
        connect(m_task, &Task::cancelRequested, this, &DeploymentWork::stop);
    }
    setStage(Stage::Comparing);
    m_loading.setFuture(deploy::loadManifests(path));
}

void DeploymentWork::onLoaded() {
    if (m_stage != Stage::Comparing || m_loading.future().resultCount() == 0)
        return;
    const auto set = m_loading.result();
    if (set) {
        m_planning.setFuture(deploy::makePlan(*m_client, *set));
        return;
    }
    endTask(tr("%1 could not be read").arg(m_path));
    setStage(Stage::Idle);
    Q_EMIT failed(tr("%1 could not be read").arg(QFileInfo(set.error().where).fileName()), set.error());
}

void DeploymentWork::onPlanned() {
    if (m_stage != Stage::Comparing || m_planning.future().resultCount() == 0)
        return;
    const auto plan = m_planning.result();
    if (!plan) {
        endTask(tr("%1 could not be compared").arg(m_path));
        setStage(Stage::Idle);
        Q_EMIT failed(tr("The set could not be compared with the cluster"), plan.error());
        return;
    }
    endTask(tr("Compared %1: %2").arg(QFileInfo(m_path).fileName(), models::countsText(*plan)));
    setStage(Stage::Planned);
    Q_EMIT planned(*plan);
}

void DeploymentWork::apply(const deploy::Plan &plan, const deploy::RunOptions &options) {
    if (m_stage != Stage::Planned || !m_client)
        return;
    m_runner = std::make_unique<deploy::Runner>(*m_client, plan, options);
    connect(m_runner.get(), &deploy::Runner::stepChanged, this, &DeploymentWork::onStep);
    connect(m_runner.get(), &deploy::Runner::finished, this, &DeploymentWork::onFinished);
    if (m_tasks) {
        m_task = m_tasks->start(tr("Deploying %1").arg(QFileInfo(plan.set.path).fileName()));
        connect(m_task, &Task::cancelRequested, this, &DeploymentWork::stop);
    }
    setStage(Stage::Running);
    m_runner->start();
}

void DeploymentWork::stop() {
    if (m_stage == Stage::Running) {
        m_runner->cancel();
        return;
    }
    if (m_stage != Stage::Comparing)
        return;
    setStage(Stage::Idle);
    m_loading.cancel();
    m_planning.cancel();
    endTask(tr("Comparison stopped; nothing was changed"));
}

void DeploymentWork::onStep(int step, const deploy::StepState &state) {
    if (m_task)
        m_task->setProgress(step, static_cast<int>(m_runner->plan().steps.size()),
            u"%1 %2"_s.arg(models::stepWord(state.phase), m_runner->plan().steps[step].manifest.ref.text()));
    Q_EMIT stepChanged(step, state);
}

void DeploymentWork::onFinished(const deploy::Outcome &outcome) {
    endTask(models::outcomeText(outcome));
    setStage(Stage::Idle);
    Q_EMIT finished(outcome);
}

} // namespace ui
