// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The two of ScorePlot that show events and categories.
#include "ui/forecast/chart/scoreplot.h"

#include "ui/widgets/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {
/// Black or white on a fill that lets the ground through.
QColor readable(const QColor &fill, const Theme &theme) {
    const float share = fill.alphaF();
    const QColor seen = QColor::fromRgbF(fill.redF() * share + theme.surface.redF() * (1 - share), fill.greenF() * share + theme.surface.greenF() * (1 - share),
        fill.blueF() * share + theme.surface.blueF() * (1 - share));
    return contrast(seen, Qt::white) > contrast(seen, Qt::black) ? QColor(Qt::white) : QColor(Qt::black);
}
} // namespace

PerformancePlot::PerformancePlot(QWidget *parent)
    : ScorePlot(tr("Were high values foreseen?"), parent) {}

QRectF PerformancePlot::plotArea() const {
    const QRectF all = QRectF(rect()).adjusted(44, 30, -12, -34);
    const double side = std::min(all.height(), all.width() * 0.48);
    return {all.left(), all.top(), side, side};
}

QString PerformancePlot::description() const {
    QStringList parts;
    for (const models::EdgeScores &edge : m_accuracy.edges) {
        const auto text = [](const std::optional<double> &score) { return score ? QLocale().toString(*score, 'f', 2) : u"–"_s; };
        parts.append(tr("%1 or worse (from %2 %3): detected %4, false alarms %5, threat score %6, %7 hours of it")
                         .arg(edge.word, QLocale().toString(edge.threshold, 'g', 5), m_accuracy.unit, text(edge.table.detection()), text(edge.table.falseAlarmRatio()), text(edge.table.threat()))
                         .arg(edge.table.hits + edge.table.misses));
    }
    return parts.join(u'\n');
}

void PerformancePlot::paintGuides(QPainter &painter, const QRectF &plot) const {
    const Theme &theme = themeOf(this);
    const auto point = [&](double success, double detection) { return QPointF(plot.left() + plot.width() * success, plot.bottom() - plot.height() * detection); };
    painter.setPen(theme.border);
    painter.setBrush(Qt::NoBrush);
    for (const double threat : {0.2, 0.4, 0.6, 0.8}) { // 1 / CSI = 1 / success + 1 / detection - 1
        QPolygonF curve;
        for (double success = threat; success <= 1.0001; success += 0.01)
            if (const double rest = 1 / threat + 1 - 1 / success; rest >= 1)
                curve.append(point(success, 1 / rest));
        painter.drawPolyline(curve);
        painter.setPen(theme.secondary);
        painter.drawText(point(1, threat) + QPointF(-22, -2), QLocale().toString(threat, 'g', 2));
        painter.setPen(theme.border);
    }
    painter.setPen(QPen(theme.border, 1, Qt::DashLine));
    for (const double bias : {0.5, 1.0, 2.0}) // detection / success
        painter.drawLine(point(0, 0), bias > 1 ? point(1 / bias, 1) : point(1, bias));
    painter.setPen(theme.outline);
    painter.drawRect(plot);
    painter.setPen(theme.secondary);
    for (const double value : {0.0, 0.5, 1.0}) {
        painter.drawText(QRectF(0, point(0, value).y() - 8, plot.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(value, 'g', 2));
        painter.drawText(QRectF(point(value, 0).x() - 20, plot.bottom() + 3, 40, 14), Qt::AlignCenter, QLocale().toString(value, 'g', 2));
    }
    painter.drawText(QRectF(plot.left() - 20, plot.bottom() + 17, plot.width() + 40, 14), Qt::AlignCenter, tr("1 − false alarms"));
    painter.save();
    painter.translate(11, plot.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-60, -8, 120, 16), Qt::AlignCenter, tr("detected"));
    painter.restore();
}

