// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tableview.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int nameColumn = 1;
constexpr int nameLeast = 170; // pixels; below, the table scrolls sideways rather than hide which object it is
} // namespace

TableView::TableView(const QString &accessibleName, QWidget *parent)
    : QTableView(parent) {
    setAccessibleName(accessibleName);
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(space::row);
    verticalHeader()->setDefaultSectionSize(space::row);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(40);
    header->setFixedHeight(28);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) { showColumnMenu(horizontalHeader()->mapToGlobal(at)); });
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &index) { Q_EMIT opened(index.data(models::KeyRole).toString()); });
    m_fade.setSingleShot(true);
    m_fade.setInterval(CellDelegate::flashMilliseconds + 50);
    connect(&m_fade, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
}

void TableView::setTable(models::TableModel *model, const QHash<QString, int> &widths) {
    m_table = model;
    setModel(model);
    for (int i = 0; i < model->columns().size(); ++i) {
        const models::Column &column = model->columns().at(i);
        setColumnHidden(i, !column.shown);
        const int header = QFontMetrics(font()).horizontalAdvance(column.title) + 2 * space::s + 16; // room for the sort mark
        setColumnWidth(i, std::max(widths.value(column.id, 0), header));
    }
    sortByColumn(nameColumn, Qt::AscendingOrder);
    fitName();
    connect(model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
        if (roles.isEmpty())
            onDataChanged();
    });
}

void TableView::onDataChanged() {
    if (!m_fade.isActive())
        m_fade.start();
}

void TableView::setStale(bool stale) {
    if (stale == m_stale)
        return;
    m_stale = stale;
    viewport()->update();
}

QString TableView::currentKey() const { return currentIndex().data(models::KeyRole).toString(); }

kube::ObjectRef TableView::currentRef() const { return currentIndex().data(models::RefRole).value<kube::ObjectRef>(); }

bool TableView::selectKey(const QString &key) {
    const int row = m_table ? m_table->rowOf(key) : -1;
    if (row < 0)
        return false;
    if (key != currentKey()) {
        const QModelIndex index = m_table->index(row, nameColumn);
        setCurrentIndex(index);
        scrollTo(index);
    }
    return true;
}

QList<int> TableView::shownColumns() const {
    QList<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        if (const int logical = horizontalHeader()->logicalIndex(visual); !isColumnHidden(logical))
            columns << logical;
    }
    return columns;
}

QList<int> TableView::rowsToCopy() const {
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty()) {
        rows.resize(model()->rowCount());
        std::iota(rows.begin(), rows.end(), 0);
    }
    return rows;
}

QString TableView::joined(QChar separator, bool quoted) const {
    const auto field = [&](QString value) {
        value.replace(u'\u2009', u' '); // thin spaces are for eyes
        if (quoted && (value.contains(separator) || value.contains(u'"') || value.contains(u'\n')))
            return u'"' + value.replace(u'"', "\"\""_L1) + u'"';
        return value;
    };
    QStringList lines;
    QStringList cells;
    for (const int column : shownColumns())
        cells << field(model()->headerData(column, Qt::Horizontal).toString());
    lines << cells.join(separator);
    for (const int row : rowsToCopy()) {
        cells.clear();
        for (const int column : shownColumns())
            cells << field(model()->index(row, column).data().toString());
        lines << cells.join(separator);
    }
    return lines.join(u'\n') + u'\n';
}

QString TableView::text() const { return joined(u'\t', false); }

QString TableView::csv() const { return joined(u',', true); }

QByteArray TableView::saveColumns() const { return horizontalHeader()->saveState(); }

void TableView::restoreColumns(const QByteArray &state) {
    if (!state.isEmpty())
        horizontalHeader()->restoreState(state);
    fitName();
}

void TableView::fitName() {
    if (!m_table)
        return;
    int others = 0;
    for (const int column : shownColumns())
        others += column == nameColumn ? 0 : columnWidth(column);
    setColumnWidth(nameColumn, std::max(nameLeast, viewport()->width() - others));
}

void TableView::resizeEvent(QResizeEvent *event) {
    QTableView::resizeEvent(event);
    fitName();
}

void TableView::keyPressEvent(QKeyEvent *event) {
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(text());
    } else if (event->key() == Qt::Key_Slash) {
        Q_EMIT filterRequested();
    } else if (event->key() == Qt::Key_Escape) {
        Q_EMIT escaped();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT opened(currentKey());
    } else if (event->key() == Qt::Key_Home && event->modifiers() == Qt::NoModifier) {
        selectRow(0);
    } else if (event->key() == Qt::Key_End && event->modifiers() == Qt::NoModifier) {
        selectRow(model() ? model()->rowCount() - 1 : -1);
    } else {
        QTableView::keyPressEvent(event);
    }
}

void TableView::contextMenuEvent(QContextMenuEvent *event) {
    QMenu menu(this);
    if (currentIndex().isValid())
        Q_EMIT menuRequested(&menu);
    menu.addAction(tr("Copy as text"), this, [this] { QGuiApplication::clipboard()->setText(text()); });
    menu.addAction(tr("Copy as CSV"), this, [this] { QGuiApplication::clipboard()->setText(csv()); });
    menu.addAction(tr("Copy name"), this, [this] { QGuiApplication::clipboard()->setText(currentRef().name); })->setEnabled(currentIndex().isValid());
    menu.addSeparator();
    menu.addAction(tr("Columns…"), this, [this, at = event->globalPos()] { showColumnMenu(at); });
    menu.exec(event->globalPos());
}

void TableView::currentChanged(const QModelIndex &current, const QModelIndex &previous) {
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || current.isValid() != previous.isValid())
        Q_EMIT currentKeyChanged(current.data(models::KeyRole).toString());
}

void TableView::showColumnMenu(const QPoint &global) {
    if (!m_table)
        return;
    QMenu menu(this);
    for (int i = 0; i < m_table->columns().size(); ++i) {
        QAction *action = menu.addAction(m_table->columns().at(i).title);
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(i));
        action->setEnabled(i > 1); // state and name are always there
        connect(action, &QAction::toggled, this, [this, i](bool shown) {
            setColumnHidden(i, !shown);
            fitName();
        });
    }
    menu.exec(global);
}

} // namespace ui
