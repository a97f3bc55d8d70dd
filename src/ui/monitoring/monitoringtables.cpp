// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Monitoring page's tables, what it says of its sources, and what it does at Alertmanager.
#include "ui/monitoring/monitoringpage.h"

#include "base/duration.h"
#include "base/quantity.h"
#include "models/monitoring/facts.h"
#include "models/monitoring/silenceplan.h"
#include "models/monitoring/trouble.h"
#include "ui/monitoring/dashboardview.h"
#include "ui/monitoring/factpane.h"
#include "ui/monitoring/queryview.h"
#include "ui/monitoring/silenceform.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/confirmation.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/tasklist.h"

#include <QComboBox>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

template <class T> QString placeholder(const Known<T> &known, const QString &name, const QString &none) {
    if (known.known)
        return none;
    if (known.error)
        return MonitoringPage::tr("%1 gave no answer; the message above says why.").arg(name);
    return known.loading ? MonitoringPage::tr("Asking %1 …").arg(name) : MonitoringPage::tr("There is no connection yet.");
}

template <class T> QString evaluated(const Known<T> &known) {
    return known.fetched.isValid() ? MonitoringPage::tr("Last asked %1 ago.").arg(base::ageText(known.fetched, QDateTime::currentDateTimeUtc())) : QString();
}

} // namespace

void MonitoringPage::addTables() {
    static const QHash<QString, int> widths{{u"state"_s, 104}, {u"severity"_s, 76}, {u"since"_s, 68}, {u"value"_s, 84}, {u"group"_s, 150}, {u"evaluated"_s, 84}, {u"labels"_s, 220},
        {u"job"_s, 110}, {u"instance"_s, 200}, {u"pod"_s, 210}, {u"scraped"_s, 90}, {u"took"_s, 80}, {u"error"_s, 300}, {u"receivers"_s, 110}, {u"alerts"_s, 68}, {u"ends"_s, 96}, {u"author"_s, 100},
        {u"comment"_s, 260}, {u"summary"_s, 320}, {u"query"_s, 320}};
    const auto add = [this](const QString &id, const QString &title, const QString &noun, models::monitoring::FactModel *model) {
        auto *table = new FilteredTable(noun);
        table->setTable(model, widths);
        table->view()->sortByColumn(0, Qt::AscendingOrder);
        m_stack->addWidget(table);
        m_tabList.append({id, title, table, table, model});
        connect(table->view(), &TableView::currentKeyChanged, this, &MonitoringPage::showSelection);
        connect(table->view(), &TableView::opened, this, &MonitoringPage::detailsRequested);
        connect(table->view(), &QAbstractItemView::clicked, this, &MonitoringPage::detailsRequested);
    };
    add(u"alerts"_s, tr("Alerts"), tr("alerts"), &m_alerts);
    add(u"silences"_s, tr("Silences"), tr("silences"), &m_silences);
    add(u"rules"_s, tr("Rules"), tr("rules and their alerts"), &m_rules);
    add(u"targets"_s, tr("Targets"), tr("targets"), &m_targets);
    m_stack->addWidget(m_query);
    m_tabList.append({u"query"_s, tr("Query"), m_query, nullptr, nullptr});
}

void MonitoringPage::showData() {
    showTables();
    showPlaceholders();
    showTabTitles();
    showTrouble();
    showFreshness();
    showSummary();
    showSelection();
    updateSettled();
}

void MonitoringPage::showTables() {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_targets.setRows(models::monitoring::targetRows(m_data->targets().value, now));
    m_rules.setRows(models::monitoring::ruleRows(m_data->rules().value));
    m_alerts.setRows(models::monitoring::heldAlertRows(m_data->alerts().value));
    m_silences.setRows(models::monitoring::silenceRows(m_data->silences().value, m_data->alerts().value, now));
    m_form->setAlerts(m_data->alerts().value);
    const bool offline = m_connection == kube::Connection::State::Offline;
    table(u"targets"_s)->view()->setStale(offline || m_data->targets().error);
    table(u"rules"_s)->view()->setStale(offline || m_data->rules().error);
    table(u"alerts"_s)->view()->setStale(offline || m_data->alerts().error);
    table(u"silences"_s)->view()->setStale(offline || m_data->silences().error);
}

