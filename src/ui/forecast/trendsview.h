// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The last 30 days of the selected place, and up to six places beside each other.
#pragma once

#include "base/error.h"
#include "ui/forecast/chart/trendplot.h"

#include <QScrollArea>

class QLabel;
class QPushButton;

namespace ui {

class Banner;
class EmptyState;
class SecondaryLabel;

struct TrendsDetail {
    QString place; // empty: none is chosen
    QString basis; // "India NAQI, all pollutants"
    models::Trends trends;
    QList<ComparedPlace> compared;
    QList<forecast::Category> categories;
    QDateTime now;
    bool isCompared = false; // the place is among them
    bool isFull = false;     // no more fit
    bool loading = false;
    std::optional<base::Error> error;
    bool stale = false;
    QString source;
};

class TrendsView : public QScrollArea {
    Q_OBJECT
public:
    explicit TrendsView(QWidget *parent = nullptr);
    void setDetail(const TrendsDetail &detail);
    [[nodiscard]] QPushButton *compareButton() const { return m_compare; }
    [[nodiscard]] ComparePlot *comparePlot() const { return m_places; }

Q_SIGNALS:
    void retryRequested();
    /// The selected place into the comparison, or out of it.
    void compareToggled();

private:
    QWidget *m_body;
    QLabel *m_title;
    SecondaryLabel *m_basis;
    QPushButton *m_compare;
    Banner *m_banner;
    ComparePlot *m_places;
    CalendarPlot *m_calendar;
    WeekPlot *m_week;
};

} // namespace ui
