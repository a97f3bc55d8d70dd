// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitoring/monitoringpage.h"

#include "kube/client.h"
#include "kube/servicewriter.h"
#include "models/monitoring/facts.h"
#include "models/monitoring/silenceplan.h"
#include "ui/monitoring/dashboardview.h"
#include "ui/monitoring/factpane.h"
#include "ui/monitoring/queryview.h"
#include "ui/monitoring/silenceform.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/confirmation.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {

namespace {

/// Short, because nine of them stand in a row.
QString tabTitle(const prometheus::Dashboard &board) {
    const QString title = board.title.section(u": "_s, -1);
    return title.left(1).toUpper() + title.sliced(std::min<qsizetype>(1, title.size()));
}

} // namespace

MonitoringPage::MonitoringPage(QWidget *parent)
    : Page(u"monitoring"_s, tr("Monitoring"), u"monitoring"_s, parent)
    , m_boards(prometheus::ownDashboards())
    , m_data(new MonitoringData(this))
    , m_alerts(models::monitoring::heldAlertColumns())
    , m_rules(models::monitoring::ruleColumns())
    , m_targets(models::monitoring::targetColumns())
    , m_silences(models::monitoring::silenceColumns())
    , m_tabs(new QTabBar)
    , m_range(new QComboBox)
    , m_interval(new QComboBox)
    , m_freshness(new FreshnessLabel)
    , m_banner(new Banner)
    , m_outcome(new Banner)
    , m_confirmation(new Confirmation)
    , m_form(new SilenceForm)
    , m_stack(new QStackedWidget)
    , m_query(new QueryView)
    , m_silence(new QAction(tr("Silence…"), this))
    , m_newSilence(new QAction(tr("New silence…"), this))
    , m_expire(new QAction(tr("End this silence…"), this)) {
    build();
    connectParts();
    tabChanged();
}

MonitoringPage::~MonitoringPage() {
    for (const Tab &tab : std::as_const(m_tabList)) {
        if (auto *board = qobject_cast<DashboardView *>(tab.view))
            board->data()->setClient(nullptr);
    }
    m_query->setClient(nullptr);
}

void MonitoringPage::build() {
    for (const prometheus::Dashboard &board : std::as_const(m_boards))
        m_tabList.append({board.uid, tabTitle(board), nullptr, nullptr, nullptr});
    addTables();
    m_tabs->setAccessibleName(tr("Views"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (const Tab &tab : std::as_const(m_tabList))
        m_tabs->addTab(tab.title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(makeBar());
    for (QWidget *widget : std::initializer_list<QWidget *>{m_banner, m_outcome, m_confirmation, m_form})
        layout->addWidget(widget);
    layout->addWidget(m_stack, 1);
}

QWidget *MonitoringPage::makeBar() {
    for (const auto &[text, seconds] : std::initializer_list<std::pair<QString, int>>{{tr("Last 15 minutes"), 900}, {tr("Last hour"), 3600}, {tr("Last 3 hours"), 10800},
             {tr("Last 6 hours"), 21600}, {tr("Last 12 hours"), 43200}, {tr("Last day"), 86400}, {tr("Last 2 days"), 172800}, {tr("Last week"), 604800}, {tr("Last 30 days"), 2592000}})
        m_range->addItem(text, seconds);
    m_range->setCurrentIndex(1);
    m_range->setAccessibleName(tr("Time range"));
    m_range->setToolTip(tr("Time range of the charts"));
    for (const auto &[text, seconds] : std::initializer_list<std::pair<QString, int>>{{tr("Every 15 s"), 15}, {tr("Every 30 s"), 30}, {tr("Every minute"), 60}, {tr("Every 5 minutes"), 300}, {tr("Not by itself"), 0}})
        m_interval->addItem(text, seconds);
    m_interval->setCurrentIndex(1);
    m_interval->setAccessibleName(tr("Refresh"));
    m_interval->setToolTip(tr("How often Prometheus is asked while this page is shown; F5 asks now"));
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::s, space::xs, space::m, 0);
    row->setSpacing(space::s);
    row->addWidget(m_range);
    row->addWidget(m_interval);
    row->addStretch(1);
    row->addWidget(m_freshness);
    m_freshness->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return bar;
}

void MonitoringPage::connectParts() {
    connect(m_tabs, &QTabBar::currentChanged, this, &MonitoringPage::tabChanged);
    connect(m_data, &MonitoringData::changed, this, &MonitoringPage::showData);
    connect(m_data, &MonitoringData::ticked, this, [this] { refreshCurrent(false); });
    connect(m_range, &QComboBox::currentIndexChanged, this, [this] {
        for (const Tab &tab : std::as_const(m_tabList)) {
            if (auto *board = qobject_cast<DashboardView *>(tab.view); board && tab.view != current().view)
                board->data()->setRange(range()), board->data()->stop();
        }
        m_query->setRange(range());
        if (DashboardView *board = dashboard())
            board->data()->setRange(range());
    });
    connect(m_interval, &QComboBox::currentIndexChanged, this, [this] { m_data->setInterval(std::chrono::seconds(m_interval->currentData().toInt())); });
    connect(m_banner, &Banner::actionTriggered, this, &MonitoringPage::refresh);
    connect(m_form, &SilenceForm::wanted, this, &MonitoringPage::askToMake);
    connect(m_confirmation, &Confirmation::confirmed, this, [this] {
        if (const auto act = std::exchange(m_confirmed, nullptr))
            act();
    });
    connect(m_query, &QueryView::changed, this, &MonitoringPage::updateSettled);
    connect(m_silence, &QAction::triggered, this, &MonitoringPage::silenceAlert);
    connect(m_newSilence, &QAction::triggered, this, [this] { m_form->open({}); });
    connect(m_expire, &QAction::triggered, this, &MonitoringPage::askToExpire);
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        for (const Tab &tab : std::as_const(m_tabList)) {
            if (tab.model)
                tab.model->setNow(QDateTime::currentDateTimeUtc());
        }
        m_query->model()->setNow(QDateTime::currentDateTimeUtc());
        showFreshness();
    });
}

