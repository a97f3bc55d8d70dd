// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/workloadchanges.h"

#include "ui/widgets/tasklist.h"
#include "ui/workloads/changepanel.h"

#include <QMenu>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString plural(const QString &kind) { return kind.toLower() + u's'; }

bool sameObject(const kube::ObjectRef &a, const kube::ObjectRef &b) { return a.kind == b.kind && a.name == b.name; }

} // namespace

WorkloadChanges::WorkloadChanges(ChangePanel &panel, QWidget &page)
    : QObject(&page)
    , m_panel(panel)
    , m_page(page)
    , m_scale(add(tr("Scale…"), u"Ctrl+Shift+S"_s, &WorkloadChanges::scale))
    , m_restart(add(tr("Restart…"), u"Ctrl+R"_s, &WorkloadChanges::restart))
    , m_undo(add(tr("Back to an earlier revision…"), {}, &WorkloadChanges::undo))
    , m_delete(add(tr("Delete the pod…"), u"Ctrl+Del"_s, &WorkloadChanges::deletePod)) {
    connect(&m_permissions, &Permissions::changed, this, &WorkloadChanges::update);
    connect(&m_panel, &ChangePanel::chosen, this, &WorkloadChanges::word);
    connect(&m_panel, &ChangePanel::confirmed, this, &WorkloadChanges::run);
    update();
}

QAction *WorkloadChanges::add(const QString &text, const QString &keys, void (WorkloadChanges::*method)()) {
    auto *action = new QAction(text, this);
    action->setShortcut(QKeySequence(keys));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_page.addAction(action);
    connect(action, &QAction::triggered, this, method);
    return action;
}

void WorkloadChanges::setContext(const PageContext &context) {
    if (context.client != m_context.client || context.environment.name != m_context.environment.name) {
        cancel();
        for (const QPointer<Task> &task : std::exchange(m_running, {})) {
            if (task)
                task->finish(tr("%1: the connection was closed before there was an answer").arg(task->title()));
        }
    }
    if (m_session && m_session != context.session)
        m_session->disconnect(this);
    if (context.session && m_session != context.session) {
        connect(context.session, &kube::Session::workloadsChanged, this, &WorkloadChanges::word);
        connect(context.session, &kube::Session::podsChanged, this, [this] {
            if (m_act == Act::Delete)
                word();
        });
    }
    m_context = context;
    m_session = context.session;
    m_permissions.setClient(context.client, context.session ? context.session->ns() : QString());
    update();
}

void WorkloadChanges::setSelection(const kube::ObjectRef &ref) {
    if (!sameObject(ref, m_ref))
        cancel(); // what is asked is about what is selected
    m_ref = ref;
    update();
}

void WorkloadChanges::cancel() {
    ++m_turn;
    m_act = Act::None;
    m_change.reset();
    m_panel.dismiss();
}

/// Empty where the account may do it, or nobody knows.
QString WorkloadChanges::refusal(Act act, const QString &kind) {
    const bool forbidden = act == Act::Delete ? m_permissions.forbidden({u"delete"_s, {}, u"pods"_s})
                                              : m_permissions.forbidden({u"patch"_s, u"apps"_s, plural(kind) + (act == Act::Scale ? u"/scale"_s : QString())});
    if (!forbidden)
        return {};
    const QString ns = m_session ? m_session->ns() : QString();
    return act == Act::Delete ? tr("Your account may not delete pods in namespace %1").arg(ns)
        : act == Act::Scale   ? tr("Your account may not scale %1 in namespace %2").arg(plural(kind), ns)
                              : tr("Your account may not change %1 in namespace %2").arg(plural(kind), ns);
}