void PerformancePlot::paintPlot(QPainter &painter, const QRectF &plot) {
    const Theme &theme = themeOf(this);
    paintGuides(painter, plot);
    double y = plot.top();
    const QRectF words(plot.right() + space::m, 0, width() - plot.right() - 2 * space::m, 30);
    painter.setPen(theme.secondary);
    painter.drawText(QRectF(words.left(), 4, words.width(), 18), Qt::AlignRight | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(tr("found, false, hours"), Qt::ElideRight, static_cast<int>(words.width())));
    for (const models::EdgeScores &edge : m_accuracy.edges) {
        const int n = edge.table.hits + edge.table.misses;
        const bool few = n < forecast::fewPairs;
        const QColor fill = few || isStale() ? theme.neutral : QColor(edge.colour);
        if (const auto point = forecast::performancePoint(edge.table)) {
            painter.setPen(QPen(theme.text, 1));
            painter.setBrush(fill);
            painter.drawEllipse(QPointF(plot.left() + plot.width() * point->successRatio, plot.bottom() - plot.height() * point->detection), 5, 5);
        }
        painter.setPen(QPen(theme.text, 1));
        painter.setBrush(fill);
        painter.drawEllipse(QPointF(words.left() + 5, y + 8), 5, 5);
        painter.setPen(few ? theme.secondary : theme.text);
        painter.drawText(QRectF(words.left() + 16, y, words.width() - 16, 16), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(tr("%1 or worse").arg(edge.word), Qt::ElideRight, static_cast<int>(words.width()) - 16));
        painter.setPen(theme.secondary);
        const auto detected = edge.table.detection();
        const auto false_ = edge.table.falseAlarmRatio();
        const auto percent = [](const std::optional<double> &share) { return share ? tr("%1 %").arg(qRound(*share * 100)) : u"–"_s; };
        painter.drawText(QRectF(words.left() + 16, y + 14, words.width() - 16, 16), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(tr("%1, %2, n %3").arg(percent(detected), percent(false_)).arg(n), Qt::ElideRight, static_cast<int>(words.width()) - 16));
        y += 36;
    }
    if (m_accuracy.edges.isEmpty()) {
        painter.setPen(theme.secondary);
        painter.drawText(QRectF(words.left(), plot.top(), words.width(), plot.height()), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, tr("No value came into another category, and none was forecast to."));
    }
}

CategoryPlot::CategoryPlot(QWidget *parent)
    : ScorePlot(tr("Category forecast, and category that came"), parent) {}

QRectF CategoryPlot::plotArea() const {
    return QRectF(rect()).adjusted(140, 44, -space::m, -42);
}

QString CategoryPlot::description() const {
    const auto percent = [](const std::optional<double> &share) { return share ? tr("%1 %").arg(qRound(*share * 100)) : u"–"_s; };
    return tr("The right category in %1 of %2 hours, at most one beside it in %3.")
        .arg(percent(m_accuracy.categories.exact()))
        .arg(m_accuracy.categories.n())
        .arg(percent(m_accuracy.categories.withinOne()));
}

void CategoryPlot::paintPlot(QPainter &painter, const QRectF &plot) {
    const Theme &theme = themeOf(this);
    const int count = m_accuracy.categories.categories;
    if (count < 1)
        return;
    const double wide = plot.width() / count;
    const double high = plot.height() / count;
    for (int came = 0; came < count; ++came) {
        int row = 0;
        for (int said = 0; said < count; ++said)
            row += m_accuracy.categories.at(came, said);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(m_accuracy.categoryColours.value(came)));
        painter.drawRoundedRect(QRectF(plot.left() - 18, plot.top() + came * high + 2, 12, high - 4), 3, 3);
        painter.setPen(theme.secondary);
        painter.drawText(QRectF(4, plot.top() + came * high, plot.left() - 26, high), Qt::AlignRight | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_accuracy.categoryWords.value(came), Qt::ElideRight, static_cast<int>(plot.left()) - 30));
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(m_accuracy.categoryColours.value(came)));
        painter.drawRoundedRect(QRectF(plot.left() + came * wide + 2, plot.top() - 14, wide - 4, 10), 3, 3);
        for (int said = 0; said < count; ++said) {
            const int hours = m_accuracy.categories.at(came, said);
            const QRectF cell(plot.left() + said * wide + 1, plot.top() + came * high + 1, wide - 2, high - 2);
            QColor fill = ink();
            fill.setAlphaF(row == 0 ? 0.F : 0.08F + 0.72F * static_cast<float>(hours) / static_cast<float>(row));
            painter.setPen(said == came ? QPen(theme.outline, 1) : QPen(theme.border, 1));
            painter.setBrush(hours == 0 ? QBrush(Qt::NoBrush) : QBrush(fill));
            painter.drawRect(cell);
            painter.setPen(hours == 0 ? theme.border : readable(fill, theme));
            painter.drawText(cell, Qt::AlignCenter, QString::number(hours));
        }
    }
    painter.setPen(theme.secondary);
    painter.drawText(QRectF(space::m, height() - 38.0, width() - 2.0 * space::m, 32), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
        tr("Across: forecast. Down: came. %1").arg(description()));
}

} // namespace ui
