// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of the workloads page: each table is built when its tab is first looked at, for three at once were a third of the start.
#include "base/quantity.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/tableview.h"
#include "ui/workloads/bottompanes.h"
#include "ui/workloads/workloadchanges.h"
#include "ui/workloads/workloadcommands.h"
#include "ui/workloads/workloadspage.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

void WorkloadsPage::addTabs() {
    const QSignalBlocker unseen(m_tabs); // nothing is built until somebody looks
    const QStringList kinds{u"Deployment"_s, u"StatefulSet"_s, u"DaemonSet"_s, u"Job"_s, u"CronJob"_s};
    m_tabList = {{u"pods"_s, tr("Pods"), tr("pods"), tr("No pods"), {u"Pod"_s}, &m_pods, nullptr, {}},
        {u"workloads"_s, tr("Workloads"), tr("workloads"), tr("No workloads"), kinds, &m_workloads, nullptr, {}},
        {u"autoscalers"_s, tr("Autoscalers"), tr("autoscalers"), tr("No autoscalers"), {u"HorizontalPodAutoscaler"_s}, &m_autoscalers, nullptr, {}}};
    for (const Tab &tab : std::as_const(m_tabList)) {
        m_tabs->addTab(tab.title);
        connect(tab.model, &models::TableModel::countsChanged, this, &WorkloadsPage::updateTexts);
    }
}

FilteredTable *WorkloadsPage::tableAt(int index) {
    static const QHash<QString, int> widths{{u"state"_s, 100}, {u"status"_s, 100}, {u"age"_s, 68},
        {u"workload"_s, 184}, {u"node"_s, 84}, {u"address"_s, 110}, {u"kind"_s, 96}, {u"scaling"_s, 92}, {u"images"_s, 280}, {u"target"_s, 190},
        {u"metrics"_s, 280}, {u"scaled"_s, 90}, {u"schedule"_s, 110}, {u"reason"_s, 160}, {u"cpu"_s, 80}, {u"memory"_s, 72}};
    Tab &tab = m_tabList[index];
    if (tab.table)
        return tab.table;
    tab.table = new FilteredTable(tab.noun);
    tab.table->setTable(tab.model, widths);
    tab.table->setPlaceholder(tab.nothing, placeholderText(tab));
    tab.table->view()->restoreColumns(tab.columns);
    tab.table->view()->setStale(m_connection.state == kube::Connection::State::Offline);
    m_stack->addWidget(tab.table);
    connectTable(tab.table);
    return tab.table;
}

void WorkloadsPage::connectTable(FilteredTable *table) {
    TableView *view = table->view();
    connect(view, &TableView::currentKeyChanged, this, [this, table](const QString &key) {
        if (table == currentTable() && !key.isEmpty())
            onChosen(refOf(key));
    });
    connect(view, &TableView::menuRequested, this, [this](QMenu *menu) {
        m_commands->fill(*menu);
        m_changes->fill(*menu);
    });
    connect(view, &TableView::opened, this, &WorkloadsPage::detailsRequested);
    connect(view, &QAbstractItemView::clicked, this, &WorkloadsPage::detailsRequested);
}

FilteredTable *WorkloadsPage::currentTable() { return tableAt(std::max(0, m_tabs->currentIndex())); }

kube::ObjectRef WorkloadsPage::refOf(const QString &key) const {
    for (const Tab &tab : m_tabList) {
        if (const int row = tab.model->rowOf(key); row >= 0)
            return tab.model->index(row, 0).data(models::RefRole).value<kube::ObjectRef>();
    }
    return {};
}

void WorkloadsPage::showTab() {
    FilteredTable *table = currentTable();
    const bool focused = window()->focusWidget() == this; // asked for the focus before there was anything to give it to
    m_stack->setCurrentWidget(table);
    setFocusProxy(table->view());
    if (focused)
        table->view()->setFocus(Qt::OtherFocusReason);
    updateTexts();
}

/// A text that is set lays the bar out anew, the same one too.
void WorkloadsPage::updateTabTexts() {
    for (int i = 0; i < m_tabList.size(); ++i) {
        const Tab &tab = m_tabList.at(i);
        if (tab.table)
            tab.table->setPlaceholder(tab.nothing, placeholderText(tab));
        const QString text = tr("%1  %2").arg(tab.title, base::countText(tab.model->total()));
        if (text != m_tabs->tabText(i))
            m_tabs->setTabText(i, text);
    }
}

bool WorkloadsPage::focusFilter() {
    if (m_panes->isAncestorOf(focusWidget()) && m_panes->focusFilter())
        return true;
    SearchField *field = currentTable()->field();
    field->setFocus(Qt::ShortcutFocusReason);
    field->selectAll();
    return true;
}

void WorkloadsPage::selectRow(const QString &key) {
    for (int i = 0; i < m_tabList.size() && !key.isEmpty(); ++i) {
        if (m_tabList.at(i).model->rowOf(key) < 0)
            continue;
        TableView *view = tableAt(i)->view();
        const QSignalBlocker quiet(view);
        m_tabs->setCurrentIndex(i);
        view->selectKey(key);
        return;
    }
}

QByteArray WorkloadsPage::saveState() const {
    QJsonObject columns;
    for (const Tab &tab : m_tabList) {
        const QByteArray own = tab.table ? tab.table->view()->saveColumns() : tab.columns;
        if (!own.isEmpty())
            columns.insert(tab.id, QString::fromLatin1(own.toBase64()));
    }
    return QJsonDocument(QJsonObject{{u"tab"_s, m_tabs->currentIndex()}, {u"columns"_s, columns}}).toJson(QJsonDocument::Compact);
}

void WorkloadsPage::restoreState(const QByteArray &state) {
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    const QJsonObject columns = object.value(u"columns"_s).toObject();
    for (Tab &tab : m_tabList) {
        const QByteArray own = QByteArray::fromBase64(columns.value(tab.id).toString().toLatin1());
        if (tab.table)
            tab.table->view()->restoreColumns(own);
        else if (!own.isEmpty())
            tab.columns = own;
    }
    if (!object.isEmpty()) {
        const QSignalBlocker once(m_tabs);
        m_tabs->setCurrentIndex(object.value(u"tab"_s).toInt());
    }
    if (!m_context.environment.name.isEmpty() || isVisible()) // else the environment may have another tab open
        showTab();
}

} // namespace ui