const MonitoringPage::Tab &MonitoringPage::current() const { return m_tabList[std::max(0, m_tabs->currentIndex())]; }

DashboardView *MonitoringPage::dashboard() const { return qobject_cast<DashboardView *>(current().view); }

std::chrono::seconds MonitoringPage::range() const { return std::chrono::seconds(m_range->currentData().toInt()); }

void MonitoringPage::openDashboard(Tab &tab) {
    const auto board = std::ranges::find(m_boards, tab.id, &prometheus::Dashboard::uid);
    auto *view = new DashboardView(*board);
    tab.view = view;
    m_stack->addWidget(view);
    view->data()->setRange(range());
    view->data()->setClient(m_data->client());
    connect(view->data(), &BoardData::finished, this, [this] {
        showTrouble();
        showFreshness();
        updateSettled();
    });
    connect(view->data(), &BoardData::panelChanged, this, &MonitoringPage::updateSettled);
}

void MonitoringPage::tabChanged() {
    Tab &tab = m_tabList[std::max(0, m_tabs->currentIndex())];
    if (!tab.view)
        openDashboard(tab);
    for (const Tab &other : std::as_const(m_tabList)) { // what nobody looks at asks nothing
        if (auto *board = qobject_cast<DashboardView *>(other.view); board && other.view != tab.view)
            board->data()->stop();
    }
    m_stack->setCurrentWidget(tab.view);
    setFocusProxy(tab.table ? static_cast<QWidget *>(tab.table->view()) : tab.view);
    m_range->setVisible(!tab.table);
    m_outcome->clear();
    m_confirmation->dismiss();
    if (tab.id != "alerts"_L1 && tab.id != "silences"_L1)
        m_form->hide();
    refreshCurrent(false);
    showActions();
    showSelection();
    showData();
}

void MonitoringPage::refreshCurrent(bool anew) {
    if (DashboardView *board = dashboard(); board && isVisible())
        board->refresh(anew);
    updateSettled();
}

void MonitoringPage::refresh() {
    m_data->refresh();
    refreshCurrent(false);
}

void MonitoringPage::showEvent(QShowEvent *event) {
    Page::showEvent(event);
    m_clock.start();
    m_data->setActive(true);
    QTimer::singleShot(0, this, [this] { refreshCurrent(false); }); // once the charts know how wide they are
}

void MonitoringPage::hideEvent(QHideEvent *event) {
    Page::hideEvent(event);
    m_clock.stop();
    m_data->setActive(false);
    for (const Tab &tab : std::as_const(m_tabList)) {
        if (auto *board = qobject_cast<DashboardView *>(tab.view))
            board->data()->stop();
    }
    m_query->cancel();
}

