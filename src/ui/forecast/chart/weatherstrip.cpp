// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/chart/weatherstrip.h"

#include "ui/widgets/theme.h"

#include <QEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 46;
constexpr int wordsHeight = 16;

/// Lowest and highest of the row, a little apart where all are alike.
std::pair<double, double> extent(const models::WeatherRow &row) {
    double lowest = row.fromZero ? 0 : 1e9;
    double highest = row.fromZero ? 1 : -1e9;
    for (const auto *values : {&row.past, &row.ahead})
        for (const auto &[at, value] : *values) {
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
        }
    return highest - lowest < 1 ? std::pair(lowest - 0.5, highest + 0.5) : std::pair(lowest, highest);
}

} // namespace

WeatherStrip::WeatherStrip(QWidget *parent)
    : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Weather, on the time of the chart above"));
}

QSize WeatherStrip::sizeHint() const { return {240, static_cast<int>(m_rows.size()) * rowHeight}; }

void WeatherStrip::setRows(const QList<models::WeatherRow> &rows, const QDateTime &from, const QDateTime &to, std::chrono::hours bucket) {
    m_rows = rows;
    m_from = from;
    m_to = to;
    m_bucket = bucket;
    updateGeometry();
    describe();
}

void WeatherStrip::setStale(bool stale) {
    m_stale = stale;
    update();
}

void WeatherStrip::setCrossHair(const QDateTime &at) {
    if (at == m_crossHair)
        return;
    m_crossHair = at;
    describe();
}

QString WeatherStrip::readout(const models::WeatherRow &row) const {
    auto value = m_crossHair.isValid() ? row.at(m_crossHair, m_bucket) : std::nullopt;
    if (!m_crossHair.isValid())
        value = row.past.isEmpty() ? row.ahead.first().second : row.past.last().second;
    return value ? tr("%1 %2").arg(QLocale().toString(*value, 'f', row.decimals), row.unit) : u"–"_s;
}

void WeatherStrip::describe() {
    QStringList words;
    for (const models::WeatherRow &row : std::as_const(m_rows))
        words.append(tr("%1 %2").arg(row.name, readout(row)));
    setAccessibleDescription(words.join(tr(", ")));
    update();
}

double WeatherStrip::xOf(const QDateTime &time) const {
    const double all = std::max(1.0, static_cast<double>(m_from.msecsTo(m_to)));
    return left + (width() - left - right) * static_cast<double>(m_from.msecsTo(time)) / all;
}

void WeatherStrip::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(uiFont(TextSize::Secondary));
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        paintRow(painter, m_rows[i], QRectF(0, static_cast<double>(i) * rowHeight, width(), rowHeight));
    if (!m_crossHair.isValid())
        return;
    painter.setPen(QPen(themeOf(this).outline, 1));
    painter.drawLine(QPointF(xOf(m_crossHair), 0), QPointF(xOf(m_crossHair), height()));
}

void WeatherStrip::paintRow(QPainter &painter, const models::WeatherRow &row, const QRectF &box) const {
    const Theme &theme = themeOf(this);
    const QRectF words(left, box.top(), box.width() - left - right, wordsHeight);
    const QRectF plot(left, box.top() + wordsHeight, words.width(), box.height() - wordsHeight - 6);
    const auto [lowest, highest] = extent(row);
    painter.setPen(theme.secondary);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, row.name);
    painter.setPen(m_stale ? theme.secondary : theme.text);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, readout(row));
    painter.setPen(theme.secondary);
    const auto number = [&](double value) { return QLocale().toString(value, 'f', row.decimals); };
    painter.drawText(QRectF(0, plot.top() - 8, left - 6, 16), Qt::AlignRight | Qt::AlignVCenter, number(highest));
    painter.drawText(QRectF(0, plot.bottom() - 8, left - 6, 16), Qt::AlignRight | Qt::AlignVCenter, number(lowest));
    painter.setPen(theme.border);
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    painter.save();
    painter.setClipRect(plot.adjusted(0, -2, 0, 2));
    const auto draw = [&](const QList<std::pair<QDateTime, double>> &values, Qt::PenStyle style, double apart) {
        painter.setPen(QPen(m_stale ? theme.secondary : theme.accent, 1.6, style));
        QPolygonF run;
        QDateTime before;
        for (const auto &[at, value] : values) {
            if (before.isValid() && static_cast<double>(before.secsTo(at)) > apart * static_cast<double>(std::chrono::seconds(m_bucket).count())) { // a gap
                painter.drawPolyline(run);
                run.clear();
            }
            run.append({xOf(at), plot.bottom() - plot.height() * (value - lowest) / (highest - lowest)});
            before = at;
        }
        painter.drawPolyline(run);
    };
    draw(row.past, Qt::SolidLine, 1.5);
    draw(row.past.isEmpty() ? row.ahead : QList{row.past.last()} + row.ahead, Qt::DashLine, 2.1); // the hour that runs is neither measured nor forecast
    painter.restore();
}

void WeatherStrip::mouseMoveEvent(QMouseEvent *event) {
    const double part = std::clamp((event->position().x() - left) / std::max(1, width() - left - right), 0.0, 1.0);
    Q_EMIT crossHairMoved(m_from.addMSecs(static_cast<qint64>(part * static_cast<double>(m_from.msecsTo(m_to)))));
}

void WeatherStrip::leaveEvent(QEvent *event) {
    QWidget::leaveEvent(event);
    Q_EMIT crossHairMoved({});
}

void WeatherStrip::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

} // namespace ui
