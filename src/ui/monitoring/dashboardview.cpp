// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitoring/dashboardview.h"

#include "ui/monitoring/panelcard.h"
#include "ui/monitoring/chart/panelchart.h"
#include "ui/widgets/theme.h"

#include <QScrollBar>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace ui {

using models::monitoring::PanelState;

namespace {
constexpr int columns = 24; // Grafana's grid
constexpr int gap = space::s;
constexpr int unitLeast = 22; // pixels of a row of the grid
constexpr int unitMost = 32;
constexpr int widthLeast = 720;
} // namespace

DashboardView::DashboardView(const prometheus::Dashboard &board, QWidget *parent)
    : QScrollArea(parent)
    , m_data(new BoardData(board, this))
    , m_canvas(new QWidget) {
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(board.title);
    setWidget(m_canvas);
    for (int i = 0; i < int(board.panels.size()); ++i) {
        auto *card = new PanelCard(board.panels[i], m_canvas);
        m_cards.append(card);
        if (card->chart()) {
            connect(card->chart(), &PanelChart::crossHairMoved, this, [this](double time) {
                for (PanelCard *other : std::as_const(m_cards)) {
                    if (other->chart())
                        other->chart()->setCrossHair(time);
                }
            });
        }
    }
    connect(m_data, &BoardData::panelChanged, this, &DashboardView::showPanel);
    m_ages.setInterval(5s);
    connect(&m_ages, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            for (int i = 0; i < int(m_cards.size()); ++i) {
                if (m_cards[i]->view().state != PanelState::NoData && m_cards[i]->view().state != PanelState::Loading)
                    showPanel(i); // what was ready may be stale by now
            }
        }
    });
    m_ages.start();
    m_resized.setSingleShot(true);
    m_resized.setInterval(500ms);
    connect(&m_resized, &QTimer::timeout, this, [this] {
        if (isVisible() && m_data->fetched().isValid())
            refresh(true);
    });
}

DashboardView::~DashboardView() = default;

void DashboardView::showPanel(int panel) { m_cards[panel]->setView(m_data->view(panel, QDateTime::currentDateTimeUtc())); }

bool DashboardView::settled() const {
    return !m_data->loading() && m_data->fetched().isValid() &&
           std::ranges::all_of(m_cards, [](const PanelCard *card) { return card->view().state == PanelState::Ready || card->view().state == PanelState::NoData; });
}

void DashboardView::refresh(bool anew) {
    for (int i = 0; i < int(m_cards.size()); ++i)
        m_data->setPixels(i, m_cards[i]->pixels());
    m_data->refresh(anew);
}

void DashboardView::resizeEvent(QResizeEvent *event) {
    QScrollArea::resizeEvent(event);
    place();
    if (event->oldSize().width() != event->size().width())
        m_resized.start();
}

void DashboardView::place() {
    int rows = 1;
    for (const PanelCard *card : std::as_const(m_cards))
        rows = std::max(rows, card->panel().place.y() + card->panel().place.height());
    const int width = std::max(widthLeast, viewport()->width());
    const int unit = std::clamp((viewport()->height() - 2 * gap) / rows, unitLeast, unitMost);
    const double column = double(width - gap) / columns;
    for (PanelCard *card : std::as_const(m_cards)) {
        const QRect at = card->panel().place;
        const int left = gap + int(at.x() * column);
        const int right = gap + int((at.x() + at.width()) * column);
        card->setGeometry(left, gap + at.y() * unit, right - left - gap, at.height() * unit - gap);
    }
    m_canvas->resize(width, gap + rows * unit);
}

} // namespace ui
