// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/bottompanes.h"

#include "ui/widgets/theme.h"
#include "ui/workloads/logpane.h"

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
    setAccessibleName(tr("Logs"));
    auto *close = new QShortcut(QKeySequence(u"Ctrl+W"_s), this);
    close->setContext(Qt::WidgetWithChildrenShortcut);
    connect(close, &QShortcut::activated, this, [this] { closePane(currentIndex()); });
    hide();
}

void BottomPanes::setSession(kube::Session *session, TaskList *tasks) {
    m_session = session;
    m_tasks = tasks;
    for (int i = 0; i < count(); ++i) {
        if (auto *pane = qobject_cast<LogPane *>(widget(i)))
            pane->setSession(session);
    }
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
        connect(pane, &LogPane::linesChanged, this, &BottomPanes::changed);
        pane->setPrevious(previous);
        pane->setSession(m_session);
        addPane(pane, tr("Log of %1").arg(target.name));
    }
    pane->setPrevious(previous);
    setCurrentWidget(pane);
    show();
    pane->setFocus(Qt::OtherFocusReason);
    return pane;
}

void BottomPanes::addPane(QWidget *pane, const QString &title) {
    constexpr qsizetype longest = 40;
    const int index = addTab(pane, title.size() > longest ? title.left(longest / 2) + u'…' + title.right(longest / 2) : title);
    setTabToolTip(index, title);
    auto *close = new QToolButton;
    close->setObjectName(u"close"_s);
    close->setIcon(icon(u"close"_s, this));
    close->setIconSize({12, 12});
    close->setToolTip(tr("Close (Ctrl+W)"));
    close->setAccessibleName(tr("Close %1").arg(title));
    close->setFocusPolicy(Qt::NoFocus);
    connect(close, &QToolButton::clicked, this, [this, pane] { closePane(indexOf(pane)); });
    tabBar()->setTabButton(index, QTabBar::RightSide, close);
}

void BottomPanes::changeEvent(QEvent *event) {
    QTabWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (QToolButton *close : tabBar()->findChildren<QToolButton *>(u"close"_s))
        close->setIcon(icon(u"close"_s, this));
}

void BottomPanes::closePane(int index) {
    QWidget *pane = widget(index);
    if (!pane)
        return;
    removeTab(index);
    pane->deleteLater();
    if (auto *log = qobject_cast<LogPane *>(pane))
        log->setSession(nullptr); // its streams end now, not when the loop comes round
    if (count() > 0)
        return;
    hide();
    Q_EMIT emptied();
}

bool BottomPanes::settled() const {
    auto *pane = qobject_cast<LogPane *>(currentWidget());
    return !isVisibleTo(parentWidget()) || !pane || pane->settled();
}

bool BottomPanes::focusFilter() {
    auto *pane = qobject_cast<LogPane *>(currentWidget());
    if (!isVisible() || !pane)
        return false;
    pane->focusFilter();
    return true;
}

} // namespace ui
