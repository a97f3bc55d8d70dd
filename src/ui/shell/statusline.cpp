// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "base/duration.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {

StatusLine::StatusLine(TaskList &tasks, QWidget *parent)
    : QWidget(parent)
    , m_tasks(tasks)
    , m_task(new SecondaryLabel)
    , m_progress(new QProgressBar)
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_last(new SecondaryLabel)
    , m_source(new SecondaryLabel) {
    setFixedHeight(28);
    m_progress->setFixedWidth(140);
    m_progress->setTextVisible(false);
    m_cancel->setFont(uiFont(TextSize::Secondary));
    m_cancel->setStyleSheet(u"padding: 0 8px; min-height: 16px;"_s);
    m_task->setObjectName(u"task"_s);
    m_last->setObjectName(u"lastAction"_s);
    m_source->setObjectName(u"source"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::m, 0, space::m, 0);
    layout->setSpacing(space::s);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_task, m_progress, m_cancel, m_last})
        layout->addWidget(widget);
    layout->addStretch(1);
    layout->addWidget(m_source);
    connect(&m_tasks, &TaskList::changed, this, &StatusLine::refresh);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_shown)
            m_shown->requestCancel();
    });
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &StatusLine::refresh);
    m_timer.start();
    refresh();
}

void StatusLine::setSource(const QString &source) { m_source->setText(source); }

void StatusLine::showTask(Task *task, qsizetype others) {
    const bool any = task != nullptr;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_task, m_progress, m_cancel})
        widget->setVisible(any);
    m_shown = task;
    if (!any)
        return;
    QString text = task->step().isEmpty() ? task->title() : tr("%1: %2").arg(task->title(), task->step());
    if (others > 0)
        text += tr(" and %1 more").arg(others);
    m_task->setText(text);
    m_progress->setRange(0, task->total());
    m_progress->setValue(task->done());
    m_progress->setAccessibleName(task->title());
}

void StatusLine::refresh() {
    const QList<Task *> running = m_tasks.running();
    showTask(running.isEmpty() ? nullptr : running.first(), running.size() - 1);
    const QString last = m_tasks.lastAction();
    if (last.isEmpty())
        m_last->setText(running.isEmpty() ? tr("Nothing is running") : QString());
    else
        m_last->setText(tr("%1, %2 ago").arg(last, base::ageText(m_tasks.lastActionTime(), QDateTime::currentDateTimeUtc())));
}

} // namespace ui
