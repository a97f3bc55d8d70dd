// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/editor/gutter.h"

#include "ui/config/severitymark.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace ui {

EditorGutter::EditorGutter(CodeEditor *editor) : QWidget(editor), m_editor(editor) { setAccessibleName(tr("Line numbers and problems")); }

void EditorGutter::mousePressEvent(QMouseEvent *event) {
    if (event->button() == Qt::LeftButton)
        m_editor->clickMargin(event->position().toPoint());
}

bool EditorGutter::event(QEvent *event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), m_editor->marginToolTip(help->pos()), this);
    return true;
}

namespace {

void paintFoldArrow(QPainter &painter, const QRectF &box, bool folded, const QColor &color) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.4));
    const QPointF c = box.center();
    const QPolygonF arrow = folded ? QPolygonF({{c.x() - 2, c.y() - 4}, {c.x() + 2, c.y()}, {c.x() - 2, c.y() + 4}})
                                   : QPolygonF({{c.x() - 4, c.y() - 2}, {c.x(), c.y() + 2}, {c.x() + 4, c.y() - 2}});
    painter.drawPolyline(arrow);
    painter.restore();
}

/// A lamp in few strokes: this line can be mended by a click.
void paintBulb(QPainter &painter, const QRectF &box, const QColor &color) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.4));
    painter.drawEllipse(QPointF(box.center().x(), box.top() + 5), 3.6, 3.6);
    painter.drawLine(QPointF(box.center().x() - 1.6, box.top() + 10.4), QPointF(box.center().x() + 1.6, box.top() + 10.4));
    painter.restore();
}

} // namespace

void CodeEditor::paintMargin(QPaintEvent *event) {
    const Theme &theme = themeOf(this);
    QPainter painter(m_margin);
    painter.fillRect(event->rect(), theme.surface);
    painter.setPen(theme.border);
    painter.drawLine(m_margin->width() - 1, event->rect().top(), m_margin->width() - 1, event->rect().bottom());
    painter.setFont(monoFont(TextSize::Secondary));
    const int current = textCursor().blockNumber();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        if (box.top() > event->rect().bottom())
            break;
        if (!block.isVisible() || box.bottom() < event->rect().top())
            continue;
        const int height = fontMetrics().height();
        const LineMark mark = markOf(block.blockNumber());
        if (mark.severity)
            paintSeverityMark(painter, QRectF(4, box.top() + (height - 12) / 2.0, 12, 12), *mark.severity, theme);
        const bool here = block.blockNumber() == current;
        painter.setPen(here ? theme.text : theme.secondary);
        const QRectF numbers(EditorGutter::markWidth, box.top(), m_margin->width() - EditorGutter::markWidth - EditorGutter::foldWidth, height);
        painter.drawText(numbers, Qt::AlignRight | Qt::AlignVCenter, QString::number(block.blockNumber() + 1));
        const QRectF side(m_margin->width() - EditorGutter::foldWidth, box.top() + (height - 12) / 2.0, EditorGutter::foldWidth - 2, 12);
        if (mark.fix && here)
            paintBulb(painter, side, theme.degraded);
        else if (canFold(block))
            paintFoldArrow(painter, side, isFolded(block), theme.secondary);
    }
}

} // namespace ui