QString WorkloadChanges::whyNot(Act act) {
    const QString kind = m_ref.kind;
    if (!m_session)
        return tr("There is no connection");
    if (m_ref.name.isEmpty())
        return act == Act::Delete ? tr("Choose a pod first") : tr("Choose a pod or a workload first");
    if (act == Act::Delete)
        return kind == "Pod"_L1 ? refusal(act, kind) : tr("Only a pod can be deleted here; %1 would come with its set").arg(m_ref.text());
    if (kind == "Pod"_L1)
        return {}; // its workload is looked up, and asked about, when it is wanted
    if (act == Act::Scale && kind == "DaemonSet"_L1)
        return tr("A DaemonSet runs one pod on each of its nodes; there is no number to set");
    if (kind == "Deployment"_L1 || kind == "StatefulSet"_L1 || kind == "DaemonSet"_L1)
        return refusal(act, kind);
    return act == Act::Scale ? tr("A %1 cannot be scaled").arg(kind) : tr("A %1 has no roll-out").arg(kind);
}

void WorkloadChanges::allow(QAction &action, Act act, const QString &toolTip) {
    const QString why = whyNot(act);
    action.setEnabled(why.isEmpty());
    action.setToolTip(why.isEmpty() ? toolTip : why);
}

void WorkloadChanges::update() {
    const QString what = m_ref.kind == "Pod"_L1 ? tr("the workload of %1").arg(m_ref.text()) : m_ref.text();
    allow(*m_scale, Act::Scale, tr("Set the number of pods of %1; asks first").arg(what));
    allow(*m_restart, Act::Restart, tr("Replace the pods of %1 by new ones; asks first (Ctrl+R)").arg(what));
    allow(*m_undo, Act::Undo, tr("Take %1 back to a revision that it had; asks first").arg(what));
    allow(*m_delete, Act::Delete, tr("Delete %1; asks first").arg(m_ref.text()));
}

void WorkloadChanges::fill(QMenu &menu) const {
    menu.setToolTipsVisible(true);
    for (QAction *action : {m_scale, m_restart, m_undo, m_delete})
        menu.addAction(action);
    menu.addSeparator();
}

std::optional<kube::WorkloadRow> WorkloadChanges::workload(const kube::ObjectRef &ref) const {
    const QList<kube::WorkloadRow> rows = m_session ? m_session->workloads() : QList<kube::WorkloadRow>();
    const auto found = std::find_if(rows.cbegin(), rows.cend(), [&](const kube::WorkloadRow &row) { return sameObject(row.ref, ref); });
    return found == rows.cend() ? std::nullopt : std::optional(*found);
}

std::optional<kube::PodRow> WorkloadChanges::pod(const QString &name) const {
    const QList<kube::PodRow> rows = m_session ? m_session->pods() : QList<kube::PodRow>();
    const auto found = std::find_if(rows.cbegin(), rows.cend(), [&](const kube::PodRow &row) { return row.ref.name == name; });
    return found == rows.cend() ? std::nullopt : std::optional(*found);
}

void WorkloadChanges::run() {
    if (!m_change || !m_context.client)
        return;
    const Change change = *m_change;
    m_act = Act::None;
    m_change.reset();
    QPointer<Task> task = m_context.tasks ? m_context.tasks->start(change.doing) : nullptr;
    m_running.removeIf([](const QPointer<Task> &ended) { return !ended; });
    m_running << task;
    QFuture<Answer> answer = change.send(*m_context.client);
    if (task) {
        connect(task, &Task::cancelRequested, this, [task, answer]() mutable {
            answer.cancel();
            task->finish(tr("%1: cancelled; the server may have done it already").arg(task->title()));
        });
    }
    answer.then(this, [this, task, change, listed = !task.isNull()](const Answer &result) {
        if (listed && !task)
            return; // cancelled, or ended with its connection
        m_running.removeOne(task);
        if (task)
            task->finish(result ? change.done : tr("%1: %2").arg(change.failed, result.error().message));
        if (!result && m_act == Act::None) // else something else is being asked; the task says it
            m_panel.fail(change.failed, result.error());
    });
}

} // namespace ui
