// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/boxpainter.h"

#include "models/celltext.h"
#include "ui/widgets/statemark.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("ui::SystemBox", text); }

void paintGround(QPainter &painter, const QRect &rect, kube::HealthState state, const BoxLook &look) {
    const Theme &theme = look.theme;
    const bool bad = state == kube::HealthState::Failed || state == kube::HealthState::Degraded;
    QColor line = bad && !look.stale ? theme.state(state) : theme.border;
    if (look.selected)
        line = theme.accent;
    QPen pen(line, look.selected || bad ? 2 : 1);
    if (state == kube::HealthState::Missing) {
        pen.setStyle(Qt::DashLine);
        pen.setColor(theme.outline);
    }
    const qreal inset = pen.widthF() / 2;
    painter.setPen(pen);
    painter.setBrush(look.selected ? theme.infoGround : theme.surface);
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), space::radius, space::radius);
    if (look.focused) {
        painter.setPen(QPen(theme.accent, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect).adjusted(-3.5, -3.5, 3.5, 3.5), space::radius + 3, space::radius + 3);
    }
}

/// A line from nought to the maximum: the allowed range thick, pods that are there filled, the wanted number a tick.
void paintRange(QPainter &painter, const QRect &area, const kube::AutoscalerRow &scaler, const BoxLook &look) {
    const Theme &theme = look.theme;
    const double unit = area.width() / static_cast<double>(std::max({1, scaler.maximum, scaler.current, scaler.desired}));
    const double y = area.center().y();
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(QRectF(area.left(), y - 3, area.width(), 6), 3, 3);
    painter.setBrush(look.stale ? theme.secondary : theme.accent);
    painter.drawRoundedRect(QRectF(area.left(), y - 3, scaler.current * unit, 6), 3, 3);
    painter.setBrush(theme.outline);
    for (const int bound : {scaler.minimum, scaler.maximum})
        painter.drawRect(QRectF(std::min<double>(area.left() + bound * unit, area.right()) - 0.5, y - 5, 1.5, 10));
    if (scaler.desired != scaler.current) {
        painter.setBrush(theme.text);
        painter.drawRect(QRectF(area.left() + scaler.desired * unit - 1, y - 6, 2.5, 12));
    }
}

QString stateText(const models::SystemBox &box) {
    const QString word = stateWord(box.health.state);
    return box.health.reason.isEmpty() || box.health.state == kube::HealthState::Healthy ? word : box.health.reason;
}

QString readyText(const models::SystemBox &box) {
    if (!box.ready)
        return box.note;
    return box.ref.kind == "Job"_L1 ? tr("%1 of %2 done").arg(box.ready->first).arg(box.ready->second) : tr("%1 of %2 ready").arg(box.ready->first).arg(box.ready->second);
}

QString restartsText(const models::SystemBox &box) { return box.restarts == 1 ? tr("1 restart") : tr("%1 restarts").arg(box.restarts); }

/// Ready and restarts, shorter where the box is narrow; of an ingress the first host and how many more.
QString factsText(const models::SystemBox &box, const QFontMetrics &metrics, int width) {
    if (box.ready) {
        const QString whole = tr("%1 · %2").arg(readyText(box), restartsText(box));
        return metrics.horizontalAdvance(whole) <= width ? whole : tr("%1/%2 · %3").arg(box.ready->first).arg(box.ready->second).arg(restartsText(box));
    }
    const QStringList hosts = box.note.split(", "_L1);
    if (hosts.size() < 2 || metrics.horizontalAdvance(box.note) <= width)
        return box.note;
    const QString more = u" +%1"_s.arg(hosts.size() - 1);
    return metrics.elidedText(hosts.first(), Qt::ElideRight, width - metrics.horizontalAdvance(more)) + more;
}

void line(QPainter &painter, const QRect &area, const QString &text, Qt::Alignment alignment = Qt::AlignLeft) {
    painter.drawText(area, alignment | Qt::AlignVCenter, QFontMetrics(painter.font()).elidedText(text, Qt::ElideRight, area.width()));
}

/// Without its last part where the box is narrow: how much comes before how fast, and that before how often it fails.
QString trafficText(const models::SystemBox &box, const QFontMetrics &metrics, int width) {
    QStringList parts = box.measured.traffic.split(u" · "_s);
    while (parts.size() > 1 && metrics.horizontalAdvance(parts.join(u" · "_s)) > width)
        parts.removeLast();
    return parts.join(u" · "_s);
}

