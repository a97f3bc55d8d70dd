// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The ports of this machine that lead into the cluster: opened, seen, stopped.
#pragma once

#include "kube/client.h"
#include "models/workloads/forwardmodel.h"
#include "ui/workloads/bottompane.h"
#include "ui/workloads/forward.h"

#include <QPointer>
#include <QTimer>

#include <memory>
#include <vector>

class QBoxLayout;
class QComboBox;
class QPushButton;
class QSpinBox;

namespace ui {

class Banner;
class FilteredTable;
class TaskList;

class ForwardPane : public BottomPane {
    Q_OBJECT
public:
    explicit ForwardPane(TaskList *tasks, QWidget *parent = nullptr);
    ~ForwardPane() override;

    void setSession(kube::Session *session) override;
    [[nodiscard]] bool settled() const override;
    bool focusFilter() override;
    /// Its ports become the choice.
    void setTarget(const kube::ObjectRef &target);
    /// What the form says.
    void open();
    void stopSelected();
    [[nodiscard]] int running() const { return int(m_forwards.size()); }

    [[nodiscard]] models::ForwardModel &model() { return m_model; }
    [[nodiscard]] FilteredTable *table() const { return m_table; }
    [[nodiscard]] QComboBox *targets() const { return m_targets; }
    [[nodiscard]] QComboBox *ports() const { return m_ports; }
    [[nodiscard]] QSpinBox *localPort() const { return m_localPort; }
    [[nodiscard]] Banner *banner() const { return m_banner; }

private:
    void build(QBoxLayout &line);
    void fillTargets();
    void askPorts();
    void onObject(const base::Result<QJsonObject> &object);
    void updateRows();
    void updateButtons();
    void stop(const QString &id);

    TaskList *m_tasks;
    QPointer<kube::Session> m_session;
    kube::ObjectRef m_target;
    QString m_selector;
    QList<models::PortChoice> m_choices;
    models::ForwardModel m_model;
    std::vector<std::unique_ptr<Forward>> m_forwards;
    QFuture<base::Result<QJsonObject>> m_asking;
    Banner *m_banner;
    QComboBox *m_targets;
    QComboBox *m_ports;
    QSpinBox *m_localPort;
    QPushButton *m_open;
    QPushButton *m_stop;
    QPushButton *m_copy;
    FilteredTable *m_table;
    QTimer m_clock;
    int m_made = 0;
};

} // namespace ui
