// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/deploymentspage.h"

#include "base/duration.h"
#include "models/deploy/planwords.h"
#include "ui/deploy/planview.h"
#include "ui/deploy/progresspanel.h"
#include "ui/deploy/setpicker.h"
#include "ui/deploy/stepdetails.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/confirmation.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

using Stage = DeploymentWork::Stage;

DeploymentsPage::DeploymentsPage(QWidget *parent)
    : Page(u"deployments"_s, tr("Deployments"), u"deployments"_s, parent), m_picker(new SetPicker), m_banner(new Banner),
      m_confirmation(new Confirmation), m_filter(new SearchField(tr("Filter objects"))), m_showUnchanged(new QCheckBox(tr("Show what is unchanged"))), m_stack(new QStackedWidget),
      m_view(new PlanView), m_empty(new EmptyState), m_progress(new ProgressPanel), m_details(new StepDetails(this)),
      m_compareAction(new QAction(icon(u"refresh"_s, this), tr("Compare"), this)), m_applyAction(new QAction(icon(u"play"_s, this), tr("Apply"), this)),
      m_stopAction(new QAction(icon(u"stop"_s, this), tr("Stop"), this)) {
    m_details->hide(); // until the shell takes it
    build();
    connectParts();
    updateActions();
}

DeploymentsPage::~DeploymentsPage() = default;

void DeploymentsPage::build() {
    m_compareAction->setToolTip(tr("Read the set again and ask the cluster what applying it would change; changes nothing"));
    m_stopAction->setToolTip(tr("Stop after the request under way; what was applied stays"));
    m_showUnchanged->setChecked(true);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(0, 0, space::l, 0);
    top->addWidget(m_picker, 1);
    m_filter->setFixedWidth(220);
    top->addWidget(m_filter);
    top->addSpacing(space::m);
    top->addWidget(m_showUnchanged);
    m_view->setPlan(&m_model);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_banner, m_confirmation})
        layout->addWidget(widget);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_progress);
    m_clock.setInterval(1000);
}

void DeploymentsPage::connectParts() {
    connect(m_compareAction, &QAction::triggered, this, &DeploymentsPage::compare);
    connect(m_applyAction, &QAction::triggered, this, &DeploymentsPage::askToApply);
    connect(m_stopAction, &QAction::triggered, &m_work, &DeploymentWork::stop);
    connect(m_picker, &SetPicker::chosen, this, &DeploymentsPage::compare);
    connect(m_picker, &SetPicker::found, this, [this](const QStringList &) {
        if (m_work.stage() == Stage::Idle && !m_picker->current().isEmpty() && m_model.plan().steps.isEmpty())
            compare();
        showEmpty();
    });
    connect(m_confirmation, &Confirmation::confirmed, this, [this](bool force) {
        const int selected = m_view->currentStep();
        m_model.setPlan(m_model.plan()); // the states of an earlier run go
        m_view->selectStep(selected);
        m_progress->begin(&m_model);
        m_work.apply(m_model.plan(), {.force = force});
    });
    connect(m_filter, &QLineEdit::textChanged, this, &DeploymentsPage::applyFilter);
    connect(m_filter, &SearchField::left, m_view, [this] { m_view->setFocus(Qt::ShortcutFocusReason); });
    connect(m_showUnchanged, &QCheckBox::toggled, this, [this](bool on) {
        const int selected = m_view->currentStep();
        m_model.setShowUnchanged(on);
        m_view->selectStep(selected);
        applyFilter();
    });
    connect(&m_work, &DeploymentWork::stageChanged, this, &DeploymentsPage::onStage);
    connect(&m_work, &DeploymentWork::planned, this, &DeploymentsPage::onPlanned);
    connect(&m_work, &DeploymentWork::failed, this, &DeploymentsPage::onFailed);
    connect(&m_work, &DeploymentWork::stepChanged, this, &DeploymentsPage::onStep);
    connect(&m_work, &DeploymentWork::finished, this, &DeploymentsPage::onFinished);
    connect(m_view, &PlanView::currentStepChanged, this, &DeploymentsPage::onSelected);
    connect(m_view, &PlanView::opened, this, &DeploymentsPage::detailsRequested);
    connect(m_banner, &Banner::actionTriggered, this, &DeploymentsPage::compare);
    connect(m_empty, &EmptyState::actionTriggered, m_picker, &SetPicker::chooseFolder);
    connect(&m_clock, &QTimer::timeout, this, [this] { m_model.setNow(QDateTime::currentDateTimeUtc()); });
}

