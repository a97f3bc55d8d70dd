// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/watchview.h"

#include "base/duration.h"
#include "models/forecast/airmap.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {
enum WatchColumn { PlaceColumn, LevelColumn, SaysColumn, AgeColumn, WatchColumns };
} // namespace

WatchView::WatchView(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_table(new QTableWidget(0, WatchColumns, this))
    , m_add(new QPushButton(this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_note(new SecondaryLabel({}, this)) {
    m_table->setHorizontalHeaderLabels({tr("Place"), tr("Tell me from"), tr("The forecast"), tr("Age")});
    m_table->horizontalHeader()->setSectionResizeMode(SaysColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(2 * space::row);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(true);
    m_table->setAccessibleName(tr("Watched places, those that cross their level first"));
    m_note->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::l);
    column->setSpacing(space::m);
    column->addLayout(buttons);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    column->addWidget(m_stack, 1);
    column->addWidget(m_note);
    connect(m_add, &QPushButton::clicked, this, &WatchView::addRequested);
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removeRequested(current()); });
    connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] { m_remove->setEnabled(current() >= 0); });
    connect(m_table, &QTableWidget::itemActivated, this, [this](QTableWidgetItem *item) { Q_EMIT placeRequested(m_rows.value(item->row()).watch.place); });
    connect(m_table, &QTableWidget::itemChanged, this, [this](QTableWidgetItem *item) {
        if (!m_filling && item->column() == PlaceColumn)
            Q_EMIT changed(item->row(), m_rows.value(item->row()).watch.level, item->checkState() == Qt::Checked);
    });
    setRows({}, {});
}

int WatchView::current() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.first().row();
}

void WatchView::setRows(const QList<WatchRow> &rows, const QString &place) {
    m_rows = rows;
    m_add->setText(place.isEmpty() ? tr("Watch a place") : tr("Watch %1").arg(place));
    m_add->setEnabled(!place.isEmpty());
    m_add->setToolTip(place.isEmpty() ? tr("Choose a city or a station first") : tr("With the standard and the pollutant that are chosen at the left"));
    m_empty->setText(tr("No place is watched"),
        tr("Choose a place and watch it: when its forecast crosses a level, the desktop tells you, whichever page is open. After a start of the console open this page once."));
    m_stack->setCurrentWidget(rows.isEmpty() ? static_cast<QWidget *>(m_empty) : m_table);
    fill();
}

void WatchView::setNote(const QString &note) {
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void WatchView::fill() {
    const int row = current();
    m_filling = true;
    m_table->setRowCount(static_cast<int>(m_rows.size()));
    for (int i = 0; i < m_table->rowCount(); ++i)
        fillRow(i);
    m_filling = false;
    for (const int column : {PlaceColumn, LevelColumn, AgeColumn})
        m_table->resizeColumnToContents(column);
    if (row >= 0 && row < m_table->rowCount())
        m_table->selectRow(row);
    m_remove->setEnabled(current() >= 0);
}

void WatchView::fillRow(int row) {
    const WatchRow &shown = m_rows[row];
    const models::Watch &watch = shown.watch;
    const Theme &theme = themeOf(this);
    const QString what = watch.pollutant.isEmpty() ? shown.standard.name() : tr("%1, %2").arg(shown.standard.name(), models::pollutantName(watch.pollutant));
    auto *place = new QTableWidgetItem(watch.name + u'\n' + what);
    place->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
    place->setCheckState(watch.enabled ? Qt::Checked : Qt::Unchecked);
    place->setToolTip(tr("Ticked: it is watched"));
    m_table->setItem(row, PlaceColumn, place);

    auto *level = new QComboBox;
    level->setAccessibleName(tr("Level of %1").arg(watch.name));
    for (const forecast::Category &category : shown.standard.categories())
        if (category.from > 0)
            level->addItem(shown.standard.inBands() ? category.word : tr("%1, %2").arg(category.from).arg(category.word), category.from);
    level->setCurrentIndex(std::max(0, level->findData(watch.level)));
    connect(level, &QComboBox::activated, this, [this, row, level] { Q_EMIT changed(row, level->currentData().toInt(), m_rows.value(row).watch.enabled); });
    auto *holder = new QWidget; // the row is two lines high, a box of choices is not
    auto *inside = new QHBoxLayout(holder);
    inside->setContentsMargins(space::xs, 0, space::s, 0);
    inside->addWidget(level, 0, Qt::AlignVCenter);
    m_table->setCellWidget(row, LevelColumn, holder);

    const bool crossed = watch.enabled && shown.crossing && shown.crossing->isCrossed();
    auto *says = new QTableWidgetItem(!watch.enabled ? tr("not watched") : shown.crossing ? models::crossingText(*shown.crossing, shown.standard, watch.level) : shown.trouble);
    says->setForeground(crossed ? theme.degraded : shown.crossing ? theme.text : theme.secondary);
    if (crossed)
        says->setFont(uiFont(TextSize::Base, QFont::DemiBold));
    says->setToolTip(says->text());
    m_table->setItem(row, SaysColumn, says);
    auto *age = new QTableWidgetItem(shown.fetched.isValid() ? base::ageText(shown.fetched, QDateTime::currentDateTimeUtc()) : u"–"_s);
    age->setForeground(theme.secondary);
    m_table->setItem(row, AgeColumn, age);
}

void WatchView::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Delete && current() >= 0)
        return Q_EMIT removeRequested(current());
    QWidget::keyPressEvent(event);
}

void WatchView::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fill();
}

} // namespace ui
