// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/chart/scoreplot.h"

#include "ui/widgets/chartscale.h"
#include "ui/widgets/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

void ScorePlot::setAccuracy(const models::Accuracy &accuracy) {
    m_accuracy = accuracy;
    describe(description());
}

LeadErrorPlot::LeadErrorPlot(QWidget *parent)
    : ScorePlot(tr("Error by lead"), parent) {}

QString LeadErrorPlot::description() const {
    if (m_accuracy.isEmpty())
        return {};
    const auto text = [this](const std::optional<double> &value) { return value ? tr("%1 %2").arg(QLocale().toString(*value, 'f', 1), m_accuracy.unit) : tr("none"); };
    const auto &first = m_accuracy.leads.first();
    const auto &last = m_accuracy.leads.last();
    return tr("Root mean square error: %1 at %2 h and %3 at %4 h; of persistence %5 and %6.")
        .arg(text(first.scores.rootMeanSquare))
        .arg(first.lead)
        .arg(text(last.scores.rootMeanSquare))
        .arg(last.lead)
        .arg(text(first.scores.persistenceError), text(last.scores.persistenceError));
}

void LeadErrorPlot::paintPlot(QPainter &painter, const QRectF &plot) {
    const Theme &theme = themeOf(this);
    using Score = std::optional<double> forecast::Scores::*;
    struct Curve {
        Score score;
        QPen pen;
        QString name;
    };
    const QList<Curve> curves{{&forecast::Scores::rootMeanSquare, QPen(ink(), 2), tr("RMSE of the forecast")},
        {&forecast::Scores::meanError, QPen(ink(), 1.2, Qt::DotLine), tr("MAE")}, {&forecast::Scores::persistenceError, QPen(theme.secondary, 2, Qt::DashLine), tr("RMSE of persistence")}};
    double highest = 1;
    for (const models::LeadScores &lead : m_accuracy.leads)
        for (const Curve &curve : curves)
            highest = std::max(highest, (lead.scores.*curve.score).value_or(0));
    const ValueScale scale = valueScale(0, highest, false);
    paintValueAxis(painter, plot, scale.top, m_accuracy.unit);
    const double last = std::max(1, m_accuracy.leads.last().lead);
    const auto x = [&](double lead) { return plot.left() + plot.width() * lead / last; };
    painter.setPen(theme.secondary);
    for (int lead = 0; lead <= last; lead += last > 48 ? 12 : 6)
        painter.drawText(QRectF(x(lead) - 20, plot.bottom() + 4, 40, 14), Qt::AlignCenter, lead == 0 ? tr("0 h") : QString::number(lead));
    painter.drawText(QRectF(plot.left(), plot.bottom() + 17, plot.width(), 14), Qt::AlignCenter, tr("hours from issue to the hour that was forecast"));
    double left = space::m;
    for (const Curve &curve : curves) {
        QPolygonF line;
        for (const models::LeadScores &lead : m_accuracy.leads)
            if (const auto value = lead.scores.*curve.score)
                line.append({x(lead.lead), plot.bottom() - plot.height() * *value / scale.top});
        painter.setPen(curve.pen);
        painter.setOpacity(m_accuracy.leads.first().scores.isFew() ? 0.45 : 1);
        painter.drawPolyline(line);
        painter.setOpacity(1);
        left = paintKey(painter, left, curve.pen, curve.name);
    }
}

FanPlot::FanPlot(QWidget *parent)
    : ScorePlot(tr("The last forecasts, and what came"), parent) {}

QString FanPlot::description() const {
    if (m_accuracy.newest.isEmpty())
        return {};
    return tr("The last %1 forecasts, issued from %2 to %3, with their intervals of %4 %, over the measured values.")
        .arg(m_accuracy.newest.size())
        .arg(QLocale().toString(m_accuracy.newest.first().provenance.generated.toLocalTime(), QLocale::ShortFormat),
            QLocale().toString(m_accuracy.newest.last().provenance.generated.toLocalTime(), QLocale::ShortFormat))
        .arg(qRound(100 * m_accuracy.level));
}

void FanPlot::paintPlot(QPainter &painter, const QRectF &plot) {
    if (m_accuracy.newest.isEmpty())
        return;
    const Theme &theme = themeOf(this);
    QDateTime from = m_accuracy.newest.first().provenance.generated.addSecs(-6 * 3600);
    QDateTime to = from.addSecs(3600);
    double highest = 1;
    for (const auto &[at, value] : m_accuracy.observed)
        highest = std::max(highest, value);
    for (const forecast::Forecast &issue : m_accuracy.newest)
        for (const forecast::ForecastHour &hour : issue.hours) {
            const forecast::Concentration value = hour.pollutants.value(m_accuracy.pollutant);
            highest = std::max(highest, value.upper.value_or(value.value));
            to = std::max(to, hour.at);
        }
    const ValueScale scale = valueScale(0, highest, false);
    paintValueAxis(painter, plot, scale.top, m_accuracy.unit);
    paintTimeAxis(painter, plot, from, to);
    const auto point = [&](const QDateTime &at, double value) {
        return QPointF(plot.left() + plot.width() * static_cast<double>(from.msecsTo(at)) / static_cast<double>(from.msecsTo(to)), plot.bottom() - plot.height() * value / scale.top);
    };
    QColor band = ink();
    band.setAlpha(theme.dark ? 46 : 34);
    for (const forecast::Forecast &issue : m_accuracy.newest) {
        QPolygonF line;
        QPolygonF upper;
        QPolygonF lower;
        for (const forecast::ForecastHour &hour : issue.hours) {
            const forecast::Concentration value = hour.pollutants.value(m_accuracy.pollutant);
            line.append(point(hour.at, value.value));
            if (value.lower && value.upper) {
                upper.append(point(hour.at, *value.upper));
                lower.prepend(point(hour.at, *value.lower));
            }
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(band);
        painter.drawPolygon(upper + lower);
        painter.setPen(QPen(ink(), 1.2, Qt::DashLine));
        painter.drawPolyline(line);
        if (!line.isEmpty()) {
            painter.setBrush(ink());
            painter.drawEllipse(line.first(), 2.5, 2.5); // where it was issued
        }
    }
    painter.setPen(QPen(isStale() ? theme.secondary : theme.text, 2));
    QPolygonF came;
    QDateTime before;
    for (const auto &[at, value] : m_accuracy.observed) {
        if (before.isValid() && before.secsTo(at) > 5400) { // a gap is a gap
            painter.drawPolyline(came);
            came.clear();
        }
        came.append(point(at, value));
        before = at;
    }
    painter.drawPolyline(came);
    double left = paintKey(painter, space::m, QPen(isStale() ? theme.secondary : theme.text, 2), tr("measured"));
    left = paintKey(painter, left, QPen(ink(), 1.2, Qt::DashLine), tr("forecast, with its %1 % interval").arg(qRound(100 * m_accuracy.level)));
}

} // namespace ui
