// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/secretsview.h"

#include "ui/config/secretclipboard.h"
#include "ui/config/secretdelegate.h"
#include "ui/config/secretpanel.h"
#include "ui/config/workspace.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace Qt::StringLiterals;
using Model = models::SecretModel;

namespace ui {

namespace {

constexpr auto patience = std::chrono::milliseconds(400);

} // namespace

SecretsView::SecretsView(Workspace &workspace, models::SecretKeeper &keeper, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_keeper(keeper), m_clipboard(new SecretClipboard(this)), m_chooser(new QComboBox), m_complete(new QLabel),
      m_import(new QPushButton(tr("Import a dotenv file…"))), m_banner(new Banner), m_view(new QTreeView), m_panel(new SecretPanel(m_model)), m_empty(new EmptyState),
      m_stack(new QStackedLayout) {
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    build();
    connectParts();
    updateTexts();
}

SecretsView::~SecretsView() = default;

void SecretsView::build() {
    m_chooser->setAccessibleName(tr("Environment and platform"));
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_complete->setObjectName(u"completeness"_s);
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new SecretDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setObjectName(u"secrets"_s);
    m_view->setAccessibleName(tr("Secrets"));
    m_view->installEventFilter(this);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(Model::Uses, QHeaderView::Stretch);
    for (const auto &[column, width] : {std::pair(Model::Key, 190), std::pair(Model::Value, 100), std::pair(Model::Strength, 80), std::pair(Model::Files, 115), std::pair(Model::Secret, 100)})
        m_view->header()->resizeSection(column, width);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::m, space::s, space::m, space::s);
    bar->setSpacing(space::m);
    bar->addWidget(m_chooser);
    bar->addWidget(m_complete, 1);
    bar->addWidget(m_import);
    auto *columns = new QSplitter(Qt::Horizontal);
    columns->setHandleWidth(1);
    columns->setChildrenCollapsible(false);
    columns->addWidget(m_view);
    columns->addWidget(m_panel);
    columns->setStretchFactor(0, 1);
    columns->setSizes({900, 340});
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addLayout(bar);
    column->addWidget(columns, 1);
    m_stack->addWidget(page);
    m_stack->addWidget(m_empty);
    setLayout(m_stack);
}

void SecretsView::connectParts() {
    connect(m_chooser, &QComboBox::activated, this, [this] {
        m_target = m_chooser->currentData().toString();
        showTarget();
    });
    connect(m_import, &QPushButton::clicked, this, &SecretsView::chooseImport);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        m_trouble.reset();
        m_keeper.isBusy() ? m_keeper.cancel() : m_keeper.open();
        updateBanner();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        m_panel->setNote({});
        m_panel->showSecret(index.siblingAtColumn(0));
    });
    connect(m_panel, &SecretPanel::requested, this, &SecretsView::act);
    connect(m_panel, &SecretPanel::placeRequested, this, &SecretsView::fileRequested);
    connect(m_clipboard, &SecretClipboard::cleared, this, [this] { m_panel->setNote(tr("The clipboard was cleared.")); });
    connect(&m_keeper, &models::SecretKeeper::stateChanged, this, [this] {
        if (m_keeper.state() == models::SecretKeeper::State::Ready && isVisible())
            look();
        updateTexts();
    });
    connect(&m_keeper, &models::SecretKeeper::busyChanged, this, [this] {
        if (!m_keeper.isBusy())
            m_patience.stop();
        else if (!m_patience.isActive())
            m_patience.start();
        updateBanner();
    });
    connect(&m_patience, &QTimer::timeout, this, &SecretsView::updateBanner);
    connect(&m_workspace.checker(), &models::Checker::checkedChanged, this, &SecretsView::compute);
    connect(&m_workspace.checker(), &models::Checker::stateChanged, this, &SecretsView::updateTexts);
}

// --- which secrets -----------------------------------------------------------------------------------------------------

void SecretsView::compute() {
    const models::CheckedPtr checked = m_workspace.checked();
    if (!isVisible() || checked == m_asked)
        return updateTexts();
    m_asked = checked;
    const quint64 order = ++m_order;
    if (!checked)
        return take({});
    m_computing = true;
    QtConcurrent::run([checked] { return models::secretTargets(*checked->set); }).then(this, [this, order, checked](const Targets &targets) {
        if (order != m_order)
            return;
        m_shown = checked;
        take(targets);
    });
    updateTexts();
}

void SecretsView::take(Targets targets) {
    m_computing = false;
    m_targets = std::move(targets);
    m_chooser->clear();
    for (const models::SecretTarget &target : m_targets)
        m_chooser->addItem(target.title(), target.id);
    showTarget();
}

void SecretsView::setEnvironment(const QString &name, const QString &manifests) {
    m_wanted = name;
    m_manifests = manifests;
    m_target.clear();
    if (!m_targets.empty())
        showTarget();
}