void DeploymentsPage::setContext(const PageContext &context) {
    const bool sameSets = context.environment.manifests == m_picker->folder() && context.environment.name == m_context.environment.name;
    const bool sameCluster = context.client == m_context.client;
    m_context = context;
    if (!sameSets || !sameCluster)
        m_work.setCluster(nullptr, nullptr); // what is under way belongs to the environment before
    m_work.setCluster(context.client, context.tasks);
    if (sameSets && sameCluster)
        return;
    m_confirmation->dismiss();
    m_progress->reset();
    m_banner->clear();
    m_finished = false;
    m_failed = false;
    m_model.clear();
    m_picker->setFolder(context.environment.manifests, {context.environment.name, environment::name(context.environment.kind)});
    showEmpty();
    updateActions();
    updateSummary();
}

void DeploymentsPage::setConnection(const kube::Connection &connection) {
    m_view->setStale(connection.state == kube::Connection::State::Offline);
}

void DeploymentsPage::refresh() {
    compare();
}

QWidget *DeploymentsPage::detailsWidget() {
    return m_details;
}

QList<kube::ObjectRef> DeploymentsPage::objects() const {
    QList<kube::ObjectRef> refs;
    for (const deploy::Step &step : m_model.plan().steps)
        refs.append(step.manifest.ref);
    return refs;
}

QList<KeyHelp> DeploymentsPage::keys() const {
    return {{u"/"_s, tr("Filter; words must all occur, !word must not, change:update asks one column")}, {u"F5"_s, tr("Compare the set with the cluster again")}, {u"Enter"_s, tr("Show what differs in the selected object")},
        {u"Esc"_s, tr("Put off an apply that waits for confirmation")}};
}

QByteArray DeploymentsPage::saveState() const {
    return m_view->header()->saveState();
}

void DeploymentsPage::restoreState(const QByteArray &state) {
    m_view->header()->restoreState(state);
}

void DeploymentsPage::selectObject(const kube::ObjectRef &ref) {
    const QSignalBlocker quiet(m_view);
    const int step = m_model.stepOf(ref);
    m_view->selectStep(step);
    if (step >= 0 && m_details)
        m_details->showStep(m_model.plan().steps[step], m_model.state(step));
}

void DeploymentsPage::compare() {
    if (m_work.stage() == Stage::Running)
        return;
    m_confirmation->dismiss();
    m_progress->reset();
    m_banner->clear();
    m_finished = false;
    m_failed = false;
    if (!m_picker->current().isEmpty())
        m_work.compare(m_picker->current());
    showEmpty();
}

void DeploymentsPage::askToApply() {
    const deploy::Plan &plan = m_model.plan();
    const int refused = models::refusedCount(plan);
    const auto force = refused > 0 ? Confirmation::Force::Offered : Confirmation::Force::NotNeeded;
    m_confirmation->ask(m_context.environment, models::consequence(plan), m_applyAction->text(), force,
        refused == 1 ? tr("Take over the fields of 1 object that another manager owns; that manager may set them back")
                     : tr("Take over the fields of %1 objects that other managers own; those managers may set them back").arg(refused));
}

// What stands where there is no plan, and why.
void DeploymentsPage::showEmpty() {
    const bool filtered = !m_model.plan().steps.isEmpty() && m_model.shown() == 0;
    m_stack->setCurrentWidget(m_model.plan().steps.isEmpty() || filtered ? static_cast<QWidget *>(m_empty) : m_view);
    const QString folder = m_context.environment.manifests;
    if (filtered)
        m_empty->setText(tr("No object is shown"), m_filter->text().isEmpty() ? tr("All %1 objects are unchanged, and those are hidden.").arg(m_model.plan().steps.size())
                                                                             : tr("None of %1 objects matches the filter.").arg(m_model.plan().steps.size()));
    else if (m_work.stage() == Stage::Comparing)
        m_empty->setText(tr("Comparing with the cluster…"), tr("Every object is read, and the cluster is asked what applying it would change. Nothing is changed."));
    else if (!m_context.client)
        m_empty->setText(tr("There is no cluster to compare with"), tr("The set can be compared as soon as the cluster is reached."));
    else if (folder.isEmpty() && m_picker->current().isEmpty())
        m_empty->setText(tr("No set is chosen"), tr("The environment %1 names no folder of manifests. Choose one to see what deploying it would change.").arg(m_context.environment.name),
            tr("Choose a folder…"));
    else if (m_picker->current().isEmpty() && m_picker->searching())
        m_empty->setText(tr("Looking for sets"), tr("%1 and what is below it is looked through for kustomizations and YAML files.").arg(folder));
    else if (m_picker->current().isEmpty())
        m_empty->setText(tr("There is nothing to deploy in %1").arg(folder), tr("Neither a kustomization nor a YAML file was found in it or below."), tr("Choose a folder…"));
    else if (m_failed)
        m_empty->setText(tr("There is no plan"), tr("The message above says why. Nothing was changed."));
    else
        m_empty->setText(tr("Not compared yet"), tr("Compare reads the set and asks the cluster what applying it would change. Nothing is changed."));
    const bool without = m_picker->current().isEmpty() && !m_picker->searching();
    setSettled(m_work.stage() == Stage::Planned || (m_work.stage() == Stage::Idle && (m_failed || without || !m_model.plan().steps.isEmpty())));
}

