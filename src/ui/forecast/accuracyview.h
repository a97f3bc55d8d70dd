// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How good the forecast was, for one city and pollutant: a verdict, four charts and the scores by lead. No score without its number and period.
#pragma once

#include "base/error.h"
#include "models/forecast/accuracy.h"

#include <QScrollArea>

class QLabel;
class QStackedWidget;
class QTableWidget;

namespace ui {

class Banner;
class EmptyState;
class ScorePlot;
class SecondaryLabel;

/// What the view shows; put together by the page.
struct AccuracyDetail {
    QString place; // empty: none is chosen
    models::Accuracy accuracy;
    bool loading = false;
    std::optional<base::Error> error;
    bool stale = false;
    bool synthetic = false;
    QString source;
    QDateTime fetched;
};

class AccuracyView : public QScrollArea {
    Q_OBJECT
public:
    explicit AccuracyView(QWidget *parent = nullptr);
    void setDetail(const AccuracyDetail &detail);
    [[nodiscard]] QTableWidget *table() const { return m_table; }

Q_SIGNALS:
    void retryRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOutPlots(); // beside each other where there is room
    void fillWords();
    void fillTable();
    [[nodiscard]] QString emptyText() const;

    AccuracyDetail m_detail;
    EmptyState *m_empty;
    QWidget *m_body;
    QStackedWidget *m_stack;
    QLabel *m_title;
    QLabel *m_verdict;
    SecondaryLabel *m_basis;
    Banner *m_banner;
    QWidget *m_plotHolder;
    QList<ScorePlot *> m_plots;
    int m_columns = 0;
    QWidget *m_tableTitle;
    QTableWidget *m_table;
    SecondaryLabel *m_note;
};

} // namespace ui
