// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitoring/panelbody.h"

#include "ui/widgets/statemark.h"
#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

using models::monitoring::Curve;
using models::monitoring::PanelState;
using prometheus::Panel;

PanelBody::PanelBody(QWidget *parent)
    : QWidget(parent) {}

void PanelBody::setView(const models::monitoring::PanelView &view) {
    m_view = view;
    setAccessibleName(u"%1: %2"_s.arg(m_panel.title, view.number.isEmpty() ? view.stateText : view.number));
    update();
}

bool PanelBody::isGrey() const { return m_view.state == PanelState::Stale || m_view.state == PanelState::Unreachable || m_view.state == PanelState::Refused; }

void PanelBody::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    if (m_view.curves.isEmpty())
        return paintReason(painter, theme);
    if (m_panel.kind == Panel::Kind::Number)
        paintNumber(painter, theme);
    else
        paintBars(painter, theme);
}

/// The number, and beside it in words that it is above a threshold.
void PanelBody::paintNumber(QPainter &painter, const Theme &theme) const {
    const bool exceeded = m_view.level >= 0 && m_view.level < m_panel.thresholds.size() && !isGrey();
    const bool critical = exceeded && m_panel.thresholds[m_view.level].color == "red"_L1;
    const kube::HealthState state = critical ? kube::HealthState::Failed : kube::HealthState::Degraded;
    painter.setFont(uiFont(TextSize::Large, QFont::DemiBold));
    painter.setPen(isGrey() ? theme.secondary : exceeded ? theme.state(state) : theme.text);
    const QRect row(0, std::max(0, (height() - 44) / 2), width(), 26);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(m_view.number, Qt::ElideRight, width()));
    if (isGrey()) {
        painter.setFont(uiFont(TextSize::Secondary));
        painter.drawText(row.translated(0, 22), Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(m_view.stateText, Qt::ElideRight, width()));
    }
    if (!exceeded)
        return;
    const QRect below = row.translated(0, 24).adjusted(16, 0, 0, -8);
    paintStateMark(painter, QRectF(0, below.center().y() - 5.5, 12, 12), state, theme.state(state));
    painter.setFont(uiFont(TextSize::Secondary));
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, critical ? tr("critical") : tr("warning"));
}

void PanelBody::paintBars(QPainter &painter, const Theme &theme) const {
    const double most = std::ranges::max(m_view.curves, {}, &Curve::last).last;
    const int row = std::clamp(height() / int(std::max<qsizetype>(1, m_view.curves.size())), 18, 36);
    int top = 0;
    painter.setFont(uiFont(TextSize::Secondary));
    for (const Curve &curve : m_view.curves) {
        const QRect words(0, top, width(), 15);
        painter.setPen(isGrey() ? theme.secondary : theme.text);
        const int value = painter.fontMetrics().horizontalAdvance(curve.lastText);
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, curve.lastText);
        painter.drawText(words.adjusted(0, 0, -value - space::s, 0), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(curve.name, Qt::ElideMiddle, width() - value - space::s));
        if (row >= 24) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.raised);
            painter.drawRoundedRect(QRectF(0, top + 17, width(), 6), 3, 3);
            painter.setBrush(isGrey() ? theme.outline : theme.series[curve.color % theme.series.size()]);
            painter.drawRoundedRect(QRectF(0, top + 17, most > 0 ? std::max(2.0, width() * std::max(0.0, curve.last) / most) : 0, 6), 3, 3);
        }
        top += row;
    }
}

/// Two lines, a little above the middle; the second may wrap.
void PanelBody::paintReason(QPainter &painter, const Theme &theme) const {
    const bool tall = height() > 80;
    const int top = std::max(0, height() / 2 - (tall ? 30 : 22));
    painter.setPen(theme.secondary);
    painter.setFont(uiFont(TextSize::Base, QFont::DemiBold));
    const Qt::Alignment side = m_panel.kind == Panel::Kind::Number ? Qt::AlignLeft : Qt::AlignHCenter;
    painter.drawText(QRect(0, top, width(), 20), side | Qt::AlignVCenter, painter.fontMetrics().elidedText(m_view.stateText, Qt::ElideRight, width()));
    if (!tall)
        return;
    painter.setFont(uiFont(TextSize::Secondary));
    painter.drawText(QRect(space::m, top + 22, width() - 2 * space::m, height() - top - 22), side | Qt::AlignTop | Qt::TextWordWrap, m_view.advice);
}

PanelLegend::PanelLegend(QWidget *parent)
    : QWidget(parent) {
    fit();
}

void PanelLegend::setView(const models::monitoring::PanelView &view) {
    m_view = view;
    fit();
    update();
}

int PanelLegend::columns() const { return m_view.curves.size() + (m_view.left > 0 ? 1 : 0) < 2 ? 1 : width() > 420 ? 3 : 2; }

void PanelLegend::fit() {
    const int entries = int(m_view.curves.size()) + (m_view.left > 0 ? 1 : 0);
    setFixedHeight(std::max(1, (entries + columns() - 1) / columns()) * line);
}

void PanelLegend::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    fit();
}

void PanelLegend::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    const bool grey = m_view.state != PanelState::Ready;
    const int wide = width() / columns();
    painter.setFont(uiFont(TextSize::Secondary));
    const auto cell = [&](int index) { return QRect(index % columns() * wide, index / columns() * line, wide - space::m, line); };
    int index = 0;
    for (const Curve &curve : std::as_const(m_view.curves)) {
        const QRect box = cell(index++);
        painter.setPen(QPen(grey ? theme.outline : theme.series[curve.color % theme.series.size()], 3));
        painter.drawLine(QPointF(box.left() + 2, box.center().y() + 0.5), QPointF(box.left() + 12, box.center().y() + 0.5));
        const int value = painter.fontMetrics().horizontalAdvance(curve.lastText);
        const QRect words = box.adjusted(18, 0, 0, 0);
        painter.setPen(theme.secondary);
        painter.drawText(words.adjusted(0, 0, -value - space::xs, 0), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(curve.name, Qt::ElideMiddle, words.width() - value - space::s));
        painter.setPen(grey ? theme.secondary : theme.text);
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, curve.lastText);
    }
    if (m_view.left > 0) {
        painter.setPen(theme.secondary);
        painter.drawText(cell(index), Qt::AlignLeft | Qt::AlignVCenter, tr("and %1 lower ones").arg(m_view.left));
    }
}

} // namespace ui