void MonitoringPage::setContext(const PageContext &context) {
    const QString environment = context.environment.name + u'\n' + context.environment.context;
    m_context = context;
    if (environment != m_environment) {
        m_environment = environment;
        m_data->forget();
        for (const Tab &tab : std::as_const(m_tabList)) {
            if (auto *board = qobject_cast<DashboardView *>(tab.view))
                board->data()->forget();
        }
        m_form->hide();
    }
    if (!context.client)
        return setClients(nullptr, nullptr);
    const QString ns = context.environment.ns.isEmpty() ? context.client->access().ns : context.environment.ns;
    const auto service = [&](const QString &name, const QString &port) { return context.client->service(ns, name, port); };
    setClients(std::make_unique<prometheus::Client>(service(u"prometheus-service"_s, u"9090"_s)),
        std::make_unique<prometheus::Alertmanager>(
            service(u"alertmanager-service"_s, u"9093"_s), kube::serviceWriter(*context.client, ns, u"alertmanager-service"_s, u"9093"_s)));
}

void MonitoringPage::setClients(std::unique_ptr<prometheus::Client> prometheus, std::unique_ptr<prometheus::Alertmanager> alertmanager) {
    m_confirmation->dismiss(); // it was asked of another environment
    m_confirmed = nullptr;
    prometheus::Client *client = prometheus.get();
    for (const Tab &tab : std::as_const(m_tabList)) {
        if (auto *board = qobject_cast<DashboardView *>(tab.view))
            board->data()->setClient(client);
    }
    m_query->setClient(client);
    m_data->setClients(std::move(prometheus), std::move(alertmanager));
    refreshCurrent(false);
    showData();
}

void MonitoringPage::setConnection(const kube::Connection &connection) {
    if (connection.state == m_connection)
        return;
    const bool back = m_connection == kube::Connection::State::Offline;
    m_connection = connection.state;
    if (back && isVisible())
        refresh();
    showData();
}

QWidget *MonitoringPage::detailsWidget() {
    if (!m_details) {
        m_details = new FactPane;
        showSelection();
    }
    return m_details;
}

bool MonitoringPage::focusFilter() {
    if (current().view == m_query) {
        m_query->edit()->setFocus();
        m_query->edit()->selectAll();
        return true;
    }
    if (!current().table)
        return false;
    current().table->field()->setFocus(Qt::ShortcutFocusReason);
    current().table->field()->selectAll();
    return true;
}

QList<KeyHelp> MonitoringPage::keys() const {
    return {{tr("Left, Right in a chart"), tr("Read all charts at one time")}, {u"/"_s, tr("Filter the table, or go to the query box")},
        {u"Enter"_s, tr("Ask the query; open the details of a row")}, {u"Shift+Enter"_s, tr("Break the query's line")}, {u"F5"_s, tr("Ask now")}};
}

QStringList MonitoringPage::scenes() const {
    QStringList all;
    for (const Tab &tab : m_tabList)
        all << tab.id;
    return all.mid(1);
}

void MonitoringPage::showTab(const QString &id) {
    const auto tab = std::ranges::find(m_tabList, id, &Tab::id);
    m_tabs->setCurrentIndex(tab == m_tabList.end() ? 0 : int(tab - m_tabList.begin()));
}

void MonitoringPage::showScene(const QString &name) {
    showTab(name);
    if (name == "query"_L1)
        m_query->ask(u"sum by (job) (up)"_s);
}

FilteredTable *MonitoringPage::table(const QString &id) const {
    const auto tab = std::ranges::find(m_tabList, id, &Tab::id);
    return tab == m_tabList.end() ? nullptr : tab->table;
}

QByteArray MonitoringPage::saveState() const {
    QJsonObject columns;
    for (const Tab &tab : m_tabList) {
        if (tab.table)
            columns.insert(tab.id, QString::fromLatin1(tab.table->view()->saveColumns().toBase64()));
    }
    return QJsonDocument(QJsonObject{{u"tab"_s, current().id}, {u"range"_s, m_range->currentData().toInt()}, {u"interval"_s, m_interval->currentData().toInt()}, {u"columns"_s, columns}})
        .toJson(QJsonDocument::Compact);
}

void MonitoringPage::restoreState(const QByteArray &state) {
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    if (const int row = m_range->findData(object.value(u"range"_s).toInt()); row >= 0)
        m_range->setCurrentIndex(row);
    if (const int row = m_interval->findData(object.value(u"interval"_s).toInt(-1)); row >= 0)
        m_interval->setCurrentIndex(row);
    const QJsonObject columns = object.value(u"columns"_s).toObject();
    for (const Tab &tab : std::as_const(m_tabList)) {
        if (tab.table)
            tab.table->view()->restoreColumns(QByteArray::fromBase64(columns.value(tab.id).toString().toLatin1()));
    }
    showTab(object.value(u"tab"_s).toString());
}

} // namespace ui
