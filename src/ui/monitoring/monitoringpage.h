// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Monitoring page: the four dashboards, alerts, rules, targets, silences and a query box, all through the API server's service proxy.
#pragma once

#include "models/monitoring/factmodel.h"
#include "prometheus/dashboard.h"
#include "ui/monitoring/monitoringdata.h"
#include "ui/widgets/page.h"

#include <QPointer>

#include <functional>

class QComboBox;
class QStackedWidget;
class QTabBar;

namespace ui {

class Banner;
class Confirmation;
class DashboardView;
class FactPane;
class FilteredTable;
class FreshnessLabel;
class QueryView;
class SilenceForm;

class MonitoringPage : public Page {
    Q_OBJECT
public:
    explicit MonitoringPage(QWidget *parent = nullptr);
    ~MonitoringPage() override;

    void setContext(const PageContext &context) override;
    void setConnection(const kube::Connection &connection) override;
    void refresh() override;
    [[nodiscard]] QWidget *detailsWidget() override;
    bool focusFilter() override;
    [[nodiscard]] QList<KeyHelp> keys() const override;
    [[nodiscard]] QStringList scenes() const override;
    void showScene(const QString &name) override;
    [[nodiscard]] QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;

    /// What setContext does once it has a way to the services; also for tests.
    void setClients(std::unique_ptr<prometheus::Client> prometheus, std::unique_ptr<prometheus::Alertmanager> alertmanager);
    /// "system-overview", "alerts", "query": as scenes() names them.
    void showTab(const QString &id);
    [[nodiscard]] MonitoringData *data() const { return m_data; }
    [[nodiscard]] DashboardView *dashboard() const; // null on another tab
    [[nodiscard]] QueryView *query() const { return m_query; }
    [[nodiscard]] SilenceForm *silenceForm() const { return m_form; }
    [[nodiscard]] Confirmation *confirmation() const { return m_confirmation; }
    [[nodiscard]] FilteredTable *table(const QString &id) const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Tab {
        QString id;
        QString title;
        QWidget *view = nullptr; // null: a dashboard that was not opened yet
        FilteredTable *table = nullptr;
        models::monitoring::FactModel *model = nullptr;
    };
    void build();
    QWidget *makeBar();
    void addTables();
    void connectParts();
    void tabChanged();
    void openDashboard(Tab &tab);
    void refreshCurrent(bool anew);
    void showData();
    void showTables();
    void showPlaceholders();
    void showTabTitles();
    void showTrouble();
    void showFreshness();
    void showSummary();
    void showActions();
    void showSelection();
    void updateSettled();
    void askToMake(const prometheus::Silence &silence);
    void askToExpire();
    void silenceAlert();
    void confirm(const QString &consequence, const QString &action, std::function<void()> act);
    void note(const base::Result<QString> &answer, const QString &done, const QString &failed);
    [[nodiscard]] const Tab &current() const;
    [[nodiscard]] std::chrono::seconds range() const;
    [[nodiscard]] bool isAlertmanagers() const; // the current tab
    [[nodiscard]] std::optional<base::Error> error() const;

    QList<prometheus::Dashboard> m_boards;
    QList<Tab> m_tabList;
    PageContext m_context;
    QString m_environment;
    kube::Connection::State m_connection = kube::Connection::State::Connecting;
    MonitoringData *m_data;
    models::monitoring::FactModel m_alerts, m_rules, m_targets, m_silences;
    QTabBar *m_tabs;
    QComboBox *m_range;
    QComboBox *m_interval;
    FreshnessLabel *m_freshness;
    Banner *m_banner;
    Banner *m_outcome; // of what was done
    Confirmation *m_confirmation;
    std::function<void()> m_confirmed;
    SilenceForm *m_form;
    QStackedWidget *m_stack;
    QueryView *m_query;
    QAction *m_silence;
    QAction *m_newSilence;
    QAction *m_expire;
    QPointer<FactPane> m_details;
    QTimer m_clock;
};

} // namespace ui