/// At the right of the state's line; the width that they take.
int paintAlerts(QPainter &painter, const QRect &row, const models::SystemBox &box, const BoxLook &look) {
    if (box.measured.alerts.isEmpty())
        return 0;
    const kube::HealthState state = box.measured.critical ? kube::HealthState::Failed : kube::HealthState::Degraded;
    const QColor ink = look.stale || look.oldSignals ? look.theme.secondary : look.theme.state(state);
    painter.setFont(uiFont(TextSize::Secondary, QFont::DemiBold));
    painter.setPen(ink);
    const QString text = box.measured.alerts.size() == 1 ? tr("1 alert") : tr("%1 alerts").arg(box.measured.alerts.size());
    const int width = painter.fontMetrics().horizontalAdvance(text);
    line(painter, row, text, Qt::AlignRight);
    paintStateMark(painter, QRectF(row.right() - width - 16, row.center().y() - 5, 11, 11), state, ink);
    return width + 16 + space::s;
}

} // namespace

void paintSystemBox(QPainter &painter, const QRect &rect, const models::SystemBox &box, const BoxLook &look) {
    const Theme &theme = look.theme;
    paintGround(painter, rect, box.health.state, look);
    const QColor ink = look.stale ? theme.secondary : theme.text;
    QRect row = rect.adjusted(space::m, space::s, -space::m, 0);
    row.setHeight(18);
    painter.setFont(uiFont(TextSize::Secondary));
    painter.setPen(theme.secondary);
    const int aged = look.age.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(look.age) + space::s;
    line(painter, row.adjusted(0, 0, -aged, 0), box.role.isEmpty() ? box.ref.kind : box.role);
    if (aged > 0)
        line(painter, row, look.age, Qt::AlignRight);
    row.translate(0, 17);
    painter.setFont(uiFont(TextSize::Base, QFont::DemiBold));
    painter.setPen(ink);
    line(painter, row, box.name);
    row.translate(0, 20);
    paintStateMark(painter, QRectF(row.left(), row.center().y() - 5.5, 12, 12), box.health.state, look.stale ? theme.secondary : theme.state(box.health.state));
    painter.setFont(uiFont());
    const int alerts = paintAlerts(painter, row, box, look);
    painter.setPen(ink);
    painter.setFont(uiFont());
    line(painter, row.adjusted(12 + space::s - 2, 0, -alerts, 0), stateText(box));
    row.translate(0, 19);
    painter.setFont(uiFont(TextSize::Secondary));
    line(painter, row, factsText(box, painter.fontMetrics(), row.width()));
    if (!box.measured.traffic.isEmpty()) {
        row.translate(0, 17);
        painter.setPen(look.oldSignals ? theme.secondary : ink);
        line(painter, row, trafficText(box, painter.fontMetrics(), row.width()));
    }
    if (!box.autoscaler)
        return;
    row.translate(0, 18);
    const QString range = models::rangeText(*box.autoscaler);
    const int text = QFontMetrics(painter.font()).horizontalAdvance(range) + space::s;
    paintRange(painter, row.adjusted(0, 0, -text, 0), *box.autoscaler, look);
    painter.setPen(theme.secondary);
    line(painter, row, range, Qt::AlignRight);
}

QString describeBox(const models::SystemBox &box) {
    QStringList parts{tr("%1: %2").arg(box.ref.name.isEmpty() ? box.name : box.ref.text(), stateWord(box.health.state))};
    if (!box.health.message.isEmpty())
        parts << box.health.message;
    if (box.ready)
        parts << readyText(box);
    if (box.autoscaler)
        parts << tr("autoscaler: %1 pods, wants %2").arg(models::rangeText(*box.autoscaler)).arg(box.autoscaler->desired);
    if (box.ready)
        parts << restartsText(box);
    if (!box.note.isEmpty())
        parts << box.note;
    if (!box.measured.traffic.isEmpty())
        parts << tr("%1 (last 5 minutes, 95th percentile)").arg(box.measured.traffic);
    if (!box.measured.alerts.isEmpty())
        parts << tr("firing: %1").arg(box.measured.alerts.join(", "_L1));
    return parts.join(u'\n');
}

} // namespace ui
