// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the workloads page hears from its session: rows, refusals, how fresh CPU and memory are.
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/workloads/workloadspage.h"

#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace ui {

void WorkloadsPage::connectSession(kube::Session *session) {
    fill(session);
    connect(session, &kube::Session::podsChanged, this, [this](const auto &delta) { m_pods.apply(delta); });
    connect(session, &kube::Session::workloadsChanged, this, [this](const auto &delta) { m_workloads.apply(delta); });
    connect(session, &kube::Session::autoscalersChanged, this, [this](const auto &delta) { m_autoscalers.apply(delta); });
    connect(session, &kube::Session::completed, this, &WorkloadsPage::updateTexts);
    connect(session, &kube::Session::podsChanged, this, &WorkloadsPage::updateTexts);
    connect(session, &kube::Session::metricsChanged, this, &WorkloadsPage::updateMetrics);
    session->setMetricsViewer(this, isVisible());
    updateMetrics();
}

void WorkloadsPage::showEvent(QShowEvent *event) {
    if (m_stack->count() == 0)
        showTab();
    Page::showEvent(event);
    if (m_session)
        m_session->setMetricsViewer(this, true);
}

void WorkloadsPage::hideEvent(QHideEvent *event) {
    Page::hideEvent(event);
    if (m_session)
        m_session->setMetricsViewer(this, false);
}

/// How old the usage is that the table shows, or why there is none.
void WorkloadsPage::updateMetrics() {
    m_metricsLine->setVisible(m_session);
    if (!m_session)
        return;
    const auto error = m_session->metricsError();
    const QDateTime at = m_session->metricsAt();
    const bool reached = !error && m_connection.state != kube::Connection::State::Offline;
    const Freshness freshness = reached ? Freshness::Live : at.isValid() ? Freshness::Stale : Freshness::Offline;
    m_pods.setUsageProblem(error ? tr("CPU and memory are not known: %1").arg(error->message) : QString());
    if (error || at.isValid())
        m_metrics->setFreshness(freshness, at, tr("metrics.k8s.io, through the API server"), error ? error->message : QString());
    else
        m_metrics->setText(tr("being asked for"));
}

void WorkloadsPage::fill(kube::Session *session) {
    m_pods.apply({true, session->pods(), {}});
    m_workloads.apply({true, session->workloads(), {}});
    m_autoscalers.apply({true, session->autoscalers(), {}});
    m_connection = session->connection();
}

void WorkloadsPage::showRefusals() {
    const QMap<QString, base::Error> errors = m_session ? m_session->kindErrors() : QMap<QString, base::Error>();
    QStringList refused;
    for (const Tab &tab : std::as_const(m_tabList)) {
        for (const QString &kind : tab.kinds) {
            if (errors.contains(kind))
                refused << kind;
        }
    }
    if (refused.isEmpty())
        m_banner->clear();
    else
        m_banner->showError(tr("%1 cannot be shown").arg(refused.join(", "_L1)), errors.value(refused.first()));
}

QString WorkloadsPage::placeholderText(const Tab &tab) const {
    if (!m_session)
        return tr("There is no connection yet.");
    const QMap<QString, base::Error> errors = m_session->kindErrors();
    for (const QString &kind : tab.kinds) {
        if (errors.contains(kind))
            return errors.value(kind).message;
    }
    if (!m_session->complete() && m_connection.state == kube::Connection::State::Offline)
        return tr("They appear here as soon as %1 answers.").arg(m_context.environment.name);
    if (!m_session->complete())
        return tr("Loading from %1 …").arg(m_context.environment.name);
    return tr("Namespace %1 holds none.").arg(m_session->ns());
}

} // namespace ui