/// The one that was chosen, else that of the environment, else the first.
void SecretsView::showTarget() {
    const auto find = [this](auto &&is) { return std::ranges::find_if(m_targets, is); };
    auto shown = find([&](const auto &target) { return !m_target.isEmpty() && target.id == m_target; });
    if (shown == m_targets.end())
        shown = find([&](const auto &target) { return !target.folder.isEmpty() && target.folder == m_manifests; });
    if (shown == m_targets.end())
        shown = find([&](const auto &target) { return target.environment == m_wanted; });
    if (shown == m_targets.end())
        shown = m_targets.begin();
    const auto before = current();
    if (shown == m_targets.end()) {
        m_model.clear();
        m_panel->showSecret({});
        return updateTexts();
    }
    const bool other = shown->id != m_target || m_model.target().id != m_target;
    m_target = shown->id;
    m_chooser->setCurrentIndex(m_chooser->findData(m_target));
    m_model.setTarget(*shown, *m_shown->set, m_workspace.folder());
    const QModelIndex place = before ? m_model.indexOf(*before) : QModelIndex();
    m_view->setCurrentIndex(place.isValid() ? place : m_model.index(0, 0));
    const bool unknown = std::ranges::any_of(shown->required, [&](const auto &secret) { return !m_model.states().contains(shown->nameOf(secret)); });
    if (other || unknown)
        look();
    updateTexts();
}

// --- what is kept of them ----------------------------------------------------------------------------------------------

void SecretsView::look() {
    if (m_keeper.state() != models::SecretKeeper::State::Ready || m_model.rowCount() == 0)
        return;
    QList<config::SecretName> names;
    for (const config::RequiredSecret &secret : m_model.target().required)
        names << m_model.target().nameOf(secret);
    const quint64 order = ++m_look;
    m_keeper.look(names, [this, order](const base::Result<models::SecretStates> &states) {
        if (order != m_look)
            return;
        if (!states)
            return fail(tr("Which values are kept is not known"), states.error());
        models::SecretStates all = m_model.states();
        for (const auto &[name, state] : *states)
            all.insert_or_assign(name, state);
        m_model.setStates(std::move(all));
        m_panel->showSecret(m_view->currentIndex().siblingAtColumn(0));
        updateTexts();
    });
}

QString SecretsView::completeness() const { return m_complete->text(); }

void SecretsView::fail(const QString &title, const base::Error &error) {
    m_trouble = {title, error};
    updateBanner();
}

void SecretsView::updateBanner() {
    using State = models::SecretKeeper::State;
    if (m_keeper.isBusy() && !m_patience.isActive())
        m_banner->showMessage(Banner::Tone::Information, tr("Waiting for the keychain; it may be asking for its password in a window of its own."), {},
            m_keeper.state() == State::Opening ? tr("Do without it") : tr("Wait no longer"));
    else if (m_trouble && !m_keeper.isBusy())
        m_banner->showError(m_trouble->first, m_trouble->second, tr("Ask the keychain again"));
    else if (m_keeper.state() == State::Ready && !m_keeper.isLasting())
        m_banner->showMessage(Banner::Tone::Warning, m_keeper.why(), {}, tr("Ask the keychain again"));
    else if (!m_keeper.isBusy())
        m_banner->clear();
}

void SecretsView::updateTexts() {
    using State = models::Checker::State;
    m_stack->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    m_complete->setText(m_model.rowCount() > 0 ? m_model.completeness() : QString());
    m_panel->setReady(m_keeper.state() == models::SecretKeeper::State::Ready);
    m_import->setEnabled(m_keeper.state() == models::SecretKeeper::State::Ready);
    const State state = m_workspace.checker().state();
    if (!m_workspace.checked() && state == State::Empty)
        m_empty->setText(tr("No folder is open"));
    else if (!m_workspace.checked() && state == State::Failed)
        m_empty->setText(tr("Nothing was read"), tr("The message above says why."));
    else if (!m_workspace.checked() || m_computing)
        m_empty->setText(tr("Reading the files …"));
    else
        m_empty->setText(tr("No secrets are needed"), tr("None of the files asks for a key of a Secret, of a platform's secret store, or of the environment."));
    updateBanner();
}

// --- who looks ---------------------------------------------------------------------------------------------------------

void SecretsView::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    if (m_keeper.state() == models::SecretKeeper::State::Closed)
        m_keeper.open();
    compute();
    look();
}

void SecretsView::hideEvent(QHideEvent *event) {
    QWidget::hideEvent(event);
    m_panel->conceal();
}

/// A value does not stay on a screen that nobody works at.
void SecretsView::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && !isActiveWindow())
        m_panel->conceal();
}

bool SecretsView::eventFilter(QObject *watched, QEvent *event) {
    if (watched != m_view || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->matches(QKeySequence::Copy)) { // never what the rows say
        if (m_panel->button(SecretPanel::Copy)->isEnabled())
            act(SecretPanel::Copy);
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        if (m_panel->button(SecretPanel::Set)->isEnabled())
            act(SecretPanel::Set);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
