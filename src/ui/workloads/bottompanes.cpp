// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/bottompanes.h"

#include "ui/widgets/theme.h"
#include "ui/workloads/bottompane.h"
#include "ui/workloads/forwardpane.h"
#include "ui/workloads/logpane.h"
#include "ui/workloads/shellpane.h"

#include <QEvent>
#include <QShortcut>
#include <QTabBar>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {

BottomPanes::BottomPanes(QWidget *parent)
    : QTabWidget(parent) {
    setDocumentMode(true);
    setMinimumHeight(160);
    setAccessibleName(tr("Logs, shells and ports"));
    for (const auto &keys : {u"Ctrl+W"_s, u"Ctrl+Shift+W"_s}) { // a shell keeps Ctrl+W for itself
        auto *close = new QShortcut(QKeySequence(keys), this);
        close->setContext(Qt::WidgetWithChildrenShortcut);
        connect(close, &QShortcut::activated, this, [this] { askToClose(currentIndex()); });
    }
    connect(this, &QTabWidget::currentChanged, this, &BottomPanes::changed);
    hide();
}

BottomPane *BottomPanes::paneAt(int index) const { return qobject_cast<BottomPane *>(widget(index)); }

void BottomPanes::setSession(kube::Session *session, TaskList *tasks) {
    m_session = session;
    m_tasks = tasks;
    for (int i = 0; i < count(); ++i)
        paneAt(i)->setSession(session);
}

void BottomPanes::closeAll() {
    while (count() > 0)
        closePane(0);
}

LogPane *BottomPanes::logs(const kube::ObjectRef &target) const {
    for (int i = 0; i < count(); ++i) {
        auto *pane = qobject_cast<LogPane *>(widget(i));
        if (pane && pane->target().kind == target.kind && pane->target().name == target.name)
            return pane;
    }
    return nullptr;
}

LogPane *BottomPanes::openLogs(const kube::ObjectRef &target, bool previous) {
    LogPane *pane = logs(target);
    if (!pane) {
        pane = new LogPane(target, m_tasks);
        pane->setPrevious(previous);
        addPane(pane, tr("Log of %1").arg(target.name));
    }
    pane->setPrevious(previous);
    bringUp(pane);
    return pane;
}

ForwardPane *BottomPanes::forwards() const {
    for (int i = 0; i < count(); ++i) {
        if (auto *pane = qobject_cast<ForwardPane *>(widget(i)))
            return pane;
    }
    return nullptr;
}

ForwardPane *BottomPanes::openForwards(const kube::ObjectRef &target) {
    ForwardPane *pane = forwards();
    if (!pane) {
        pane = new ForwardPane(m_tasks);
        addPane(pane, tr("Forwarded ports"));
    }
    pane->setTarget(target);
    bringUp(pane);
    return pane;
}

ShellPane *BottomPanes::openShell(const kube::ObjectRef &pod) {
    auto *pane = new ShellPane(pod, m_makeTerminal);
    addPane(pane, tr("Shell in %1").arg(pod.name));
    bringUp(pane);
    return pane;
}

void BottomPanes::bringUp(BottomPane *pane) {
    setCurrentWidget(pane);
    show();
    pane->setFocus(Qt::OtherFocusReason);
}

void BottomPanes::addPane(BottomPane *pane, const QString &title) {
    pane->setSession(m_session);
    connect(pane, &BottomPane::changed, this, &BottomPanes::changed);
    connect(pane, &BottomPane::closeAgreed, this, [this, pane] { closePane(indexOf(pane)); }, Qt::QueuedConnection);
    constexpr qsizetype longest = 40;
    const int index = addTab(pane, title.size() > longest ? title.left(longest / 2) + u'…' + title.right(longest / 2) : title);
    setTabToolTip(index, title);
    auto *close = new QToolButton;
    close->setObjectName(u"close"_s);
    close->setIcon(icon(u"close"_s, this));
    close->setIconSize({12, 12});
    close->setToolTip(qobject_cast<ShellPane *>(pane) ? tr("Close (Ctrl+Shift+W)") : tr("Close (Ctrl+W)"));
    close->setAccessibleName(tr("Close %1").arg(title));
    close->setFocusPolicy(Qt::NoFocus);
    connect(close, &QToolButton::clicked, this, [this, pane] { askToClose(indexOf(pane)); });
    tabBar()->setTabButton(index, QTabBar::RightSide, close);
}

void BottomPanes::changeEvent(QEvent *event) {
    QTabWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (QToolButton *close : tabBar()->findChildren<QToolButton *>(u"close"_s))
        close->setIcon(icon(u"close"_s, this));
}

void BottomPanes::askToClose(int index) {
    BottomPane *pane = paneAt(index);
    if (!pane)
        return;
    setCurrentIndex(index); // what it asks must be seen
    if (pane->mayClose())
        closePane(index);
}

void BottomPanes::closePane(int index) {
    BottomPane *pane = paneAt(index);
    if (!pane)
        return;
    removeTab(index);
    pane->deleteLater();
    pane->setSession(nullptr); // its streams end now, not when the loop comes round
    if (count() > 0)
        return;
    hide();
    Q_EMIT emptied();
}

bool BottomPanes::settled() const {
    const BottomPane *pane = paneAt(currentIndex());
    return !isVisibleTo(parentWidget()) || !pane || pane->settled();
}

bool BottomPanes::focusFilter() {
    BottomPane *pane = paneAt(currentIndex());
    return isVisible() && pane && pane->focusFilter();
}

} // namespace ui
