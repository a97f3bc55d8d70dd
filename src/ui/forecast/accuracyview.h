// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How good the forecast was, for one city and pollutant: a verdict, four charts and the scores by lead. No score without its number and period.
#pragma once

#include "base/error.h"
#include "database/forecastarchive.h"
#include "models/forecast/accuracy.h"

#include <QScrollArea>

class QComboBox;
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
    database::PredictionTime meaning = database::PredictionTime::Target; // of the stored time, as it was read
    std::optional<database::PredictionTime> wanted; // nothing: found out
    QString source;
    QDateTime fetched;
};

class AccuracyView : public QScrollArea {
    Q_OBJECT
public:
    explicit AccuracyView(QWidget *parent = nullptr);
    void setDetail(const AccuracyDetail &detail);
    [[nodiscard]] QTableWidget *table() const { return m_table; }
    [[nodiscard]] QComboBox *meaning() const { return m_meaning; }

Q_SIGNALS:
    void retryRequested();
    /// How the stored time is to be read; nothing: as the rows tell it.
    void meaningChosen(std::optional<database::PredictionTime> meaning);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOutPlots(); // beside each other where there is room
    void fillWords();
    void fillTable();
    [[nodiscard]] QWidget *makeMeaning();
    void fillMeaning();
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
    SecondaryLabel *m_meaningLabel;
    QComboBox *m_meaning;
};

} // namespace ui
