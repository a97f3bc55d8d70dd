// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/workloadspage.h"

#include "models/systempicture.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/objectpane.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"
#include "ui/workloads/bottompanes.h"
#include "ui/workloads/changepanel.h"
#include "ui/workloads/workloadchanges.h"
#include "ui/workloads/workloadcommands.h"

#include <QHBoxLayout>
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
    , m_commands(new WorkloadCommands(*m_panes, *this))
    , m_change(new ChangePanel)
    , m_changes(new WorkloadChanges(*m_change, *this)) {
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
    layout->addWidget(m_change);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_panes);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    layout->addWidget(m_splitter, 1);
    setPageActions(m_commands->mainActions() + m_changes->mainActions());
    connect(m_panes, &BottomPanes::changed, this, &WorkloadsPage::updateSettled);
    connect(m_panes, &BottomPanes::emptied, this, [this] { currentTable()->view()->setFocus(Qt::OtherFocusReason); });
    connect(m_tabs, &QTabBar::currentChanged, this, [this] { showTab(); });
    addTabs();
    updateTexts();
}

void WorkloadsPage::onChosen(const kube::ObjectRef &ref) {
    if (m_details)
        m_details->setObject(ref);
    m_commands->setSelection(ref);
    m_changes->setSelection(ref);
    Q_EMIT objectSelected(ref);
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
    m_changes->setContext(context);
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
    for (const Tab &tab : std::as_const(m_tabList)) {
        if (tab.table)
            tab.table->view()->setStale(stale);
    }
    if (m_details)
        m_details->setStale(stale);
    updateMetrics();
    updateTexts();
}

void WorkloadsPage::updateTexts() {
    updateTabTexts();
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

QList<KeyHelp> WorkloadsPage::keys() const {
    return {{u"/"_s, tr("Filter; words must all occur, !word must not, state:failed asks one column")}, {tr("Arrows"), tr("Move through the rows")},
        {u"Enter"_s, tr("Open the details")}, {u"Ctrl+L"_s, tr("Logs of the selection; with Shift those before its restart")},
        {u"Ctrl+Shift+P"_s, tr("Forward a port of this machine to the selection")},
        {u"Ctrl+T"_s, tr("A shell in the selection; it keeps all keys but those with Ctrl+Shift")},
        {u"Ctrl+R"_s, tr("Restart the selection, or the workload of the selected pod; asks first")}, {u"Ctrl+Shift+S"_s, tr("Set its number of pods; asks first")},
        {u"Ctrl+Del"_s, tr("Delete the selected pod; asks first")},
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
    m_changes->setSelection(ref);
    selectRow(keyOf(ref));
}

void WorkloadsPage::setTerminalMaker(TerminalMaker maker) { m_panes->setTerminalMaker(std::move(maker)); }

QStringList WorkloadsPage::scenes() const { return {u"logs"_s, u"ports"_s, u"shell"_s, u"scale"_s}; }

void WorkloadsPage::showScene(const QString &name) {
    const kube::ObjectRef api{u"apps/v1"_s, u"Deployment"_s, m_session ? m_session->ns() : QString(), u"api"_s, {}};
    if (name == "logs"_L1 && m_session)
        m_panes->openLogs(api, false);
    else if (name == "ports"_L1 && m_session)
        m_panes->openForwards({u"v1"_s, u"Service"_s, m_session->ns(), u"timescaledb-service"_s, {}});
    else if (name == "shell"_L1 && m_session)
        m_panes->openShell({u"v1"_s, u"Pod"_s, m_session->ns(), u"redis-0"_s, {}});
    else
        m_panes->closeAll();
    m_changes->setSelection({});
    if (name != "scale"_L1)
        return;
    selectObject(api);
    m_changes->scaleAction()->trigger();
}

} // namespace ui
