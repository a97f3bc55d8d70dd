// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/page.h"

namespace ui {

Page::Page(QString id, QString title, QString icon, QWidget *parent)
    : QWidget(parent)
    , m_id(std::move(id))
    , m_title(std::move(title))
    , m_icon(std::move(icon)) {
    setObjectName(m_id);
    setAccessibleName(m_title);
}

Page::~Page() = default;

void Page::setConnection(const kube::Connection &) {}

void Page::refresh() {}

QWidget *Page::detailsWidget() { return nullptr; }

bool Page::focusFilter() { return false; }

QList<kube::ObjectRef> Page::objects() const { return {}; }

QList<KeyHelp> Page::keys() const { return {}; }

QStringList Page::scenes() const { return {}; }

void Page::showScene(const QString &) {}

QByteArray Page::saveState() const { return {}; }

void Page::restoreState(const QByteArray &) {}

void Page::selectObject(const kube::ObjectRef &) {}

void Page::setSummary(const QString &summary) {
    if (summary == m_summary)
        return;
    m_summary = summary;
    Q_EMIT summaryChanged(m_summary);
}

void Page::setSettled(bool settled) {
    if (settled == m_settled)
        return;
    m_settled = settled;
    Q_EMIT settledChanged(m_settled);
}

void Page::setPageActions(const QList<QAction *> &actions) {
    m_actions = actions;
    Q_EMIT actionsChanged();
}

} // namespace ui
