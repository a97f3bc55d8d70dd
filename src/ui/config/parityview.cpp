// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/parityview.h"

#include "ui/config/paritytable.h"
#include "ui/config/workspace.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <map>

using namespace Qt::StringLiterals;

namespace ui {

ParityView::ParityView(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_field(new SearchField(tr("Filter services, fields and values"))), m_service(new QComboBox), m_against(new QComboBox),
      m_columns(new QPushButton), m_columnMenu(new QMenu(this)), m_differences(new QCheckBox(tr("Only differences"))), m_count(new SecondaryLabel), m_view(new QTableView), m_heads(new ParityColumns(m_view)),
      m_details(new QLabel), m_alike(new QPushButton(tr("Make it alike"))), m_go(new QPushButton), m_none(new EmptyState), m_body(new QStackedLayout), m_empty(new EmptyState), m_stack(new QStackedLayout) {
    build();
    connectParts();
    updateTexts();
}

void ParityView::build() {
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new ParityDelegate(m_view));
    m_view->setVerticalHeader(new ParityRows(m_view));
    m_view->setHorizontalHeader(m_heads);
    m_view->setShowGrid(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setCornerButtonEnabled(false);
    m_view->setStyleSheet(u"QTableCornerButton::section { background: palette(window); border: none; border-bottom: 1px solid palette(mid); }"_s);
    m_view->setTabKeyNavigation(false);
    m_view->setObjectName(u"parity"_s);
    m_view->setAccessibleName(tr("Services on every platform"));
    m_view->installEventFilter(this);
    auto *table = new QWidget;
    auto *column = new QVBoxLayout(table);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    m_body->addWidget(m_view);
    m_body->addWidget(m_none);
    column->addLayout(m_body, 1);
    column->addWidget(makeDetails());
    m_stack->addWidget(table);
    m_stack->addWidget(m_empty);
    setLayout(m_stack);
}

QWidget *ParityView::makeBar() {
    m_field->setMaximumWidth(300);
    m_service->setAccessibleName(tr("Service"));
    m_against->setAccessibleName(tr("Compare with"));
    for (QComboBox *box : {m_service, m_against})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_against->setToolTip(tr("What the others are held against"));
    m_columns->setToolTip(tr("Choose the platforms and environments that are shown"));
    m_columns->setMenu(m_columnMenu);
    auto *bar = new QWidget;
    auto *line = new QHBoxLayout;
    line->setSpacing(space::m);
    line->addWidget(m_field, 1);
    line->addWidget(m_service);
    line->addWidget(m_differences);
    line->addStretch(1);
    line->addWidget(new QLabel(tr("Compare with")));
    line->addWidget(m_against);
    line->addWidget(m_columns);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(space::m, space::s, space::m, space::xs);
    column->setSpacing(space::xs);
    column->addLayout(line);
    column->addWidget(m_count);
    return bar;
}

QWidget *ParityView::makeDetails() {
    m_details->setTextFormat(Qt::PlainText);
    m_details->setWordWrap(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_details->setObjectName(u"parityDetails"_s);
    m_details->setAccessibleName(tr("The chosen cell"));
    auto *box = new QWidget;
    box->setFixedHeight(64);
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(space::m, space::xs, space::m, space::xs);
    line->setSpacing(space::m);
    line->addWidget(m_details, 1);
    line->addWidget(m_alike);
    line->addWidget(m_go);
    return box;
}

void ParityView::connectParts() {
    connect(m_field, &QLineEdit::textChanged, this, &ParityView::applyFilter);
    connect(m_field, &SearchField::left, this, [this] {
        m_view->setFocus(Qt::OtherFocusReason);
        if (!m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_model.index(0, 0));
    });
    connect(m_service, &QComboBox::currentIndexChanged, this, &ParityView::applyFilter);
    connect(m_differences, &QCheckBox::toggled, this, &ParityView::applyFilter);
    connect(m_against, &QComboBox::activated, this, [this] {
        m_reference = m_against->currentData().toString();
        m_asked.reset();
        compute();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!m_setting && index.isValid())
            m_place = {m_model.rowKey(index), m_model.system(index.column())->id};
        updateDetails();
    });
    connect(m_view, &QTableView::doubleClicked, this, &ParityView::open);
    connect(m_go, &QPushButton::clicked, this, [this] { open(m_view->currentIndex()); });
    connect(m_alike, &QPushButton::clicked, this, [this] { makeAlike(m_view->currentIndex()); });
    connect(&m_workspace.checker(), &models::Checker::checkedChanged, this, &ParityView::compute);
    connect(&m_workspace.checker(), &models::Checker::stateChanged, this, &ParityView::updateTexts);
}

/// Only while it is shown: who types in the editor does not pay for it.
void ParityView::compute() {
    const models::CheckedPtr checked = m_workspace.checked();
    if (!isVisible() || checked == m_asked)
        return updateTexts();
    m_asked = checked;
    const quint64 order = ++m_order;
    if (!checked)
        return take(nullptr);
    m_computing = true;
    QtConcurrent::run([checked, folder = m_workspace.folder(), reference = m_reference]() -> std::shared_ptr<const models::ParityTable> {
        return std::make_shared<models::ParityTable>(models::parityOf(checked, folder, reference));
    }).then(this, [this, order](const std::shared_ptr<const models::ParityTable> &table) {
        if (order == m_order)
            take(table);
    });
    updateTexts();
}

void ParityView::take(const std::shared_ptr<const models::ParityTable> &table) {
    m_computing = false;
    const QScopedValueRollback quiet(m_setting, true);
    m_model.setTable(table);
    fillChoosers();
    fillColumns();
    applyColumns();
}

QString ParityView::summary() const {
    const int differing = m_model.differing();
    if (m_model.total() == 0)
        return tr("Nothing is compared.");
    const QString against = m_model.system(0)->title();
    return differing == 0   ? tr("None of %1 rows differs from %2 without a reason.").arg(m_model.total()).arg(against)
        : differing == 1    ? tr("1 of %1 rows differs from %2 and nothing says why.").arg(m_model.total()).arg(against)
                            : tr("%1 of %2 rows differ from %3 and nothing says why.").arg(differing).arg(m_model.total()).arg(against);
}

void ParityView::updateTexts() {
    using State = models::Checker::State;
    const models::ParityTable *table = m_model.table();
    const bool enough = table && table->systems.size() > 1;
    m_stack->setCurrentIndex(enough ? 0 : 1);
    const QString hidden = m_model.rowCount() < m_model.total() ? u' ' + tr("%1 shown.").arg(m_model.rowCount()) : QString();
    m_count->setText(summary() + hidden);
    m_body->setCurrentIndex(m_model.rowCount() > 0 ? 0 : 1);
    if (m_model.differing() == 0 && m_differences->isChecked())
        m_none->setText(tr("No differences"), tr("In the platforms that are shown, every row is as the reference has it, or the files say why it is not."));
    else
        m_none->setText(tr("No row fits the filter"));
    if (!m_workspace.checked() && m_workspace.checker().state() == State::Empty)
        m_empty->setText(tr("No folder is open"));
    else if (!m_workspace.checked() && m_workspace.checker().state() == State::Failed)
        m_empty->setText(tr("Nothing was read"), tr("The message above says why."));
    else if (!m_workspace.checked() || (m_computing && !table))
        m_empty->setText(tr("Reading and comparing the files …"));
    else if (!table || table->systems.empty())
        m_empty->setText(tr("No platform describes a service"), tr("Deployments, Compose files, task definitions and their like are compared here."));
    else if (!enough)
        m_empty->setText(tr("There is one platform only"), tr("The folder describes the services for %1 and for nothing else, so there is nothing to compare it with.").arg(table->systems.front().title()));
}

void ParityView::updateDetails() {
    const QModelIndex index = m_view->currentIndex();
    const auto target = m_model.target(index);
    m_details->setText(index.isValid() ? m_model.details(index) : tr("Choose a cell to read what it says, and why."));
    m_alike->setVisible(m_model.isUnlike(index));
    if (const models::ParityTable *table = m_model.table(); table && !table->systems.empty())
        m_alike->setToolTip(tr("Write what %1 says into this platform's file. It is not saved until you save it; undo takes it back.").arg(table->systems[table->reference].title()));
    m_go->setVisible(target.has_value());
    m_go->setText(target ? tr("Open %1").arg(target->title) : QString());
    m_go->setToolTip(target ? target->file : QString());
}

void ParityView::open(const QModelIndex &index) {
    if (const auto target = m_model.target(index))
        Q_EMIT fileRequested(target->file, target->range);
}

/// One step of undo in each file that it needs.
void ParityView::makeAlike(const QModelIndex &index) {
    const auto changes = m_model.alike(index);
    base::Status status;
    if (!changes)
        status = std::unexpected(changes.error());
    std::map<const config::Document *, std::vector<config::Edit>> edits;
    for (const config::Carried &change : changes ? *changes : std::vector<config::Carried>())
        edits[change.document].push_back(change.edit);
    for (const auto &[document, list] : edits)
        if (status)
            status = m_workspace.apply(*document, list);
    if (!status)
        m_details->setText(tr("It cannot be made alike from here. %1").arg(status.error().message));
}

void ParityView::copy() const { QGuiApplication::clipboard()->setText(m_model.tabSeparated()); }

void ParityView::focusFilter() {
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

bool ParityView::eventFilter(QObject *watched, QEvent *event) {
    if (watched != m_view || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (key->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        open(m_view->currentIndex());
        return true;
    }
    if (key->text() == "/"_L1) {
        focusFilter();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ParityView::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    compute();
}

} // namespace ui
