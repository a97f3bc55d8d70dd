// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/workloadcommands.h"

#include "ui/workloads/bottompanes.h"

#include <QMenu>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

bool hasPods(const QString &kind) {
    static const QStringList kinds{u"Pod"_s, u"Deployment"_s, u"StatefulSet"_s, u"DaemonSet"_s, u"ReplicaSet"_s, u"Job"_s, u"CronJob"_s};
    return kinds.contains(kind);
}

bool hasPorts(const QString &kind) {
    static const QStringList kinds{u"Pod"_s, u"Deployment"_s, u"StatefulSet"_s, u"DaemonSet"_s, u"ReplicaSet"_s, u"Service"_s};
    return kinds.contains(kind);
}

} // namespace

WorkloadCommands::WorkloadCommands(BottomPanes &panes, QWidget &page)
    : QObject(&page)
    , m_panes(panes)
    , m_page(page)
    , m_logs(add(tr("Logs"), u"Ctrl+L"_s, &WorkloadCommands::openLogs))
    , m_previousLogs(add(tr("Log before the restart"), u"Ctrl+Shift+L"_s, &WorkloadCommands::openPreviousLogs))
    , m_forwards(add(tr("Forward a port"), u"Ctrl+Shift+P"_s, &WorkloadCommands::openForwards)) {
    update();
}

QAction *WorkloadCommands::add(const QString &text, const QString &keys, void (WorkloadCommands::*run)()) {
    auto *action = new QAction(text, this);
    action->setShortcut(QKeySequence(keys));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_page.addAction(action);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void WorkloadCommands::setContext(const PageContext &context) {
    m_context = context;
    m_session = context.session;
    update();
}

void WorkloadCommands::setSelection(const kube::ObjectRef &ref) {
    m_ref = ref;
    update();
}

void WorkloadCommands::allow(QAction &action, const QString &why, const QString &toolTip) {
    action.setEnabled(why.isEmpty());
    action.setToolTip(why.isEmpty() ? toolTip : why);
}

void WorkloadCommands::update() {
    QString why;
    if (!m_session)
        why = tr("There is no connection");
    else if (m_ref.name.isEmpty())
        why = tr("Choose a pod or a workload first");
    else if (!hasPods(m_ref.kind))
        why = tr("A %1 has no pods of its own").arg(m_ref.kind);
    allow(*m_logs, why, tr("The log of all containers of %1 (Ctrl+L)").arg(m_ref.text()));
    allow(*m_previousLogs, why, tr("What %1 wrote before its containers were last restarted").arg(m_ref.text()));
    if (m_session && !m_ref.name.isEmpty())
        why = hasPorts(m_ref.kind) ? QString() : tr("A %1 has no pods that go on").arg(m_ref.kind);
    allow(*m_forwards, why, tr("A port of this machine that leads to %1 (Ctrl+Shift+P)").arg(m_ref.text()));
}

void WorkloadCommands::fill(QMenu &menu) const {
    menu.setToolTipsVisible(true);
    menu.addAction(m_logs);
    menu.addAction(m_previousLogs);
    menu.addAction(m_forwards);
    menu.addSeparator();
}

void WorkloadCommands::openLogs() { m_panes.openLogs(m_ref, false); }

void WorkloadCommands::openForwards() { m_panes.openForwards(m_ref); }

void WorkloadCommands::openPreviousLogs() { m_panes.openLogs(m_ref, true); }

} // namespace ui
