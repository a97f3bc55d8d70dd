// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/systemdiagram.h"

#include "base/duration.h"
#include "ui/overview/arrowpath.h"
#include "ui/overview/boxpainter.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int margin = space::xl;
constexpr int gapX = 36;
constexpr int gapY = 28;
constexpr int titleHeight = 24;
constexpr int monitoringColumn = models::SystemPicture::columns - 1;
} // namespace

SystemDiagram::SystemDiagram(QWidget *parent)
    : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    setAccessibleName(tr("The system as it is deployed"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMinimumWidth(5 * boxWidthLeast + 4 * gapX + 2 * margin);
}

void SystemDiagram::setPicture(const models::SystemPicture &picture) {
    if (picture == m_picture)
        return;
    const bool sameBoxes = picture.boxes.size() == m_picture.boxes.size() && picture.others.size() == m_picture.others.size();
    const kube::ObjectRef held = m_current >= 0 ? box(m_current).ref : kube::ObjectRef();
    m_picture = picture;
    if (!sameBoxes) {
        arrange();
        updateGeometry();
    }
    select(held);
    update();
}

void SystemDiagram::setStale(bool stale) {
    m_stale = stale;
    update();
}

void SystemDiagram::setOldSignals(bool old) {
    if (old == m_oldSignals)
        return;
    m_oldSignals = old;
    update();
}

void SystemDiagram::setLastContact(const QDateTime &at) {
    m_lastContact = at;
    if (at.isValid())
        m_clock.start();
    else
        m_clock.stop();
    update();
}

QString SystemDiagram::age() const {
    return m_lastContact.isValid() ? tr("%1 old").arg(base::ageText(m_lastContact, QDateTime::currentDateTimeUtc())) : QString();
}

int SystemDiagram::count() const { return static_cast<int>(m_picture.boxes.size() + m_picture.others.size()); }

const models::SystemBox &SystemDiagram::box(int index) const {
    const auto known = static_cast<int>(m_picture.boxes.size());
    return index < known ? m_picture.boxes.at(index) : m_picture.others.at(index - known);
}

QRect SystemDiagram::boxRect(int index) const { return m_places.rects.value(index); }

void SystemDiagram::select(const kube::ObjectRef &ref) {
    m_current = -1;
    for (int i = 0; i < count() && !ref.name.isEmpty(); ++i) {
        if (box(i).ref.kind == ref.kind && box(i).ref.name == ref.name)
            m_current = i;
    }
    update();
}

SystemDiagram::Arrangement SystemDiagram::arrangement(int width) const {
    Arrangement places;
    const int room = std::max(width, minimumWidth()) - 2 * margin;
    const int boxWidth = std::min(boxWidthMost, (room - 4 * gapX) / models::SystemPicture::columns);
    const int gap = std::min(72, (room - models::SystemPicture::columns * boxWidth) / (models::SystemPicture::columns - 1));
    int top = margin;
    if (!m_picture.boxes.isEmpty()) {
        top += titleHeight;
        for (const models::SystemBox &each : m_picture.boxes)
            places.rects << QRect(margin + each.column * (boxWidth + gap), top + each.row * (boxHeight + gapY), boxWidth, boxHeight);
        const int left = margin + monitoringColumn * (boxWidth + gap);
        const int height = models::SystemPicture::rows * boxHeight + (models::SystemPicture::rows - 1) * gapY;
        places.monitoring = QRect(left, top, boxWidth, height).adjusted(-space::m, -titleHeight - space::s, space::m, space::m);
        top += height + space::xl + space::s;
    }
    places.othersTop = top;
    const int perRow = std::max(1, (room + space::m) / (boxWidth + space::m));
    for (int i = 0; i < m_picture.others.size(); ++i)
        places.rects << QRect(margin + (i % perRow) * (boxWidth + space::m), top + titleHeight + (i / perRow) * (boxHeight + space::m), boxWidth, boxHeight);
    places.height = std::max(places.rects.isEmpty() ? top : places.rects.last().bottom(), places.monitoring.bottom()) + margin;
    return places;
}

void SystemDiagram::arrange() {
    m_places = arrangement(width());
    setMinimumHeight(m_places.height);
}

int SystemDiagram::heightForWidth(int width) const { return arrangement(width).height; }

QSize SystemDiagram::sizeHint() const { return {std::max(minimumWidth(), width()), std::max(m_places.height, 200)}; }

void SystemDiagram::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    arrange();
}

