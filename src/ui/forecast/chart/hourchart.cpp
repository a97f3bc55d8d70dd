// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/chart/hourchart.h"

#include "ui/widgets/theme.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {
constexpr double markWidth = 9; // pixels, so that no two flags cover one another

double ms(const QDateTime &time) {
    return static_cast<double>(time.toMSecsSinceEpoch());
}

double topFor(const models::HourSeries &series) {
    if (series.inBands && !series.bands.isEmpty())
        return series.bands.last().to;
    double highest = 60;
    for (const auto *hours : {&series.past, &series.ahead})
        for (const models::HourValue &hour : *hours)
            if (hour.value)
                highest = std::max({highest, *hour.value, hour.upper});
    return std::ceil((highest + 10) / 50) * 50;
}

QList<QPointF> points(const QList<models::HourValue> &hours, double (*value)(const models::HourValue &)) {
    QList<QPointF> out;
    for (const models::HourValue &hour : hours)
        if (hour.value)
            out.append({ms(hour.at), value(hour)});
    return out;
}
} // namespace

HourChart::HourChart(QWidget *parent)
    : QChartView(parent)
    , m_past(line(Qt::SolidLine))
    , m_ahead(line(Qt::DashLine))
    , m_lower(new QLineSeries(this))
    , m_upper(new QLineSeries(this))
    , m_interval(new QAreaSeries(m_upper, m_lower))
    , m_time(new QValueAxis(this))
    , m_value(new QValueAxis(this)) {
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Chart of the next hours"));
    QChart *shown = chart();
    shown->legend()->hide();
    shown->setBackgroundVisible(false);
    shown->setMargins({});
    shown->layout()->setContentsMargins(0, 0, 0, 0);
    for (QAbstractSeries *series : std::initializer_list<QAbstractSeries *>{m_interval, m_past, m_ahead})
        shown->addSeries(series);
    shown->addAxis(m_time, Qt::AlignBottom);
    shown->addAxis(m_value, Qt::AlignLeft);
    for (QAbstractSeries *series : std::initializer_list<QAbstractSeries *>{m_interval, m_past, m_ahead}) {
        series->attachAxis(m_time);
        series->attachAxis(m_value);
    }
    for (QValueAxis *axis : {m_time, m_value})
        axis->setVisible(false);
    applyColors();
}

QLineSeries *HourChart::line(Qt::PenStyle style) {
    auto *made = new QLineSeries(this);
    QPen pen;
    pen.setStyle(style);
    pen.setWidthF(2);
    pen.setCosmetic(true);
    made->setPen(pen);
    return made;
}

void HourChart::setSeries(const models::HourSeries &series) {
    setCrossHair(-1); // what shares it shall not keep it
    m_series = series;
    m_hours = series.past + series.ahead;
    setPast();
    QList<models::HourValue> ahead = series.ahead;
    if (!ahead.isEmpty() && !series.past.isEmpty() && series.past.last().value) {
        models::HourValue last = series.past.last(); // the dashed line begins where the solid one ends, unless there is a gap
        last.lower = last.upper = *last.value;
        if (last.at.secsTo(ahead.first().at) <= 2 * std::chrono::seconds(series.bucket).count())
            ahead.prepend(last);
    }
    m_ahead->replace(points(ahead, [](const models::HourValue &hour) { return *hour.value; }));
    m_lower->replace(points(ahead, [](const models::HourValue &hour) { return hour.lower; }));
    m_upper->replace(points(ahead, [](const models::HourValue &hour) { return hour.upper; }));
    setRanges();
    viewport()->update();
}

void HourChart::setPast() {
    const QList<QList<models::HourValue>> runs = models::runsOf(m_series.past, m_series.bucket);
    while (m_further.size() + 1 < runs.size()) {
        QLineSeries *more = line(Qt::SolidLine);
        chart()->addSeries(more);
        more->attachAxis(m_time);
        more->attachAxis(m_value);
        m_further.append(more);
    }
    while (!m_further.isEmpty() && m_further.size() + 1 > runs.size()) {
        chart()->removeSeries(m_further.last());
        delete m_further.takeLast();
    }
    const QList<QLineSeries *> all = QList<QLineSeries *>{m_past} + m_further;
    for (qsizetype i = 0; i < all.size(); ++i) {
        all[i]->replace(points(runs.value(i), [](const models::HourValue &hour) { return *hour.value; }));
        all[i]->setPointsVisible(runs.value(i).size() == 1); // a line needs two
    }
    applyColors();
}

