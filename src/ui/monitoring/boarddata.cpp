// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitoring/boarddata.h"

#include "prometheus/answer.h"
#include "prometheus/receive.h"

namespace ui {

using prometheus::Panel;

namespace {
constexpr qint64 present = 900; // seconds that a number's question reaches back, to see that a series has ended
constexpr int presentPoints = 16;
} // namespace

BoardData::BoardData(prometheus::Dashboard board, QObject *parent)
    : QObject(parent)
    , m_board(std::move(board))
    , m_panels(std::size_t(m_board.panels.size())) {}

BoardData::~BoardData() { stop(); }

void BoardData::stop() {
    ++m_generation;
    for (State &panel : m_panels) {
        for (auto &asked : panel.asked)
            asked.cancel();
        panel.asked.clear();
        panel.answers.loading = false;
        panel.pending = 0;
    }
    m_waiting.clear();
    m_running = 0;
}

void BoardData::setClient(prometheus::Client *client) {
    stop();
    m_client = client;
}

void BoardData::forget() {
    for (State &panel : m_panels)
        panel.answers = {};
    m_fetched = {};
    m_trouble.reset();
    for (int i = 0; i < int(m_panels.size()); ++i)
        Q_EMIT panelChanged(i);
}

void BoardData::setRange(std::chrono::seconds range) {
    if (range == m_range)
        return;
    m_range = range;
    if (m_fetched.isValid())
        refresh(true);
}

void BoardData::refresh(bool anew) {
    if (!m_client || (loading() && !anew))
        return;
    stop();
    m_trouble.reset();
    for (int i = 0; i < int(m_panels.size()); ++i)
        m_waiting.append(i);
    next();
}

void BoardData::next() {
    while (m_running < atOnce && !m_waiting.isEmpty())
        askPanel(m_waiting.takeFirst());
}

prometheus::RangePlan BoardData::planFor(int panel) const {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (m_board.panels[panel].kind != Panel::Kind::Lines)
        return prometheus::planRange(now.addSecs(-present), now, presentPoints, 60);
    return prometheus::planRange(now.addSecs(-m_range.count()), now, m_panels[std::size_t(panel)].pixels);
}

void BoardData::askPanel(int panel) {
    State &state = m_panels[std::size_t(panel)];
    const auto &queries = m_board.panels[panel].queries;
    ++m_running;
    state.plan = planFor(panel);
    state.arrived = QList<prometheus::QueryResult>(queries.size());
    state.failed.reset();
    state.pending = int(queries.size());
    state.answers.loading = true;
    for (int i = 0; i < int(queries.size()); ++i) {
        auto asked = m_client->queryRange(queries[i].expression, state.plan);
        state.asked.push_back(asked);
        prometheus::receive(asked, this, [this, panel, i, generation = m_generation](const base::Result<prometheus::QueryResult> &answer) {
            if (generation == m_generation)
                onAnswer(panel, i, answer);
        });
    }
}

void BoardData::onAnswer(int panel, int query, const base::Result<prometheus::QueryResult> &answer) {
    State &state = m_panels[std::size_t(panel)];
    if (answer)
        state.arrived[query] = *answer;
    else if (!state.failed)
        state.failed = answer.error();
    if (--state.pending == 0)
        onPanel(panel);
}

void BoardData::onPanel(int panel) {
    State &state = m_panels[std::size_t(panel)];
    state.asked.clear();
    state.answers.loading = false;
    state.answers.error = state.failed;
    if (!state.failed) {
        state.answers.plan = state.plan;
        state.answers.results = state.arrived;
        m_fetched = QDateTime::currentDateTimeUtc();
    } else if (prometheus::isUnreachable(*state.failed)) {
        m_trouble = state.failed;
    }
    state.arrived.clear();
    --m_running;
    Q_EMIT panelChanged(panel);
    next();
    if (!loading())
        Q_EMIT finished();
}

models::monitoring::PanelView BoardData::view(int panel, const QDateTime &now) const {
    return models::monitoring::panelView(m_board.panels[panel], m_panels[std::size_t(panel)].answers, now);
}

} // namespace ui
