// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Deployments: choose a set, see what it would change and in which order, apply it, watch it become healthy or see why not.
#pragma once

#include "models/deploy/planmodel.h"
#include "ui/deploy/deploymentwork.h"
#include "ui/widgets/page.h"

#include <QPointer>
#include <QTimer>

class QCheckBox;
class QStackedWidget;

namespace ui {

class Banner;
class Confirmation;
class EmptyState;
class PlanView;
class ProgressPanel;
class SearchField;
class SetPicker;
class StepDetails;

class DeploymentsPage : public Page {
    Q_OBJECT
public:
    explicit DeploymentsPage(QWidget *parent = nullptr);
    ~DeploymentsPage() override;

    void setContext(const PageContext &context) override;
    void setConnection(const kube::Connection &connection) override;
    void refresh() override;
    [[nodiscard]] QWidget *detailsWidget() override;
    [[nodiscard]] QList<kube::ObjectRef> objects() const override;
    bool focusFilter() override;
    [[nodiscard]] QList<KeyHelp> keys() const override;
    [[nodiscard]] QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;

public Q_SLOTS:
    void selectObject(const kube::ObjectRef &ref) override;

private:
    void build();
    void connectParts();
    void compare();
    void askToApply();
    void showEmpty();
    void applyFilter();
    void onStage(DeploymentWork::Stage stage);
    void onPlanned(const deploy::Plan &plan);
    void onStep(int step, const deploy::StepState &state);
    void onFinished(const deploy::Outcome &outcome);
    void onFailed(const QString &title, const base::Error &error);
    void onSelected(int step);
    void updateActions();
    void updateSummary();

    PageContext m_context;
    models::PlanModel m_model;
    DeploymentWork m_work;
    QTimer m_clock;
    bool m_failed = false;   // the comparison; the banner says why
    bool m_finished = false; // the plan shown has been carried out, or tried
    SetPicker *m_picker;
    Banner *m_banner;
    Confirmation *m_confirmation;
    SearchField *m_filter;
    QCheckBox *m_showUnchanged;
    QStackedWidget *m_stack;
    PlanView *m_view;
    EmptyState *m_empty;
    ProgressPanel *m_progress;
    QPointer<StepDetails> m_details;
    QAction *m_compareAction;
    QAction *m_applyAction;
    QAction *m_stopAction;
};

} // namespace ui
