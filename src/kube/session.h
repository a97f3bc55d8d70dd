// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The live picture of one namespace: watches on all that the pages show, turned into rows, delivered in batches at display rate.
#pragma once

#include "kube/client.h"
#include "kube/delta.h"
#include "kube/rows.h"

#include <QMap>
#include <QObject>

#include <memory>

namespace kube {

struct SessionUpdate;

/// Lives in the thread that makes it (the GUI's); parsing and watching happen in the client's. Signals come at most 30 times a second.
/// After a loss the last rows stay, and connection() says how old they are. WorkloadRow carries its autoscaler and restarts, PodRow its
/// workload and usage (metrics.k8s.io every 15 s; without it usage stays empty and metricsError() says why).
class Session : public QObject {
    Q_OBJECT
public:
    /// Must not outlive the client.
    Session(Client &client, QString ns, QObject *parent = nullptr);
    ~Session() override;

    void start();
    void refresh();

    [[nodiscard]] Client &client() const;
    [[nodiscard]] QString ns() const;
    [[nodiscard]] Connection connection() const;
    [[nodiscard]] std::optional<base::Error> metricsError() const;
    /// When metrics.k8s.io last answered; invalid while it never did.
    [[nodiscard]] QDateTime metricsAt() const;
    /// Usage is asked for while somebody looks at it, or while nobody ever said so; usage older than a minute is taken away.
    void setMetricsViewer(const QObject *viewer, bool looks);
    /// Kinds ("Event") that cannot be read, and why; the others are not affected by it. Changes come with connectionChanged.
    [[nodiscard]] QMap<QString, base::Error> kindErrors() const;
    /// True once every table has been listed at least once, or was refused.
    [[nodiscard]] bool complete() const;

    [[nodiscard]] QList<PodRow> pods() const;
    [[nodiscard]] QList<WorkloadRow> workloads() const;
    [[nodiscard]] QList<AutoscalerRow> autoscalers() const;
    [[nodiscard]] QList<ServiceRow> services() const;
    [[nodiscard]] QList<EventRow> events() const;

Q_SIGNALS:
    void podsChanged(const kube::Delta<kube::PodRow> &delta);
    void workloadsChanged(const kube::Delta<kube::WorkloadRow> &delta);
    void autoscalersChanged(const kube::Delta<kube::AutoscalerRow> &delta);
    void servicesChanged(const kube::Delta<kube::ServiceRow> &delta);
    void eventsChanged(const kube::Delta<kube::EventRow> &delta);
    void connectionChanged(const kube::Connection &connection);
    void completed();
    /// The metrics API has answered, or has failed to.
    void metricsChanged();

private:
    void onUpdate(const SessionUpdate &update);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace kube
