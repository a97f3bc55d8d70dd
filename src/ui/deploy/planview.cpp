// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/planview.h"

#include "models/deploy/planmodel.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace ui {

namespace {

using models::PlanModel;

class PlanDelegate : public QStyledItemDelegate {
public:
    explicit PlanDelegate(PlanView *view) : QStyledItemDelegate(view), m_view(view) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {80, space::row}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        const Theme &theme = themeOf(m_view);
        const bool isPhase = PlanModel::stepOf(index) < 0;
        painter->save();
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? theme.selection : isPhase ? theme.window : theme.surface);
        QRect box = option.rect.adjusted(space::s, 0, -space::s, 0);
        const QVariant health = index.data(PlanModel::HealthRole);
        if (health.isValid()) {
            const auto state = static_cast<kube::HealthState>(health.toInt());
            paintStateMark(*painter, QRectF(box.left(), box.center().y() - 5.5, 12, 12), state, m_view->stale() ? theme.secondary : theme.state(state));
            box.adjust(12 + space::s, 0, 0, 0);
        }
        const bool name = index.column() == PlanModel::Object;
        const QFont font = isPhase && name ? uiFont(TextSize::Base, QFont::DemiBold) : name ? monoFont() : option.font;
        painter->setFont(font);
        painter->setPen(ink(index, isPhase, theme));
        const QVariant given = index.data(Qt::TextAlignmentRole);
        const int alignment = given.isValid() ? given.toInt() : static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
        const auto mode = name && !isPhase ? Qt::ElideMiddle : Qt::ElideRight;
        painter->drawText(box, alignment, QFontMetrics(font).elidedText(index.data().toString(), mode, box.width()));
        if (option.state & QStyle::State_HasFocus && name) {
            painter->setPen(theme.accent);
            painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }

private:
    QColor ink(const QModelIndex &index, bool isPhase, const Theme &theme) const {
        const auto change = static_cast<deploy::Change>(index.data(PlanModel::ChangeRole).toInt());
        if (m_view->stale() || (!isPhase && change == deploy::Change::Unchanged) || (isPhase && index.column() != PlanModel::Object))
            return theme.secondary;
        const bool refused = !isPhase && change == deploy::Change::Unknown;
        return refused && index.column() == PlanModel::Change ? theme.failed : theme.text;
    }

    PlanView *m_view;
};

} // namespace

PlanView::PlanView(QWidget *parent) : QTreeView(parent) {
    setAccessibleName(tr("Plan"));
    setItemDelegate(new PlanDelegate(this));
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(SelectRows);
    setFrameShape(NoFrame);
    setIndentation(space::l);
    setExpandsOnDoubleClick(false);
    header()->setStretchLastSection(true);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(this, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const int step = PlanModel::stepOf(index); step >= 0)
            Q_EMIT opened(step);
    });
}

void PlanView::setPlan(models::PlanModel *model) {
    m_plan = model;
    setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &QTreeView::expandAll);
    expandAll();
    header()->resizeSection(PlanModel::Object, 340);
    header()->resizeSection(PlanModel::Change, 96);
    header()->resizeSection(PlanModel::Differences, 64);
    header()->resizeSection(PlanModel::State, 132);
}

void PlanView::setStale(bool stale) {
    m_stale = stale;
    viewport()->update();
}

int PlanView::currentStep() const {
    return PlanModel::stepOf(currentIndex());
}

void PlanView::selectStep(int step) {
    const QModelIndex index = m_plan ? m_plan->indexOf(step) : QModelIndex();
    if (!index.isValid() || index == currentIndex().siblingAtColumn(0))
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

void PlanView::follow(int step) {
    if (m_plan && currentStep() < 0)
        scrollTo(m_plan->indexOf(step));
}

void PlanView::currentChanged(const QModelIndex &current, const QModelIndex &previous) {
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentStepChanged(PlanModel::stepOf(current));
}

void PlanView::keyPressEvent(QKeyEvent *event) {
    const bool open = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (open && currentStep() >= 0) {
        Q_EMIT opened(currentStep());
        return;
    }
    QTreeView::keyPressEvent(event);
}

} // namespace ui