void DeploymentsPage::applyFilter() {
    const int selected = m_view->currentStep();
    const base::Status status = m_model.setFilter(m_filter->text());
    m_view->selectStep(selected);
    if (m_filter->text().isEmpty())
        m_filter->setVerdict(SearchField::Verdict::None);
    else if (!status)
        m_filter->setVerdict(SearchField::Verdict::Bad, tr("Not a filter: %1").arg(status.error().message));
    else
        m_filter->setVerdict(m_model.shown() > 0 ? SearchField::Verdict::Good : SearchField::Verdict::Bad,
            tr("%1 of %2 objects").arg(m_model.shown()).arg(m_model.plan().steps.size()));
    showEmpty();
}

bool DeploymentsPage::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
    return true;
}

void DeploymentsPage::onStage(Stage stage) {
    if (stage == Stage::Running)
        m_clock.start();
    else
        m_clock.stop();
    m_picker->setEnabled(stage != Stage::Running);
    updateActions();
    updateSummary();
    showEmpty();
}

void DeploymentsPage::onPlanned(const deploy::Plan &plan) {
    const kube::ObjectRef selected = m_view->currentIndex().data(models::PlanModel::RefRole).value<kube::ObjectRef>();
    m_model.setPlan(plan);
    applyFilter(); // its count
    const int refused = models::refusedCount(plan);
    if (refused > 0)
        m_banner->showMessage(Banner::Tone::Warning,
            refused == 1 ? tr("The cluster would refuse 1 object. Its row says why.") : tr("The cluster would refuse %1 objects. Their rows say why.").arg(refused));
    if (const int step = m_model.stepOf(selected); step >= 0)
        m_view->selectStep(step);
    updateActions();
    updateSummary();
    showEmpty();
}

void DeploymentsPage::onFailed(const QString &title, const base::Error &error) {
    m_failed = true;
    m_model.clear();
    m_banner->showError(title, error, tr("Compare again"));
    updateActions();
    updateSummary();
    showEmpty();
}

void DeploymentsPage::onStep(int step, const deploy::StepState &state) {
    m_model.setState(step, state);
    m_view->follow(step);
    m_progress->update(step);
    if (m_details && m_view->currentStep() == step)
        m_details->showStep(m_model.plan().steps[step], state);
    updateSummary();
}

void DeploymentsPage::onFinished(const deploy::Outcome &outcome) {
    m_finished = true;
    m_progress->end(outcome);
    if (outcome.error && !outcome.cause)
        m_banner->showError(tr("The deployment could not go on"), *outcome.error, tr("Compare again"));
    updateActions();
    setSummary(models::outcomeText(outcome));
}

void DeploymentsPage::onSelected(int step) {
    if (!m_details)
        return;
    if (step < 0)
        return m_details->clear();
    m_details->showStep(m_model.plan().steps[step], m_model.state(step));
    Q_EMIT objectSelected(m_model.plan().steps[step].manifest.ref);
}

void DeploymentsPage::updateActions() {
    const deploy::Plan &plan = m_model.plan();
    const int changes = models::changeCount(plan);
    const bool forceable = std::ranges::all_of(plan.steps, [](const deploy::Step &step) {
        return !step.refusal || step.refusal->kind == base::ErrorKind::Conflict;
    });
    m_applyAction->setText(changes == 1 ? tr("Apply 1 change") : tr("Apply %1 changes").arg(changes));
    m_applyAction->setEnabled(m_work.stage() == Stage::Planned && changes > 0 && forceable);
    m_applyAction->setToolTip(forceable ? tr("Says what it will do before it does it") : tr("The cluster would refuse some objects; mend them first"));
    m_compareAction->setEnabled(m_context.client != nullptr);
    const bool busy = m_work.stage() == Stage::Running || m_work.stage() == Stage::Comparing;
    setPageActions(busy ? QList{m_stopAction}
            : m_applyAction->isEnabled() && !m_finished ? QList{m_applyAction, m_compareAction} : QList{m_compareAction});
}

void DeploymentsPage::updateSummary() {
    const deploy::Plan &plan = m_model.plan();
    if (m_work.stage() == Stage::Running)
        return setSummary(tr("Deploying: %1 of %2 done").arg(m_model.done()).arg(plan.steps.size()));
    if (m_work.stage() == Stage::Comparing)
        return setSummary(tr("Comparing with the cluster"));
    if (plan.steps.isEmpty())
        return setSummary(tr("Nothing is compared"));
    setSummary(plan.hasChanges() ? models::countsText(plan) : tr("Nothing to change: all %1 objects are as wanted").arg(plan.steps.size()));
}

} // namespace ui