void MonitoringPage::showPlaceholders() {
    const QString alertmanager = u"Alertmanager"_s;
    const QString prometheus = u"Prometheus"_s;
    table(u"alerts"_s)->setPlaceholder(m_data->alerts().known ? tr("No alerts are firing") : tr("No alerts yet"), placeholder(m_data->alerts(), alertmanager, evaluated(m_data->alerts())));
    table(u"silences"_s)->setPlaceholder(m_data->silences().known ? tr("Nothing is silenced") : tr("No silences yet"), placeholder(m_data->silences(), alertmanager, evaluated(m_data->silences())));
    table(u"rules"_s)->setPlaceholder(tr("No rules"), placeholder(m_data->rules(), prometheus, tr("Prometheus has loaded no rule file.")));
    table(u"targets"_s)->setPlaceholder(tr("No targets"), placeholder(m_data->targets(), prometheus, tr("Prometheus has discovered nothing that can be scraped.")));
}

/// How many, and of the targets how many are up: what is wrong shows without opening the tab.
void MonitoringPage::showTabTitles() {
    const auto set = [this](const QString &id, bool known, const QString &count) {
        const auto tab = std::ranges::find(m_tabList, id, &Tab::id);
        m_tabs->setTabText(int(tab - m_tabList.begin()), known ? u"%1  %2"_s.arg(tab->title, count) : tab->title);
    };
    const auto &targets = m_data->targets();
    const auto up = std::ranges::count(targets.value, prometheus::Target::Health::Up, &prometheus::Target::health);
    const auto active = std::ranges::count(m_data->silences().value, prometheus::Silence::State::Active, &prometheus::Silence::state);
    set(u"alerts"_s, m_data->alerts().known, base::countText(m_data->alerts().value.size()));
    set(u"silences"_s, m_data->silences().known, base::countText(active));
    set(u"rules"_s, m_data->rules().known, base::countText(m_data->rules().value.size()));
    set(u"targets"_s, targets.known, up == targets.value.size() ? base::countText(up) : tr("%1 of %2").arg(up).arg(targets.value.size()));
}

bool MonitoringPage::isAlertmanagers() const { return current().id == "alerts"_L1 || current().id == "silences"_L1; }

std::optional<base::Error> MonitoringPage::error() const {
    if (isAlertmanagers())
        return m_data->alerts().error ? m_data->alerts().error : m_data->silences().error;
    if (m_data->targets().error)
        return m_data->targets().error;
    if (m_data->rules().error)
        return m_data->rules().error;
    const DashboardView *board = dashboard();
    return board ? board->data()->trouble() : std::nullopt;
}

void MonitoringPage::showTrouble() {
    const auto failed = error();
    if (!failed || current().view == m_query)
        return m_banner->clear();
    const QString name = isAlertmanagers() ? u"Alertmanager"_s : u"Prometheus"_s;
    const auto trouble = models::monitoring::troubleOf(*failed, name, isAlertmanagers() ? u"alertmanager-service"_s : u"prometheus-service"_s);
    base::Error said = *failed;
    if (!trouble.advice.isEmpty())
        said.message += u". "_s + trouble.advice;
    m_banner->showError(trouble.title, said, tr("Try again"));
}

void MonitoringPage::showFreshness() {
    QDateTime fetched = isAlertmanagers() ? m_data->alerts().fetched : m_data->targets().fetched;
    if (const DashboardView *board = dashboard())
        fetched = board->data()->fetched();
    const QString source = isAlertmanagers() ? m_data->alertmanagerSource() : m_data->prometheusSource();
    m_freshness->setVisible(fetched.isValid() && current().view != m_query);
    if (!fetched.isValid())
        return;
    const int interval = std::max(30, m_interval->currentData().toInt());
    const bool old = fetched.secsTo(QDateTime::currentDateTimeUtc()) > 2 * interval || error().has_value();
    const Freshness freshness = m_connection == kube::Connection::State::Offline ? Freshness::Offline : old ? Freshness::Stale : Freshness::Live;
    m_freshness->setFreshness(freshness, fetched, source);
}

