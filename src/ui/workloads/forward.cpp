// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/forward.h"

#include "kube/client.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

bool isReady(const kube::PodRow &pod) { return !pod.deleted.isValid() && pod.phase == "Running"_L1 && pod.ready == pod.containers; }

} // namespace

Forward::Forward(kube::Session &session, ForwardChoice choice, QString id, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_choice(std::move(choice)) {
    m_row.ref = m_choice.target;
    m_row.ref.uid = std::move(id);
    m_row.port = models::portText(m_choice.port);
    m_row.started = QDateTime::currentDateTimeUtc();
    connect(&session, &kube::Session::podsChanged, this, &Forward::onPods);
    look();
}

Forward::~Forward() { m_asking.cancel(); }

bool Forward::owns(const kube::PodRow &pod) const {
    const kube::ObjectRef &target = m_choice.target;
    return (pod.workloadKind == target.kind && pod.workloadName == target.name) || (pod.ownerKind == target.kind && pod.ownerName == target.name);
}

/// A pod was named: that one, ready or not. Else the first ready one.
void Forward::look() {
    if (m_choice.target.kind == "Service"_L1)
        return lookAtService();
    const bool named = m_choice.target.kind == "Pod"_L1;
    const QList<kube::PodRow> pods = m_session.pods();
    const kube::PodRow *found = nullptr;
    for (const kube::PodRow &pod : pods) {
        const bool fits = named ? pod.ref.name == m_choice.target.name && !pod.deleted.isValid() : owns(pod) && isReady(pod);
        if (fits && (!found || pod.ref.name < found->ref.name))
            found = &pod;
    }
    if (found)
        openOn(found->ref, m_choice.port.onPod.toInt());
    else if (named)
        fail(tr("There is no pod %1 any more").arg(m_choice.target.name));
    else
        wait(tr("No pod of %1 is ready; it goes on as soon as one is").arg(m_choice.target.text()));
}

void Forward::lookAtService() {
    if (m_choice.selector.isEmpty())
        return fail(tr("%1 selects no pods, so there is nothing that a port could lead to").arg(m_choice.target.text()));
    if (m_asking.isRunning())
        return;
    m_asking = m_session.client().list(u"v1"_s, u"Pod"_s, m_session.ns(), m_choice.selector);
    m_asking.then(this, [this](const base::Result<QList<QJsonObject>> &answer) {
        if (!answer)
            return fail(tr("The pods of %1 cannot be found: %2").arg(m_choice.target.text(), answer.error().message));
        const QList<kube::PodRow> rows = m_session.pods();
        for (const QJsonObject &object : *answer) {
            const QString name = object["metadata"_L1].toObject()["name"_L1].toString();
            const auto row = std::find_if(rows.cbegin(), rows.cend(), [&](const kube::PodRow &each) { return each.ref.name == name; });
            const int port = models::portOnPod(m_choice.port, object);
            if (row != rows.cend() && isReady(*row) && port > 0)
                return openOn(row->ref, port);
        }
        wait(tr("No pod behind %1 is ready; it goes on as soon as one is").arg(m_choice.target.text()));
    });
}

void Forward::onPods() {
    if (!m_forward) {
        if (m_row.health.state == kube::HealthState::Progressing)
            look();
        return;
    }
    const QList<kube::PodRow> pods = m_session.pods();
    const bool lives = std::any_of(pods.cbegin(), pods.cend(), [&](const kube::PodRow &pod) { return pod.ref.uid == m_pod.uid && !pod.deleted.isValid(); });
    if (lives)
        return;
    m_row.problem = tr("Pod %1 went away").arg(m_pod.name);
    m_forward.reset();
    m_row.pod.clear();
    look();
}

void Forward::openOn(const kube::ObjectRef &pod, int port) {
    m_pod = pod;
    m_row.pod = pod.name;
    m_forward = m_session.client().forwardPort(pod, port, m_choice.localPort);
    if (const auto local = m_forward->localPort(); !local) {
        const base::Error error = local.error();
        m_forward.reset();
        return fail(error.message);
    }
    m_choice.localPort = *m_forward->localPort(); // the same one when it has to move to another pod
    m_row.localPort = m_choice.localPort;
    connect(m_forward.get(), &kube::PortForward::connected, this, [this] {
        ++m_row.connections;
        Q_EMIT changed();
    });
    connect(m_forward.get(), &kube::PortForward::connectionFailed, this, [this](const base::Error &error) {
        ++m_row.failures;
        m_row.problem = error.kind == base::ErrorKind::Forbidden ? tr("You may not forward ports of pods in this namespace: %1").arg(error.message) : error.message;
        Q_EMIT changed();
    });
    say(kube::HealthState::Healthy, tr("127.0.0.1:%1 leads to port %2 of %3").arg(m_row.localPort).arg(port).arg(pod.name));
}

void Forward::wait(const QString &why) { say(kube::HealthState::Progressing, why); }

void Forward::fail(const QString &why) {
    m_row.localPort = 0;
    m_row.problem = why;
    say(kube::HealthState::Failed, why);
}

void Forward::say(kube::HealthState state, const QString &message) {
    m_row.health = {state, {}, message};
    Q_EMIT changed();
}

} // namespace ui
