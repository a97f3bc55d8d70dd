// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/workloadspage.h"

#include "base/quantity.h"
#include "models/systempicture.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/objectpane.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"
#include "ui/workloads/bottompanes.h"
#include "ui/workloads/workloadcommands.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {

WorkloadsPage::WorkloadsPage(QWidget *parent)
    : Page(u"workloads"_s, tr("Workloads"), u"workloads"_s, parent)
    , m_banner(new Banner)
    , m_tabs(new QTabBar)
    , m_stack(new QStackedWidget)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_panes(new BottomPanes)
    , m_metricsLine(new QWidget)
    , m_metrics(new FreshnessLabel)
    , m_commands(new WorkloadCommands(*m_panes, *this)) {
    build();
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (const Tab &tab : std::as_const(m_tabList))
            tab.model->setNow(now);
    });
    m_clock.start();
}

WorkloadsPage::~WorkloadsPage() = default;

void WorkloadsPage::build() {
    m_tabs->setAccessibleName(tr("Kinds"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *metrics = new QHBoxLayout(m_metricsLine);
    metrics->setContentsMargins(0, 0, space::m, 0);
    metrics->setSpacing(space::xs);
    metrics->addWidget(new SecondaryLabel(tr("CPU and memory:")));
    metrics->addWidget(m_metrics);
    auto *line = new QHBoxLayout;
    line->addWidget(m_tabs, 1);
    line->addWidget(m_metricsLine);
    layout->addLayout(line);
    layout->addWidget(m_banner);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_panes);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    layout->addWidget(m_splitter, 1);
    setPageActions(m_commands->mainActions());
    connect(m_panes, &BottomPanes::changed, this, &WorkloadsPage::updateSettled);
    connect(m_panes, &BottomPanes::emptied, this, [this] { currentTable()->view()->setFocus(Qt::OtherFocusReason); });
    connect(m_tabs, &QTabBar::currentChanged, this, &WorkloadsPage::showTab);
    addTab({u"pods"_s, tr("Pods"), tr("No pods"), {u"Pod"_s}, new FilteredTable(tr("pods")), &m_pods});
    const QStringList kinds{u"Deployment"_s, u"StatefulSet"_s, u"DaemonSet"_s, u"Job"_s, u"CronJob"_s};
    addTab({u"workloads"_s, tr("Workloads"), tr("No workloads"), kinds, new FilteredTable(tr("workloads")), &m_workloads});
    addTab({u"autoscalers"_s, tr("Autoscalers"), tr("No autoscalers"), {u"HorizontalPodAutoscaler"_s}, new FilteredTable(tr("autoscalers")), &m_autoscalers});
    updateTexts();
}

void WorkloadsPage::addTab(const Tab &tab) {
    static const QHash<QString, int> widths{{u"state"_s, 100}, {u"status"_s, 100}, {u"age"_s, 68},
        {u"workload"_s, 184}, {u"node"_s, 84}, {u"address"_s, 110}, {u"kind"_s, 96}, {u"scaling"_s, 92}, {u"images"_s, 280}, {u"target"_s, 190},
        {u"metrics"_s, 280}, {u"scaled"_s, 90}, {u"schedule"_s, 110}, {u"reason"_s, 160}, {u"cpu"_s, 80}, {u"memory"_s, 72}};
    m_tabList.append(tab);
    tab.table->setTable(tab.model, widths);
    m_stack->addWidget(tab.table);
    connectTable(tab.table);
    connect(tab.model, &models::TableModel::countsChanged, this, &WorkloadsPage::updateTexts);
    m_tabs->addTab(tab.title);
}

void WorkloadsPage::connectTable(FilteredTable *table) {
    TableView *view = table->view();
    connect(view, &TableView::currentKeyChanged, this, [this, table](const QString &key) {
        if (table != currentTable() || key.isEmpty())
            return;
        const kube::ObjectRef ref = refOf(key);
        if (m_details)
            m_details->setObject(ref);
        m_commands->setSelection(ref);
        Q_EMIT objectSelected(ref);
    });
    connect(view, &TableView::menuRequested, this, [this](QMenu *menu) { m_commands->fill(*menu); });
    connect(view, &TableView::opened, this, &WorkloadsPage::detailsRequested);
    connect(view, &QAbstractItemView::clicked, this, &WorkloadsPage::detailsRequested);
}

FilteredTable *WorkloadsPage::currentTable() const { return m_tabList.at(std::max(0, m_tabs->currentIndex())).table; }

kube::ObjectRef WorkloadsPage::refOf(const QString &key) const {
    for (const Tab &tab : m_tabList) {
        if (const int row = tab.model->rowOf(key); row >= 0)
            return tab.model->index(row, 0).data(models::RefRole).value<kube::ObjectRef>();
    }
    return {};
}

void WorkloadsPage::showTab(int index) {
    m_stack->setCurrentIndex(index);
    setFocusProxy(m_tabList.at(index).table->view());
    updateTexts();
}

void WorkloadsPage::setContext(const PageContext &context) {
    const bool another = context.environment.name != m_context.environment.name;
    m_context = context;
    if (m_session && m_session != context.session)
        m_session->disconnect(this);
    if (m_session && m_session != context.session)
        m_session->setMetricsViewer(this, false);
    m_session = context.session;
    if (m_details)
        m_details->setSession(context.session);
    if (another)
        m_panes->closeAll();
    m_panes->setSession(context.session, context.tasks);
    m_commands->setContext(context);
    if (another || !context.session) {
        m_pods.clear();
        m_workloads.clear();
        m_autoscalers.clear();
    }
    if (context.session)
        connectSession(context.session);
    updateTexts();
}

void WorkloadsPage::setConnection(const kube::Connection &connection) {
    m_connection = connection;
    const bool stale = connection.state == kube::Connection::State::Offline;
    for (const Tab &tab : std::as_const(m_tabList))
        tab.table->view()->setStale(stale);
    if (m_details)
        m_details->setStale(stale);
    updateMetrics();
    updateTexts();
}

void WorkloadsPage::updateTexts() {
    for (int i = 0; i < m_tabList.size(); ++i) {
        const Tab &tab = m_tabList.at(i);
        tab.table->setPlaceholder(tab.nothing, placeholderText(tab));
        m_tabs->setTabText(i, tr("%1  %2").arg(tab.title, base::countText(tab.model->total())));
    }
    showRefusals();
    if (m_session)
        setSummary(m_session->complete() ? models::systemSummary(models::pictureOf(m_session->workloads(), {}), m_session->workloads(), m_session->pods()) : tr("Loading …"));
    else
        setSummary(tr("Not connected"));
    updateSettled();
}

void WorkloadsPage::updateSettled() {
    setSettled(m_session && m_session->complete() && m_connection.state == kube::Connection::State::Live && m_panes->settled());
}

QWidget *WorkloadsPage::detailsWidget() {
    if (!m_details) {
        m_details = new ObjectPane;
        m_details->setSession(m_session);
    }
    return m_details;
}

bool WorkloadsPage::focusFilter() {
    if (m_panes->isAncestorOf(focusWidget()) && m_panes->focusFilter())
        return true;
    currentTable()->field()->setFocus(Qt::ShortcutFocusReason);
    currentTable()->field()->selectAll();
    return true;
}

QList<KeyHelp> WorkloadsPage::keys() const {
    return {{u"/"_s, tr("Filter; words must all occur, !word must not, state:failed asks one column")}, {tr("Arrows"), tr("Move through the rows")},
        {u"Enter"_s, tr("Open the details")}, {u"Ctrl+L"_s, tr("Logs of the selection; with Shift those before its restart")},
        {u"Ctrl+Shift+P"_s, tr("Forward a port of this machine to the selection")},
        {u"Ctrl+T"_s, tr("A shell in the selection; it keeps all keys but those with Ctrl+Shift")},
        {u"Ctrl+W"_s, tr("Close the pane below that has the focus; a shell with Ctrl+Shift+W")}, {u"Esc"_s, tr("Empty the filter, then back to the table")}};
}

/// A reference that a person or another page wrote may have no uid.
QString WorkloadsPage::keyOf(const kube::ObjectRef &ref) const {
    if (!ref.uid.isEmpty() || !m_session)
        return ref.uid;
    const auto keyIn = [&](const auto &rows) {
        const auto found = std::find_if(rows.cbegin(), rows.cend(), [&](const auto &row) { return row.ref.kind == ref.kind && row.ref.name == ref.name; });
        return found == rows.cend() ? QString() : found->ref.uid;
    };
    if (ref.kind == "Pod"_L1)
        return keyIn(m_session->pods());
    return ref.kind == "HorizontalPodAutoscaler"_L1 ? keyIn(m_session->autoscalers()) : keyIn(m_session->workloads());
}

void WorkloadsPage::selectObject(const kube::ObjectRef &ref) {
    if (m_details)
        m_details->setObject(ref);
    m_commands->setSelection(ref);
    const QString key = keyOf(ref);
    for (int i = 0; i < m_tabList.size() && !key.isEmpty(); ++i) {
        if (m_tabList.at(i).model->rowOf(key) < 0)
            continue;
        const QSignalBlocker quiet(m_tabList.at(i).table->view());
        m_tabs->setCurrentIndex(i);
        m_tabList.at(i).table->view()->selectKey(key);
        return;
    }
}

void WorkloadsPage::setTerminalMaker(TerminalMaker maker) { m_panes->setTerminalMaker(std::move(maker)); }

QStringList WorkloadsPage::scenes() const { return {u"logs"_s, u"ports"_s, u"shell"_s}; }

void WorkloadsPage::showScene(const QString &name) {
    if (name == "logs"_L1 && m_session)
        m_panes->openLogs({u"apps/v1"_s, u"Deployment"_s, m_session->ns(), u"api"_s, {}}, false);
    else if (name == "ports"_L1 && m_session)
        m_panes->openForwards({u"v1"_s, u"Service"_s, m_session->ns(), u"timescaledb-service"_s, {}});
    else if (name == "shell"_L1 && m_session)
        m_panes->openShell({u"v1"_s, u"Pod"_s, m_session->ns(), u"redis-0"_s, {}});
    else
        m_panes->closeAll();
}

QByteArray WorkloadsPage::saveState() const {
    QJsonObject columns;
    for (const Tab &tab : m_tabList)
        columns.insert(tab.id, QString::fromLatin1(tab.table->view()->saveColumns().toBase64()));
    return QJsonDocument(QJsonObject{{u"tab"_s, m_tabs->currentIndex()}, {u"columns"_s, columns}}).toJson(QJsonDocument::Compact);
}

void WorkloadsPage::restoreState(const QByteArray &state) {
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    if (object.isEmpty())
        return;
    m_tabs->setCurrentIndex(object.value(u"tab"_s).toInt());
    const QJsonObject columns = object.value(u"columns"_s).toObject();
    for (const Tab &tab : std::as_const(m_tabList))
        tab.table->view()->restoreColumns(QByteArray::fromBase64(columns.value(tab.id).toString().toLatin1()));
}

} // namespace ui
