// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/timebar.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int edge = 10; // half a handle, and a pixel of focus
constexpr double grooveTop = 13;
} // namespace

HourSlider::HourSlider(QWidget *parent)
    : QAbstractSlider(parent) {
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setPageStep(6);
    setAccessibleName(tr("Hour that the map shows"));
}

void HourSlider::setNow(const QDateTime &now) {
    m_now = now;
    update();
}

double HourSlider::xOf(int hour) const {
    return edge + (width() - 2.0 * edge) * (hour - minimum()) / std::max(1, maximum() - minimum());
}

int HourSlider::hourAt(double x) const {
    const double share = (x - edge) / std::max(1.0, width() - 2.0 * edge);
    return std::clamp(static_cast<int>(std::lround(minimum() + share * (maximum() - minimum()))), minimum(), maximum());
}

void HourSlider::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton)
        return QAbstractSlider::mousePressEvent(event);
    setSliderDown(true);
    setValue(hourAt(event->position().x()));
}

void HourSlider::mouseMoveEvent(QMouseEvent *event) {
    if (isSliderDown())
        setValue(hourAt(event->position().x()));
}

void HourSlider::mouseReleaseEvent(QMouseEvent *) { setSliderDown(false); }

void HourSlider::sliderChange(SliderChange change) {
    QAbstractSlider::sliderChange(change);
    update();
}

void HourSlider::paintDays(QPainter &painter, double groove) const {
    const Theme &theme = themeOf(this);
    painter.setFont(uiFont(TextSize::Secondary));
    const QLocale locale;
    double free = 0;
    for (int hour = minimum(); m_now.isValid() && hour <= maximum(); ++hour) {
        const QDateTime time = m_now.addSecs(hour * 3600LL).toLocalTime();
        if (time.time().hour() != 0)
            continue;
        const double x = xOf(hour);
        painter.setPen(theme.outline);
        painter.drawLine(QPointF(x, groove - 4), QPointF(x, groove + 8));
        const QString day = locale.toString(time.date(), u"ddd d MMM"_s);
        const double width = painter.fontMetrics().horizontalAdvance(day);
        if (x + 4 < free || x + 4 + width > this->width())
            continue;
        painter.setPen(theme.secondary);
        painter.drawText(QPointF(x + 4, groove + 19), day);
        free = x + 4 + width + space::s;
    }
}

void HourSlider::paintEvent(QPaintEvent *) {
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double now = xOf(std::clamp(0, minimum(), maximum()));
    painter.setPen(QPen(theme.outline, 3, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(xOf(minimum()), grooveTop), QPointF(now, grooveTop));
    painter.setPen(QPen(theme.outline, 3, Qt::DotLine, Qt::FlatCap)); // ahead is not yet
    painter.drawLine(QPointF(now, grooveTop), QPointF(xOf(maximum()), grooveTop));
    paintDays(painter, grooveTop);
    painter.setPen(QPen(theme.accent, 2));
    painter.drawLine(QPointF(now, grooveTop - 8), QPointF(now, grooveTop + 8));
    const QPointF handle(xOf(value()), grooveTop);
    painter.setPen(QPen(theme.surface, 2));
    painter.setBrush(theme.accent);
    painter.drawEllipse(handle, 7, 7);
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.accent, 1.5));
    painter.drawEllipse(handle, 9, 9);
}

TimeBar::TimeBar(QWidget *parent)
    : QWidget(parent)
    , m_play(new QToolButton(this))
    , m_now(new QToolButton(this))
    , m_slider(new HourSlider(this))
    , m_time(new QLabel(this))
    , m_what(new SecondaryLabel({}, this)) {
    m_now->setText(tr("Now"));
    m_now->setToolTip(tr("Back to the latest values"));
    m_play->setObjectName(u"play"_s);
    m_time->setFont(uiFont(TextSize::Base, QFont::DemiBold));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_time);
    words->addWidget(m_what);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::xs, space::m, space::xs);
    row->setSpacing(space::s);
    row->addWidget(m_play);
    row->addLayout(words);
    row->addWidget(m_slider, 1);
    row->addWidget(m_now);
    m_time->setMinimumWidth(176); // the slider does not move while the words change
    m_what->setMinimumWidth(176);
    m_clock.setInterval(step);
    connect(&m_clock, &QTimer::timeout, this, &TimeBar::advance);
    connect(m_slider, &QAbstractSlider::valueChanged, this, &TimeBar::hourChosen);
    connect(m_slider, &QAbstractSlider::sliderPressed, this, &TimeBar::pause);
    connect(m_now, &QToolButton::clicked, this, [this] {
        pause();
        setHour(0);
    });
    connect(m_play, &QToolButton::clicked, this, [this] { isPlaying() ? pause() : play(); });
    applyLook();
}

void TimeBar::setRange(int first, int last, const QDateTime &now) {
    m_slider->setRange(first, last);
    m_slider->setNow(now);
}

void TimeBar::setHour(int hour) { m_slider->setValue(hour); }

int TimeBar::hour() const { return m_slider->value(); }

void TimeBar::setTexts(const QString &time, const QString &what) {
    m_time->setText(time);
    m_what->setText(what);
    m_slider->setAccessibleDescription(text());
}

QString TimeBar::text() const { return tr("%1, %2").arg(m_time->text(), m_what->text()); }

void TimeBar::play() {
    if (m_slider->value() == m_slider->maximum())
        m_slider->setValue(m_slider->minimum());
    m_clock.start();
    applyLook();
}

void TimeBar::pause() {
    m_clock.stop();
    applyLook();
}

void TimeBar::advance() {
    m_slider->setValue(m_slider->value() + 1);
    if (m_slider->value() == m_slider->maximum())
        pause();
}

void TimeBar::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyLook();
}

void TimeBar::applyLook() {
    m_play->setIcon(icon(isPlaying() ? u"pause"_s : u"play"_s, this));
    const QString name = isPlaying() ? tr("Pause") : tr("Play the hours");
    m_play->setToolTip(name);
    m_play->setAccessibleName(name);
}

} // namespace ui
