// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Pods, workloads and autoscalers of the namespace as live tables, with the details of the selected one.
#pragma once

#include "models/autoscalermodel.h"
#include "models/podmodel.h"
#include "models/workloadmodel.h"
#include "ui/widgets/page.h"
#include "ui/workloads/terminal.h"

#include <QPointer>
#include <QTimer>

class QSplitter;
class QStackedWidget;
class QTabBar;

namespace ui {

class Banner;
class BottomPanes;
class ChangePanel;
class FilteredTable;
class FreshnessLabel;
class ObjectPane;
class TableView;
class WorkloadChanges;
class WorkloadCommands;

class WorkloadsPage : public Page {
    Q_OBJECT
public:
    explicit WorkloadsPage(QWidget *parent = nullptr);
    ~WorkloadsPage() override;

    void setContext(const PageContext &context) override;
    void setConnection(const kube::Connection &connection) override;
    [[nodiscard]] QWidget *detailsWidget() override;
    bool focusFilter() override;
    [[nodiscard]] QList<KeyHelp> keys() const override;
    [[nodiscard]] QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;
    [[nodiscard]] QStringList scenes() const override;
    void showScene(const QString &name) override;
    void selectObject(const kube::ObjectRef &ref) override;
    /// Logs and what else is open below the tables.
    [[nodiscard]] BottomPanes *panes() const { return m_panes; }
    void setTerminalMaker(TerminalMaker maker);
    /// Scale, restart, undo, delete.
    [[nodiscard]] WorkloadChanges *changes() const { return m_changes; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Tab {
        QString id;         // stable, for the settings
        QString title;
        QString noun;       // "pods"
        QString nothing;    // "No pods"
        QStringList kinds;  // whose rows it shows
        models::TableModel *model = nullptr;
        FilteredTable *table = nullptr; // null until the tab is first looked at
        QByteArray columns; // how it is to look then
    };
    void build();
    void addTabs();
    [[nodiscard]] FilteredTable *tableAt(int index);
    void connectTable(FilteredTable *table);
    void connectSession(kube::Session *session);
    void showRefusals();
    void fill(kube::Session *session);
    void updateTexts();
    void updateMetrics();
    void updateSettled();
    void updateTabTexts();
    void showTab();
    void selectRow(const QString &key);
    void onChosen(const kube::ObjectRef &ref);
    [[nodiscard]] FilteredTable *currentTable();
    [[nodiscard]] QString keyOf(const kube::ObjectRef &ref) const;
    [[nodiscard]] kube::ObjectRef refOf(const QString &key) const;
    [[nodiscard]] QString placeholderText(const Tab &tab) const;

    models::PodModel m_pods;
    models::WorkloadModel m_workloads;
    models::AutoscalerModel m_autoscalers;
    QList<Tab> m_tabList;
    PageContext m_context;
    QPointer<kube::Session> m_session;
    kube::Connection m_connection;
    Banner *m_banner;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    BottomPanes *m_panes;
    QWidget *m_metricsLine;
    FreshnessLabel *m_metrics;
    WorkloadCommands *m_commands;
    ChangePanel *m_change;
    WorkloadChanges *m_changes;
    QPointer<ObjectPane> m_details;
    QTimer m_clock;
};

} // namespace ui
