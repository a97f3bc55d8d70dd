// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The one control of time, below the map: the hours behind and ahead with now marked, which the map, the list and the chart follow; and play.
#pragma once

#include <QAbstractSlider>
#include <QDateTime>
#include <QTimer>

class QLabel;
class QToolButton;

namespace ui {

/// The value is an hour relative to now's: -48 to 24. Left and right go one hour, page keys six, Home and End to the ends.
class HourSlider : public QAbstractSlider {
    Q_OBJECT
public:
    explicit HourSlider(QWidget *parent = nullptr);
    /// now: the hour that 0 stands for.
    void setNow(const QDateTime &now);
    [[nodiscard]] QSize sizeHint() const override { return {320, 38}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 38}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void sliderChange(SliderChange change) override;

private:
    [[nodiscard]] double xOf(int hour) const;
    [[nodiscard]] int hourAt(double x) const;
    void paintDays(QPainter &painter, double groove) const;

    QDateTime m_now;
};

class TimeBar : public QWidget {
    Q_OBJECT
public:
    explicit TimeBar(QWidget *parent = nullptr);
    /// first, last: hours relative to now's, first <= 0 <= last.
    void setRange(int first, int last, const QDateTime &now);
    void setHour(int hour);
    [[nodiscard]] int hour() const;
    /// What is shown: "Thu 26 Nov 14:00", and "measured, 6 h ago".
    void setTexts(const QString &time, const QString &what);
    [[nodiscard]] QString text() const;
    void play();
    void pause();
    [[nodiscard]] bool isPlaying() const { return m_clock.isActive(); }

    static constexpr std::chrono::milliseconds step{350}; // of an hour while it plays

Q_SIGNALS:
    void hourChosen(int hour);

protected:
    void changeEvent(QEvent *event) override;

private:
    void advance();
    void applyLook();

    QToolButton *m_play;
    QToolButton *m_now;
    HourSlider *m_slider;
    QLabel *m_time;
    QLabel *m_what;
    QTimer m_clock;
};

} // namespace ui
