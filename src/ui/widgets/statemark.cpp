// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statemark.h"

#include "models/celltext.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

void paintTriangle(QPainter &painter, const QRectF &box) {
    QPainterPath path;
    path.moveTo(box.center().x(), box.top());
    path.lineTo(box.right(), box.bottom());
    path.lineTo(box.left(), box.bottom());
    path.closeSubpath();
    painter.drawPath(path);
}

void paintCrossedSquare(QPainter &painter, const QRectF &box, qreal unit) {
    QPainterPath path;
    path.addRoundedRect(box, unit, unit);
    QPainterPath cross;
    const QRectF inner = box.adjusted(2.6 * unit, 2.6 * unit, -2.6 * unit, -2.6 * unit);
    cross.moveTo(inner.topLeft());
    cross.lineTo(inner.bottomRight());
    cross.moveTo(inner.topRight());
    cross.lineTo(inner.bottomLeft());
    QPainterPathStroker stroker(QPen(Qt::black, 1.7 * unit, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(path.subtracted(stroker.createStroke(cross)));
}

void paintQuestion(QPainter &painter, const QRectF &box, qreal unit, const QColor &color) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.3 * unit));
    painter.drawEllipse(box.adjusted(0.6 * unit, 0.6 * unit, -0.6 * unit, -0.6 * unit));
    QFont font = uiFont();
    font.setPixelSize(std::max(1, qRound(8.5 * unit)));
    font.setWeight(QFont::Bold);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, u"?"_s);
}

} // namespace

QString stateWord(kube::HealthState state) { return models::stateWord(state); }

void paintStateMark(QPainter &painter, const QRectF &square, kube::HealthState state, const QColor &color) {
    const qreal unit = square.width() / 12;
    const QRectF box = square.adjusted(unit, unit, -unit, -unit);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (state) {
    case kube::HealthState::Healthy: painter.drawEllipse(box); break;
    case kube::HealthState::Progressing:
        painter.drawPie(box, 90 * 16, 180 * 16);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.3 * unit));
        painter.drawEllipse(box.adjusted(0.6 * unit, 0.6 * unit, -0.6 * unit, -0.6 * unit));
        break;
    case kube::HealthState::Degraded: paintTriangle(painter, box); break;
    case kube::HealthState::Failed: paintCrossedSquare(painter, box, unit); break;
    case kube::HealthState::Suspended:
        painter.drawRect(QRectF(box.left() + 1.5 * unit, box.top(), 2.5 * unit, box.height()));
        painter.drawRect(QRectF(box.right() - 4 * unit, box.top(), 2.5 * unit, box.height()));
        break;
    case kube::HealthState::Missing: {
        QPen pen(color, 1.4 * unit);
        pen.setDashPattern({1.8, 1.4});
        painter.setBrush(Qt::NoBrush);
        painter.setPen(pen);
        painter.drawEllipse(box.adjusted(0.7 * unit, 0.7 * unit, -0.7 * unit, -0.7 * unit));
        break;
    }
    case kube::HealthState::Unknown: paintQuestion(painter, box, unit, color); break;
    }
    painter.restore();
}

StateLabel::StateLabel(QWidget *parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StateLabel::setHealth(const kube::Health &health) {
    m_health = health;
    setToolTip(health.message);
    setAccessibleName(text());
    setAccessibleDescription(health.message);
    updateGeometry();
    update();
}

void StateLabel::setStale(bool stale) {
    m_stale = stale;
    update();
}

QString StateLabel::text() const {
    const QString word = stateWord(m_health.state);
    return m_health.reason.isEmpty() ? word : tr("%1 · %2").arg(word, m_health.reason);
}

QSize StateLabel::sizeHint() const { return {12 + space::s + fontMetrics().horizontalAdvance(text()) + 2, std::max(18, fontMetrics().height())}; }

QSize StateLabel::minimumSizeHint() const { return {12 + space::s + 40, sizeHint().height()}; }

void StateLabel::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const QColor color = m_stale ? theme.secondary : theme.state(m_health.state);
    paintStateMark(painter, QRectF(0, (height() - 12) / 2.0, 12, 12), m_health.state, color);
    painter.setPen(m_stale ? theme.secondary : theme.text);
    const QRect rest = rect().adjusted(12 + space::s, 0, 0, 0);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideRight, rest.width()));
}

} // namespace ui