int SystemDiagram::indexAt(const QPoint &point) const {
    const auto found = std::find_if(m_places.rects.cbegin(), m_places.rects.cend(), [&](const QRect &rect) { return rect.contains(point); });
    return found == m_places.rects.cend() ? -1 : static_cast<int>(found - m_places.rects.cbegin());
}

void SystemDiagram::choose(int index) {
    if (index < 0 || index == m_current)
        return;
    m_current = index;
    setAccessibleDescription(describe(index));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
    if (!box(index).ref.name.isEmpty())
        Q_EMIT selected(box(index).ref);
}

void SystemDiagram::mousePressEvent(QMouseEvent *event) {
    setFocus(Qt::MouseFocusReason);
    choose(indexAt(event->position().toPoint()));
}

void SystemDiagram::mouseDoubleClickEvent(QMouseEvent *event) {
    const int index = indexAt(event->position().toPoint());
    if (index >= 0 && !box(index).ref.name.isEmpty())
        Q_EMIT opened(box(index).ref);
}

int SystemDiagram::nearest(int from, QPoint direction) const {
    if (from < 0)
        return count() > 0 ? 0 : -1;
    int best = -1;
    int bestCost = 0;
    for (int i = 0; i < m_places.rects.size(); ++i) {
        const QPoint way = m_places.rects.at(i).center() - m_places.rects.at(from).center();
        const int ahead = way.x() * direction.x() + way.y() * direction.y();
        const int aside = std::abs(way.x() * direction.y()) + std::abs(way.y() * direction.x());
        const int cost = ahead + 3 * aside;
        if (i != from && ahead > 0 && (best < 0 || cost < bestCost)) {
            best = i;
            bestCost = cost;
        }
    }
    return best;
}

void SystemDiagram::keyPressEvent(QKeyEvent *event) {
    switch (event->key()) {
    case Qt::Key_Left: choose(nearest(m_current, {-1, 0})); break;
    case Qt::Key_Right: choose(nearest(m_current, {1, 0})); break;
    case Qt::Key_Up: choose(nearest(m_current, {0, -1})); break;
    case Qt::Key_Down: choose(nearest(m_current, {0, 1})); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0 && !box(m_current).ref.name.isEmpty())
            Q_EMIT opened(box(m_current).ref);
        break;
    default: QWidget::keyPressEvent(event);
    }
}

bool SystemDiagram::event(QEvent *event) {
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = indexAt(help->pos());
        QToolTip::showText(help->globalPos(), index < 0 ? QString() : describe(index), this, m_places.rects.value(index));
        return true;
    }
    return QWidget::event(event);
}

void SystemDiagram::paintTitles(QPainter &painter) const {
    const Theme &theme = themeOf(this);
    painter.setFont(uiFont(TextSize::Secondary, QFont::DemiBold));
    painter.setPen(theme.secondary);
    if (!m_picture.boxes.isEmpty()) {
        painter.drawText(m_places.monitoring.adjusted(space::m, space::s, 0, 0), Qt::AlignLeft | Qt::AlignTop, tr("Monitoring"));
        painter.setPen(theme.border);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(m_places.monitoring).adjusted(0.5, 0.5, -0.5, -0.5), space::radius, space::radius);
    }
    painter.setPen(theme.secondary);
    if (!m_picture.others.isEmpty())
        painter.drawText(QRect(margin, m_places.othersTop, width(), titleHeight), Qt::AlignLeft | Qt::AlignTop, m_picture.boxes.isEmpty() ? tr("In this namespace") : tr("Also in this namespace"));
}

void SystemDiagram::paintArrows(QPainter &painter) const {
    const QColor color = themeOf(this).outline;
    for (const auto &[from, to] : m_picture.arrows)
        paintArrow(painter, m_places.rects.at(from), m_places.rects.at(to), color);
}

void SystemDiagram::paintEvent(QPaintEvent *event) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintTitles(painter);
    paintArrows(painter);
    for (int i = 0; i < count(); ++i) {
        if (m_places.rects.at(i).intersects(event->rect()))
            paintBox(painter, i);
    }
}

void SystemDiagram::paintBox(QPainter &painter, int index) const {
    const BoxLook look{themeOf(this), m_stale, age(), m_oldSignals, index == m_current, index == m_current && hasFocus()};
    paintSystemBox(painter, m_places.rects.at(index), box(index), look);
}

QString SystemDiagram::describe(int index) const { return m_lastContact.isValid() ? describeBox(box(index)) + u'\n' + age() : describeBox(box(index)); }

} // namespace ui
