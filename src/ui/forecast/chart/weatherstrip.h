// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of weather below the chart of hours, on its time axis and with its cross-hair: measured solid, forecast dashed, each with the value that is read.
#pragma once

#include "models/forecast/weatherseries.h"

#include <QWidget>

namespace ui {

class WeatherStrip : public QWidget {
    Q_OBJECT
public:
    explicit WeatherStrip(QWidget *parent = nullptr);
    /// from, to: of the chart above. bucket: of the past.
    void setRows(const QList<models::WeatherRow> &rows, const QDateTime &from, const QDateTime &to, std::chrono::hours bucket);
    void setStale(bool stale);
    /// Invalid: none, and each row tells what was measured last, or is forecast first.
    void setCrossHair(const QDateTime &at);
    /// What a row, of those that are shown, says at the cross-hair or without one: "23 °C"; "–" where nothing is known.
    [[nodiscard]] QString readout(const models::WeatherRow &row) const;
    [[nodiscard]] const QList<models::WeatherRow> &rows() const { return m_rows; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    static constexpr int left = 34; // where the chart above has its plot
    static constexpr int right = 10;

Q_SIGNALS:
    /// The pointer moved over it; invalid: it left.
    void crossHairMoved(const QDateTime &at);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void paintRow(QPainter &painter, const models::WeatherRow &row, const QRectF &box) const;
    [[nodiscard]] double xOf(const QDateTime &time) const;
    void describe();

    QList<models::WeatherRow> m_rows;
    QDateTime m_from;
    QDateTime m_to;
    QDateTime m_crossHair;
    std::chrono::hours m_bucket{1};
    bool m_stale = false;
};

} // namespace ui