void HourChart::setRanges() {
    if (m_hours.isEmpty())
        return;
    m_top = topFor(m_series);
    m_time->setRange(ms(m_hours.first().at), ms(m_hours.last().at));
    m_value->setRange(0, m_top);
}

void HourChart::setStale(bool stale) {
    m_stale = stale;
    applyColors();
}

void HourChart::setMarkedHour(const QDateTime &hour) {
    m_marked = hour;
    viewport()->update();
}

void HourChart::applyColors() {
    const Theme &theme = themeOf(this);
    const QColor ink = m_stale ? theme.secondary : theme.text;
    for (QLineSeries *series : QList<QLineSeries *>{m_past, m_ahead} + m_further) {
        QPen pen = series->pen();
        pen.setColor(ink);
        series->setPen(pen);
    }
    QColor band = m_stale ? theme.secondary : theme.accent;
    band.setAlpha(theme.dark ? 70 : 50);
    m_interval->setBrush(band);
    m_interval->setPen(Qt::NoPen);
    setBackgroundBrush(theme.surface);
    chart()->setPlotArea({});
    viewport()->update();
}

void HourChart::changeEvent(QEvent *event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColors();
}

QPointF HourChart::at(const QDateTime &time, double value) const {
    return chart()->mapToPosition({ms(time), value}, m_past);
}

