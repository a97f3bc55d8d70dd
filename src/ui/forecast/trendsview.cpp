// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/trendsview.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

TrendsView::TrendsView(QWidget *parent)
    : QScrollArea(parent)
    , m_body(new QWidget)
    , m_title(new QLabel(m_body))
    , m_basis(new SecondaryLabel({}, m_body))
    , m_compare(new QPushButton(m_body))
    , m_banner(new Banner(m_body))
    , m_places(new ComparePlot(m_body))
    , m_calendar(new CalendarPlot(m_body))
    , m_week(new WeekPlot(m_body)) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Trends"));
    m_title->setFont(uiFont(TextSize::Title, QFont::DemiBold));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_basis->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_compare);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(space::l, space::m, space::l, space::l);
    column->setSpacing(space::m);
    column->addLayout(head);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_basis, m_banner, m_places, m_calendar, m_week})
        column->addWidget(widget);
    column->addStretch(1);
    setWidget(m_body);
    connect(m_banner, &Banner::actionTriggered, this, &TrendsView::retryRequested);
    connect(m_compare, &QPushButton::clicked, this, &TrendsView::compareToggled);
    setDetail({});
}

void TrendsView::setDetail(const TrendsDetail &detail) {
    m_title->setText(detail.place.isEmpty() ? tr("No place is selected") : tr("%1, the last 30 days").arg(detail.place));
    QString basis = detail.loading ? tr("Reading the hours …") : detail.trends.isEmpty() ? tr("Nothing was measured here in the last 30 days.") : tr("%1 hours, %2").arg(detail.trends.hours).arg(detail.basis);
    if (!detail.source.isEmpty() && !detail.loading)
        basis = tr("%1 · from %2").arg(basis, detail.source);
    m_basis->setText(detail.place.isEmpty() ? tr("Choose a circle on the map, or a city in the list.") : basis);
    m_compare->setVisible(!detail.place.isEmpty());
    m_compare->setText(detail.isCompared ? tr("Take out of the comparison") : tr("Compare"));
    m_compare->setEnabled(detail.isCompared || !detail.isFull);
    m_compare->setToolTip(detail.isFull && !detail.isCompared ? tr("Six places are compared already; take one of them out first") : tr("Keep this place in the chart while others are selected"));
    if (detail.error)
        m_banner->showError(tr("The past could not be read"), *detail.error, tr("Try again"));
    else
        m_banner->clear();
    for (PlotCard *card : std::initializer_list<PlotCard *>{m_places, m_calendar, m_week})
        card->setStale(detail.stale);
    m_places->setPlaces(detail.compared, detail.now);
    m_calendar->setTrends(detail.trends, detail.categories);
    m_week->setTrends(detail.trends, detail.categories);
}

} // namespace ui
