// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Scale, restart, undo, delete: each says first what it will do, is confirmed, and ends in the list of tasks.
#pragma once

#include "kube/rollout.h"
#include "ui/widgets/page.h"
#include "ui/workloads/permissions.h"

#include <QAction>
#include <QJsonObject>
#include <QPointer>

#include <functional>
#include <optional>

class QMenu;

namespace ui {

class ChangePanel;
class Task;

class WorkloadChanges : public QObject {
    Q_OBJECT
public:
    /// page gets the keys; both outlive this.
    WorkloadChanges(ChangePanel &panel, QWidget &page);

    void setContext(const PageContext &context);
    void setSelection(const kube::ObjectRef &ref);
    /// For the page's header.
    [[nodiscard]] QList<QAction *> mainActions() const { return {m_restart, m_scale}; }
    [[nodiscard]] QAction *scaleAction() const { return m_scale; }
    [[nodiscard]] QAction *restartAction() const { return m_restart; }
    [[nodiscard]] QAction *undoAction() const { return m_undo; }
    [[nodiscard]] QAction *deleteAction() const { return m_delete; }
    void fill(QMenu &menu) const;

private:
    enum class Act { None, Scale, Restart, Undo, Delete };
    using Answer = base::Result<QJsonObject>;
    struct Change {
        QString doing; // "Scaling Deployment/api to 5 pods"
        QString done;
        QString failed; // "Deployment/api was not scaled"
        std::function<QFuture<Answer>(kube::Client &)> send;
    };
    [[nodiscard]] QAction *add(const QString &text, const QString &keys, void (WorkloadChanges::*method)());
    void update();
    void allow(QAction &action, Act act, const QString &toolTip);
    [[nodiscard]] QString whyNot(Act act);
    [[nodiscard]] QString refusal(Act act, const QString &kind);

    void scale();
    void restart();
    void undo();
    void deletePod();
    /// The selected workload, or that of the selected pod; nothing, and said why, where the act cannot be.
    [[nodiscard]] std::optional<kube::WorkloadRow> begin(Act act);
    [[nodiscard]] std::optional<kube::ObjectRef> target(Act act);
    void read(Act act, const QString &sentence, const std::function<void(const QJsonObject &)> &then);
    void onRevisions(const QJsonObject &workload, const QList<QJsonObject> &history);

    void word();
    void wordScale();
    void wordRestart();
    void wordUndo();
    void wordDelete();
    void run();
    void cancel();
    [[nodiscard]] std::optional<kube::WorkloadRow> workload(const kube::ObjectRef &ref) const;
    [[nodiscard]] std::optional<kube::PodRow> pod(const QString &name) const;

    ChangePanel &m_panel;
    QWidget &m_page;
    PageContext m_context;
    QPointer<kube::Session> m_session;
    Permissions m_permissions;
    kube::ObjectRef m_ref;    // selected
    kube::ObjectRef m_target; // of what is being asked
    Act m_act = Act::None;
    int m_turn = 0; // answers to a question that is no longer asked are dropped
    QJsonObject m_read;
    QList<kube::Revision> m_revisions;
    std::optional<Change> m_change;
    QList<QPointer<Task>> m_running;
    QAction *m_scale;
    QAction *m_restart;
    QAction *m_undo;
    QAction *m_delete;
};

} // namespace ui