/// What is firing comes first, by name; then what is not scraped.
void MonitoringPage::showSummary() {
    const auto &rules = m_data->rules();
    if (const auto &failed = rules.error; failed && !rules.known)
        return setSummary(models::monitoring::troubleOf(*failed, u"Prometheus"_s, {}).title);
    if (!rules.known)
        return setSummary(m_data->client() ? tr("Asking Prometheus …") : tr("Not connected"));
    QStringList firing;
    for (const prometheus::Rule &rule : rules.value) {
        if (std::ranges::contains(rule.alerts, prometheus::AlertState::Firing, &prometheus::Alert::state))
            firing << rule.name;
    }
    firing.removeDuplicates();
    QString text = firing.isEmpty() ? tr("No alerts are firing") : tr("Firing: %1").arg(firing.join(", "_L1));
    if (m_data->targets().known)
        text += u"; "_s + models::monitoring::targetSummary(m_data->targets().value);
    if (rules.error)
        text = tr("%1; what follows is old: %2").arg(models::monitoring::troubleOf(*rules.error, u"Prometheus"_s, {}).title, text);
    setSummary(text);
}

void MonitoringPage::showActions() {
    QList<QAction *> actions;
    if (current().id == "alerts"_L1)
        actions = {m_silence};
    if (current().id == "silences"_L1)
        actions = {m_newSilence, m_expire};
    if (actions != pageActions())
        setPageActions(actions);
}

void MonitoringPage::showSelection() {
    const Tab &tab = current();
    const auto *row = tab.model ? tab.model->find(tab.table->view()->currentKey()) : nullptr;
    const bool can = m_data->client() != nullptr;
    m_silence->setEnabled(can && row && tab.model == &m_alerts);
    m_newSilence->setEnabled(can);
    m_expire->setEnabled(can && row && tab.model == &m_silences && row->state != kube::HealthState::Missing);
    if (!m_details)
        return;
    if (row)
        m_details->setRow(*row);
    else
        m_details->showNothing(tab.model ? tr("Select a row to see all that is known of it.") : tr("Alerts, silences, rules and targets have details."));
}

void MonitoringPage::updateSettled() {
    bool settled = m_data->targets().known && m_data->rules().known && m_data->alerts().known && m_data->silences().known && !m_data->loading() && !error();
    if (const DashboardView *board = dashboard())
        settled = settled && board->settled();
    setSettled(settled && !m_query->loading());
}

void MonitoringPage::confirm(const QString &consequence, const QString &action, std::function<void()> act) {
    m_outcome->clear();
    m_confirmed = std::move(act);
    m_confirmation->ask(m_context.environment, consequence, action);
}

void MonitoringPage::note(const base::Result<QString> &answer, const QString &done, const QString &failed) {
    if (!answer)
        return m_outcome->showError(failed, answer.error());
    m_form->hide();
    m_outcome->showMessage(Banner::Tone::Information, done);
    if (m_context.tasks)
        m_context.tasks->note(done);
}

void MonitoringPage::silenceAlert() {
    const QString key = table(u"alerts"_s)->view()->currentKey();
    const auto &alerts = m_data->alerts().value;
    const auto alert = std::ranges::find(alerts, key, &prometheus::HeldAlert::fingerprint);
    if (alert != alerts.end())
        m_form->open(models::monitoring::matchersOf(*alert));
}

void MonitoringPage::askToMake(const prometheus::Silence &silence) {
    confirm(models::monitoring::makeConsequence(silence.matchers, m_data->alerts().value, silence.endsAt), tr("Silence them"), [this, silence] {
        m_data->makeSilence(silence, [this, silence](const base::Result<QString> &answer) {
            note(answer, tr("Silenced %1 until %2").arg(prometheus::text(silence.matchers), base::absoluteText(silence.endsAt)), tr("The silence was not made"));
        });
    });
}

void MonitoringPage::askToExpire() {
    const QString key = table(u"silences"_s)->view()->currentKey();
    const auto &silences = m_data->silences().value;
    const auto silence = std::ranges::find(silences, key, &prometheus::Silence::id);
    if (silence == silences.end())
        return;
    confirm(models::monitoring::expireConsequence(*silence, m_data->alerts().value), tr("End the silence"), [this, ended = *silence] {
        m_data->expireSilence(ended.id, [this, ended](const base::Result<QString> &answer) {
            note(answer, tr("Ended the silence of %1").arg(prometheus::text(ended.matchers)), tr("The silence was not ended"));
        });
    });
}

} // namespace ui
