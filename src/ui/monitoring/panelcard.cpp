// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitoring/panelcard.h"

#include "models/monitoring/valuetext.h"
#include "ui/monitoring/panelbody.h"
#include "ui/monitoring/chart/panelchart.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

using models::monitoring::PanelState;

namespace {
constexpr int head = 28; // pixels
} // namespace

PanelCard::PanelCard(const prometheus::Panel &panel, QWidget *parent)
    : QWidget(parent)
    , m_panel(panel)
    , m_stack(new QStackedLayout)
    , m_body(new PanelBody) {
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, head, space::m, space::s);
    layout->addLayout(m_stack); // before it has widgets: it shows the first one, which must not be a window
    m_body->setPanel(panel);
    if (panel.kind == prometheus::Panel::Kind::Lines) {
        m_drawing = new QWidget;
        m_chart = new PanelChart;
        m_legend = new PanelLegend;
        m_chart->setPanel(panel);
        auto *column = new QVBoxLayout(m_drawing);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(2);
        column->addWidget(m_chart, 1);
        column->addWidget(m_legend);
        m_stack->addWidget(m_drawing);
    }
    m_stack->addWidget(m_body);
    QStringList about{panel.description};
    for (const prometheus::PanelQuery &query : panel.queries)
        about << query.expression;
    about.removeAll(QString());
    setToolTip(about.join(u'\n'));
    setAccessibleName(panel.title);
    setView({});
}

int PanelCard::pixels() const { return m_chart ? m_chart->plotWidth() : width(); }

void PanelCard::setView(const models::monitoring::PanelView &view) {
    m_view = view;
    m_body->setView(view);
    if (m_chart) {
        m_stack->setCurrentWidget(view.curves.isEmpty() ? static_cast<QWidget *>(m_body) : m_drawing);
        m_chart->setView(view);
        m_legend->setView(view);
    }
    setAccessibleDescription(view.stateText);
    update();
}

void PanelCard::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    painter.setPen(theme.border);
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::radius, space::radius);
    const QRect row(space::m, 6, width() - 2 * space::m, 18);
    painter.setFont(uiFont(TextSize::Base, QFont::DemiBold));
    painter.setPen(theme.text);
    const QString title = painter.fontMetrics().elidedText(m_panel.title, Qt::ElideRight, row.width());
    const int used = painter.fontMetrics().horizontalAdvance(title);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    QRect rest = row.adjusted(used + space::s, 0, 0, 0);
    painter.setFont(uiFont(TextSize::Secondary));
    painter.setPen(theme.secondary);
    const QString unit = m_chart ? models::monitoring::unitName(m_panel.unit) : QString();
    if (const int width = painter.fontMetrics().horizontalAdvance(unit); !unit.isEmpty() && width < rest.width()) {
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, unit);
        rest.setLeft(rest.left() + width + space::s);
    }
    if (m_panel.kind != prometheus::Panel::Kind::Number && !m_view.curves.isEmpty() && m_view.state != PanelState::Ready && m_view.state != PanelState::Loading)
        paintState(painter, rest);
}

/// At the right of the title, while there is something old to look at; else the body says it.
void PanelCard::paintState(QPainter &painter, const QRect &area) const {
    const Theme &theme = themeOf(this);
    const bool stale = m_view.state == PanelState::Stale;
    const int mark = stale ? 0 : 16;
    const QString text = painter.fontMetrics().elidedText(m_view.stateText, Qt::ElideRight, area.width() - mark);
    const int width = painter.fontMetrics().horizontalAdvance(text);
    painter.setPen(theme.secondary);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, text);
    if (!stale)
        paintStateMark(painter, QRectF(area.right() - width - 15, area.center().y() - 5, 11, 11), kube::HealthState::Unknown, theme.secondary);
}

} // namespace ui
