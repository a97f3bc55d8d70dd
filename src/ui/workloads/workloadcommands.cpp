// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/workloadcommands.h"

#include "ui/widgets/tasklist.h"
#include "ui/workloads/bottompanes.h"

#include <QMenu>

#include <utility>

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
    , m_forwards(add(tr("Forward a port"), u"Ctrl+Shift+P"_s, &WorkloadCommands::openForwards))
    , m_shell(add(tr("Shell"), u"Ctrl+T"_s, &WorkloadCommands::openShell)) {
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
    allow(*m_shell, why, m_ref.kind == "Pod"_L1 ? tr("A shell in a container of %1 (Ctrl+T)").arg(m_ref.name) : tr("A shell in the first ready pod of %1 (Ctrl+T)").arg(m_ref.text()));
    if (m_session && !m_ref.name.isEmpty())
        why = hasPorts(m_ref.kind) ? QString() : tr("A %1 has no pods that go on").arg(m_ref.kind);
    allow(*m_forwards, why, tr("A port of this machine that leads to %1 (Ctrl+Shift+P)").arg(m_ref.text()));
}

void WorkloadCommands::fill(QMenu &menu) const {
    menu.setToolTipsVisible(true);
    menu.addAction(m_logs);
    menu.addAction(m_previousLogs);
    menu.addAction(m_shell);
    menu.addAction(m_forwards);
    menu.addSeparator();
}

void WorkloadCommands::openLogs() { m_panes.openLogs(m_ref, false); }

kube::ObjectRef WorkloadCommands::podOfSelection() const {
    if (!m_session || m_ref.kind == "Pod"_L1)
        return m_ref;
    const QList<kube::PodRow> pods = m_session->pods();
    const kube::PodRow *found = nullptr;
    const auto fits = [this](const kube::PodRow &pod) {
        const bool owned = (pod.workloadKind == m_ref.kind && pod.workloadName == m_ref.name) || (pod.ownerKind == m_ref.kind && pod.ownerName == m_ref.name);
        return owned && !pod.deleted.isValid() && pod.phase == "Running"_L1;
    };
    for (const kube::PodRow &pod : pods) {
        const bool better = !found || std::pair(pod.ready < pod.containers, pod.ref.name) < std::pair(found->ready < found->containers, found->ref.name);
        if (fits(pod) && better)
            found = &pod;
    }
    return found ? found->ref : kube::ObjectRef();
}

void WorkloadCommands::openShell() {
    const kube::ObjectRef pod = podOfSelection();
    if (!pod.name.isEmpty())
        m_panes.openShell(pod);
    else if (m_context.tasks)
        m_context.tasks->note(tr("No pod of %1 is running, so there is none for a shell").arg(m_ref.text()));
}

void WorkloadCommands::openForwards() { m_panes.openForwards(m_ref); }

void WorkloadCommands::openPreviousLogs() { m_panes.openLogs(m_ref, true); }

} // namespace ui
