// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/hourtable.h"

#include "ui/widgets/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace ui {

namespace {
constexpr int shownRows = 8; // the rest is scrolled to
}

HourTableView::HourTableView(models::HourTableModel *model, QWidget *parent)
    : QTableView(parent)
    , m_model(model) {
    setModel(model);
    setAccessibleName(tr("Hours as a table"));
    setSelectionBehavior(SelectRows);
    setFrameShape(NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false); // Tab leaves it
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(space::row);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(models::HourTableModel::Word, QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    setFixedHeight(horizontalHeader()->sizeHint().height() + shownRows * space::row + 2);
    auto *action = new QAction(tr("Copy"), this);
    connect(action, &QAction::triggered, this, &HourTableView::copy);
    addAction(action);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

QString HourTableView::text() const {
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows.append(index.row());
    if (rows.isEmpty()) {
        rows.resize(m_model->rowCount());
        std::iota(rows.begin(), rows.end(), 0);
    }
    std::ranges::sort(rows); // as they are shown, not as they were clicked
    return m_model->text(rows);
}

void HourTableView::copy() const { QGuiApplication::clipboard()->setText(text()); }

void HourTableView::keyPressEvent(QKeyEvent *event) {
    if (event->matches(QKeySequence::Copy))
        return copy();
    QTableView::keyPressEvent(event);
}

HourTable::HourTable(QWidget *parent)
    : QWidget(parent)
    , m_fold(new QToolButton(this))
    , m_view(new HourTableView(&m_model, this)) {
    m_fold->setText(tr("Hours as a table"));
    m_fold->setToolTip(tr("The same hours in numbers; Ctrl+C copies the selected rows, or all"));
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addWidget(m_fold, 0, Qt::AlignLeft);
    column->addWidget(m_view);
    connect(m_fold, &QToolButton::toggled, this, &HourTable::setOpen);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            Q_EMIT hourSelected(current.data(models::HourTableModel::AtRole).toDateTime());
    });
    setOpen(false);
}

void HourTable::setSeries(const models::HourSeries &series) {
    const int rows = m_model.rowCount();
    m_model.setSeries(series);
    if (m_model.rowCount() != rows)
        scrollToNow();
}

void HourTable::setStale(bool stale) {
    QPalette palette; // the application's
    if (stale)
        palette.setColor(QPalette::Text, themeOf(this).secondary);
    m_view->setPalette(palette);
}

void HourTable::setOpen(bool open) {
    m_fold->setChecked(open);
    m_fold->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_view->setVisible(open);
    if (open)
        scrollToNow();
}

bool HourTable::isOpen() const { return m_fold->isChecked(); }

void HourTable::scrollToNow() {
    if (const int row = m_model.firstAhead(); row >= 0)
        m_view->scrollTo(m_model.index(std::max(0, row - 2), 0), QAbstractItemView::PositionAtTop); // two that were measured lead up to it
}

} // namespace ui
