// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What happened in the cluster while the air was measured and forecast, for the chart of hours: rollouts and warnings.
#include "ui/forecast/forecastpage.h"

#include "kube/client.h"
#include "kube/session.h"

namespace ui {

using namespace Qt::StringLiterals;

void ForecastPage::watchMarks(const PageContext &context) {
    if (m_session)
        m_session->disconnect(&m_eventsRest);
    m_rollouts.clear();
    m_cluster = context.client;
    ++m_clusterGeneration;
    m_session = context.session;
    m_namespace = context.environment.ns.isEmpty() && context.client ? context.client->access().ns : context.environment.ns;
    m_eventsRest.setSingleShot(true);
    m_eventsRest.setInterval(1000);
    connect(&m_eventsRest, &QTimer::timeout, this, &ForecastPage::showDetail, Qt::UniqueConnection);
    if (m_session)
        connect(m_session, &kube::Session::eventsChanged, &m_eventsRest, qOverload<>(&QTimer::start));
    askMarks();
}

/// Who may not list them sees none: the chart says its own without them.
void ForecastPage::askMarks() {
    if (!m_cluster)
        return;
    m_cluster->list(u"apps/v1"_s, u"ReplicaSet"_s, m_namespace).then(this, [this, generation = m_clusterGeneration](const base::Result<QList<QJsonObject>> &sets) {
        if (!sets || generation != m_clusterGeneration)
            return;
        m_rollouts = models::rolloutMarks(*sets);
        showDetail();
    });
}

QList<models::TimeMark> ForecastPage::marks() const {
    return m_session ? m_rollouts + models::troubleMarks(m_session->events()) : m_rollouts;
}

} // namespace ui
