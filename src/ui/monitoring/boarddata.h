// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the questions of one dashboard's panels, a few at a time, and keeps their last good answers.
#pragma once

#include "models/monitoring/panelview.h"
#include "prometheus/client.h"

#include <QObject>

#include <vector>

namespace ui {

class BoardData : public QObject {
    Q_OBJECT
public:
    explicit BoardData(prometheus::Dashboard board, QObject *parent = nullptr);
    ~BoardData() override;

    /// Null: nothing can be asked. Must be valid until the next call. What is under way is given up; what is there stays.
    void setClient(prometheus::Client *client);
    void forget(); // another environment
    /// Lines reach back this far; numbers and bars show the present.
    void setRange(std::chrono::seconds range);
    void setPixels(int panel, int pixels) { m_panels[std::size_t(panel)].pixels = pixels; }
    /// Anew: gives up what is under way, because what is wanted has changed. Else nothing where it is under way.
    void refresh(bool anew = false);
    void stop();

    [[nodiscard]] const prometheus::Dashboard &board() const { return m_board; }
    [[nodiscard]] models::monitoring::PanelView view(int panel, const QDateTime &now) const;
    [[nodiscard]] bool loading() const { return m_running > 0 || !m_waiting.isEmpty(); }
    [[nodiscard]] QDateTime fetched() const { return m_fetched; }               // the last good answer of any panel
    [[nodiscard]] std::optional<base::Error> trouble() const { return m_trouble; } // nobody was there to answer, at the last try

    static constexpr int atOnce = 3; // panels; Prometheus answers twenty queries at a time, and others ask too

Q_SIGNALS:
    void panelChanged(int panel);
    void finished();

private:
    struct State {
        int pixels = 300;
        models::monitoring::PanelAnswers answers;
        // The try under way:
        prometheus::RangePlan plan;
        std::vector<prometheus::Asked<prometheus::QueryResult>> asked;
        QList<prometheus::QueryResult> arrived;
        std::optional<base::Error> failed;
        int pending = 0;
    };
    void next();
    void askPanel(int panel);
    void onAnswer(int panel, int query, const base::Result<prometheus::QueryResult> &answer);
    void onPanel(int panel);
    [[nodiscard]] prometheus::RangePlan planFor(int panel) const;

    prometheus::Dashboard m_board;
    prometheus::Client *m_client = nullptr;
    std::vector<State> m_panels;
    QList<int> m_waiting;
    int m_running = 0;
    quint64 m_generation = 0;
    std::chrono::seconds m_range{3600};
    QDateTime m_fetched;
    std::optional<base::Error> m_trouble;
};

} // namespace ui
