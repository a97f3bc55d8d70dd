// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/map/maplegend.h"

#include "ui/widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int line = 18;
constexpr int swatch = 11;
} // namespace

MapLegend::MapLegend(QWidget *parent)
    : QWidget(parent) {
    fit();
}

void MapLegend::setCategories(const QList<forecast::Category> &categories) {
    m_categories = categories;
    fit();
    update();
}

void MapLegend::setTexts(const QString &title, const QString &explanation) {
    m_title = title;
    m_explanation = explanation;
    setAccessibleName(tr("Legend: %1, %2").arg(title, explanation));
    update();
}

void MapLegend::setNote(const QString &note) {
    if (note == m_note)
        return;
    m_note = note;
    setAccessibleDescription(note);
    fit();
    update();
}

QString MapLegend::range(const forecast::Category &category) const {
    if (category.from == category.to) // a band: its place is what the map writes into the circles
        return QString::number(category.from);
    return &category == &m_categories.last() ? u"%1+"_s.arg(category.from)
                                             : u"%1–%2"_s.arg(category.from).arg(category.to);
}

int MapLegend::entryWidth(const forecast::Category &category) const {
    const QFontMetrics metrics(uiFont(TextSize::Secondary));
    return swatch + 5 + metrics.horizontalAdvance(category.word + u' ' + range(category)) + 2;
}

QList<QPoint> MapLegend::flow(int width) const {
    QList<QPoint> corners;
    QPoint at(space::m, space::s + line);
    for (const forecast::Category &category : m_categories) {
        const int wide = entryWidth(category);
        if (at.x() > space::m && at.x() + wide > width - space::m)
            at = QPoint(space::m, at.y() + line);
        corners.append(at);
        at.rx() += wide + space::l;
    }
    return corners;
}

int MapLegend::heightForWidth(int width) const {
    const int note = m_note.isEmpty() ? 0 : line;
    return note + (m_categories.isEmpty() ? line + 2 * space::s : flow(width).last().y() + line + space::s);
}

// A layout asks for a height before it knows the width, and never gives more than that.
void MapLegend::fit() {
    setFixedHeight(heightForWidth(std::max(width(), 320)));
}

void MapLegend::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    fit();
}

void MapLegend::paintEvent(QPaintEvent *) {
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), theme.surface);
    painter.fillRect(QRect(0, 0, width(), 1), theme.border);
    const QRect head(space::m, space::xs, width() - 2 * space::m, line);
    painter.setFont(uiFont(TextSize::Secondary, QFont::DemiBold));
    painter.setPen(theme.text);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, m_title);
    const int used = painter.fontMetrics().horizontalAdvance(m_title) + space::m;
    painter.setFont(uiFont(TextSize::Secondary));
    painter.setPen(theme.secondary);
    painter.drawText(head.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_explanation);
    const QRect foot(space::m, height() - line - space::xs, width() - 2 * space::m, line);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(m_note, Qt::ElideRight, foot.width()));
    const QList<QPoint> corners = flow(width());
    for (qsizetype i = 0; i < corners.size(); ++i) {
        const forecast::Category &category = m_categories[i];
        const QRect entry(corners[i], QSize(entryWidth(category), line));
        painter.setPen(QPen(QColor(0, 0, 0, 60), 1));
        painter.setBrush(QColor(category.colour));
        painter.drawEllipse(QRectF(entry.left() + 0.5, entry.top() + (line - swatch) / 2.0, swatch - 1, swatch - 1));
        const QRect text = entry.adjusted(swatch + 5, 0, 0, 0);
        painter.setPen(theme.text);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, category.word);
        painter.setPen(theme.secondary);
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, range(category));
    }
}

} // namespace ui
