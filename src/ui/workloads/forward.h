// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One port of this machine that leads to what was chosen, to another of its pods when the first one goes.
#pragma once

#include "kube/portforward.h"
#include "kube/session.h"
#include "models/workloads/forwardmodel.h"
#include "models/workloads/ports.h"

#include <QFuture>
#include <QObject>
#include <QPointer>

#include <memory>

namespace ui {

struct ForwardChoice {
    kube::ObjectRef target; // Pod, Deployment, StatefulSet, DaemonSet, Service
    models::PortChoice port;
    QString selector;       // of a Service
    quint16 localPort = 0;  // 0: a free one
};

/// Goes before the session does.
class Forward : public QObject {
    Q_OBJECT
public:
    Forward(kube::Session &session, ForwardChoice choice, QString id, QObject *parent = nullptr);
    ~Forward() override;

    [[nodiscard]] const models::ForwardRow &row() const { return m_row; }

Q_SIGNALS:
    void changed();

private:
    void look();
    void lookAtService();
    void onPods();
    void openOn(const kube::ObjectRef &pod, int port);
    void wait(const QString &why);
    void fail(const QString &why);
    void say(kube::HealthState state, const QString &message);
    [[nodiscard]] bool owns(const kube::PodRow &pod) const;

    kube::Session &m_session;
    ForwardChoice m_choice;
    models::ForwardRow m_row;
    kube::ObjectRef m_pod;
    std::unique_ptr<kube::PortForward> m_forward;
    QFuture<base::Result<QList<QJsonObject>>> m_asking;
};

} // namespace ui