void HourChart::drawBackground(QPainter *painter, const QRectF &rect) {
    QChartView::drawBackground(painter, rect);
    const QRectF wanted = QRectF(viewport()->rect()).adjusted(34, 32, -10, -30);
    if (chart()->plotArea() != wanted)
        chart()->setPlotArea(wanted);
    if (m_hours.isEmpty())
        return;
    const QRectF plot = chart()->plotArea();
    const Theme &theme = themeOf(this);
    painter->setFont(uiFont(TextSize::Secondary));
    for (const models::HourBand &band : m_series.bands) {
        if (band.from >= m_top)
            break;
        const double high = plot.bottom() - plot.height() * std::min<double>(band.to, m_top) / m_top;
        const double low = plot.bottom() - plot.height() * band.from / m_top;
        QColor tint(band.colour);
        tint.setAlpha(m_stale ? 12 : theme.dark ? 34 : 40);
        painter->fillRect(QRectF(plot.left(), high, plot.width(), low - high), tint);
        if (low - high < 14)
            continue;
        const QRectF words(plot.left() + 6, high + 1, plot.width() - 12, 14);
        const double width = QFontMetricsF(painter->font()).horizontalAdvance(band.word) + 8;
        const bool left = !isCrossed(QRectF(words.left(), words.top(), width, words.height()));
        painter->setPen(theme.secondary);
        painter->drawText(words, (left ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, band.word);
    }
}

bool HourChart::isCrossed(const QRectF &box) const {
    const QRectF around = box.adjusted(-8, -3, 8, 3);
    return std::ranges::any_of(m_hours,
        [&](const models::HourValue &hour) { return hour.value && around.contains(at(hour.at, *hour.value)); });
}

void HourChart::setMarks(const QList<models::TimeMark> &marks) {
    m_marks = marks;
    viewport()->update();
}

QList<models::TimeMark> HourChart::shownMarks() const {
    const auto [from, to] = range();
    const double width = std::max(1.0, chart()->plotArea().width());
    QList<models::TimeMark> inside = m_marks;
    inside.removeIf([&](const models::TimeMark &mark) { return !from.isValid() || mark.at < from || mark.at > to; });
    return models::gathered(inside, std::chrono::seconds(static_cast<qint64>(from.isValid() ? markWidth / width * static_cast<double>(from.secsTo(to)) : 0)));
}

bool HourChart::viewportEvent(QEvent *event) {
    if (event->type() != QEvent::ToolTip)
        return QChartView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (const models::TimeMark &mark : shownMarks()) {
        if (std::abs(at(mark.at, 0).x() - help->pos().x()) > 5)
            continue;
        QToolTip::showText(help->globalPos(), QLocale().toString(mark.at.toLocalTime(), u"ddd d MMM HH:mm"_s) + u'\n' + mark.text, viewport());
        return true;
    }
    QToolTip::hideText();
    return true;
}

QString HourChart::readout(const models::HourValue &hour) const {
    QString time = QLocale().toString(hour.at.toLocalTime(), u"ddd d MMM HH:mm"_s);
    if (m_series.bucket.count() > 1 && hour.at <= m_series.now)
        time += u'–' + hour.at.toLocalTime().addSecs(std::chrono::seconds(m_series.bucket).count()).toString(u"HH:mm"_s);
    if (!hour.value)
        return tr("%1 · no value").arg(time);
    const auto wordOf = [&](double value) {
        for (const models::HourBand &band : m_series.bands)
            if (value <= band.to)
                return band.word;
        return m_series.bands.isEmpty() ? QString() : m_series.bands.last().word;
    };
    const QString word = wordOf(*hour.value);
    if (m_series.inBands) // the band's place is no number to read
        return hour.at <= m_series.now || hour.lower == hour.upper ? tr("%1 · %2").arg(time, word)
            : tr("%1 · %2 (%3 to %4)").arg(time, word, wordOf(hour.lower), wordOf(hour.upper));
    if (hour.at <= m_series.now)
        return tr("%1 · %2 %3").arg(time).arg(qRound(*hour.value)).arg(word);
    return tr("%1 · %2 (%3–%4) %5")
        .arg(time)
        .arg(qRound(*hour.value))
        .arg(qRound(hour.lower))
        .arg(qRound(hour.upper))
        .arg(word);
}

void HourChart::setCrossHair(int hour) {
    if (hour == m_hour)
        return;
    m_hour = hour;
    const bool there = hour >= 0 && hour < m_hours.size();
    if (there)
        setAccessibleDescription(readout(m_hours[hour]));
    viewport()->update();
    Q_EMIT crossHairMoved(there ? m_hours[hour].at : QDateTime());
}

void HourChart::setCrossHairAt(const QDateTime &time) {
    setCrossHair(time.isValid() && !m_hours.isEmpty() ? nearest(ms(time)) : -1);
}

int HourChart::nearest(double time) const {
    const auto away = [&](const models::HourValue &hour) { return std::abs(ms(hour.at) - time); };
    return static_cast<int>(std::ranges::min_element(std::as_const(m_hours), {}, away) - m_hours.cbegin());
}

std::pair<QDateTime, QDateTime> HourChart::range() const {
    return m_hours.isEmpty() ? std::pair<QDateTime, QDateTime>() : std::pair(m_hours.first().at, m_hours.last().at);
}

void HourChart::mouseMoveEvent(QMouseEvent *event) {
    if (m_hours.isEmpty())
        return;
    setCrossHair(nearest(chart()->mapToValue(event->position(), m_past).x()));
}

void HourChart::mousePressEvent(QMouseEvent *event) {
    QChartView::mousePressEvent(event);
    if (event->button() == Qt::LeftButton && m_hour >= 0 && m_hour < m_hours.size())
        Q_EMIT hourChosen(m_hours[m_hour].at);
}

void HourChart::leaveEvent(QEvent *event) {
    QChartView::leaveEvent(event);
    setCrossHair(-1);
}

void HourChart::keyPressEvent(QKeyEvent *event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_hour >= 0 && m_hour < m_hours.size()) {
        Q_EMIT hourChosen(m_hours[m_hour].at);
        return;
    }
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (step == 0 || m_hours.isEmpty())
        return QChartView::keyPressEvent(event);
    const int begin = m_hour < 0 ? static_cast<int>(m_series.past.size()) - 1 : m_hour;
    setCrossHair(std::clamp(begin + step, 0, static_cast<int>(m_hours.size()) - 1));
}

} // namespace ui
