// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of the log view that the operator's hands meet: selecting, copying, keys.
#include "ui/widgets/theme.h"
#include "ui/workloads/logview.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace ui {

void LogView::setWrapped(bool wrapped) {
    m_wrapped = wrapped;
    m_offset = 0;
    settle();
}

void LogView::setTimesShown(bool shown) {
    m_times = shown;
    settle();
}

void LogView::setPlaceholder(const QString &text) {
    if (std::exchange(m_placeholder, text) != text && m_lines.rows() == 0)
        viewport()->update();
}

LogView::Place LogView::placeAt(const QPoint &point) const {
    int y = -m_offset;
    Place place;
    for (qsizetype row = m_top; row < m_lines.rows(); ++row) {
        const auto layout = layoutOf(row);
        const int height = std::max(1, layout->lineCount()) * m_lineHeight;
        place = {m_lines.numberAt(row), int(layout->text().size())};
        if (point.y() < y + height) {
            const int line = std::clamp((point.y() - y) / m_lineHeight, 0, layout->lineCount() - 1);
            place.at = layout->lineAt(line).xToCursor(point.x() - space::s + horizontalScrollBar()->value());
            return place;
        }
        y += height;
    }
    return place;
}

std::pair<LogView::Place, LogView::Place> LogView::selection() const { return std::minmax(m_anchor, m_cursor); }

bool LogView::hasSelection() const { return m_anchor != m_cursor; }

qsizetype LogView::currentRow() const {
    if (m_cursor.number < 0)
        return -1;
    const qsizetype row = m_lines.rowOf(m_cursor.number);
    return row < m_lines.rows() ? row : -1;
}

void LogView::select(const Place &anchor, const Place &cursor) {
    m_anchor = anchor;
    m_cursor = cursor;
    viewport()->update();
}

void LogView::selectAll() {
    if (m_lines.rows() == 0)
        return;
    const qsizetype last = m_lines.rows() - 1;
    select({m_lines.numberAt(0), 0}, {m_lines.numberAt(last), int(lineText(m_lines.at(last)).size())});
}

QString LogView::selectedText() const {
    const auto [first, last] = selection();
    QStringList texts;
    for (qsizetype row = m_lines.rowOf(first.number); row < m_lines.rows() && first != last; ++row) {
        const qint64 number = m_lines.numberAt(row);
        if (number > last.number)
            break;
        const QString text = lineText(m_lines.at(row));
        const qsizetype from = number == first.number ? first.at : 0;
        texts.append(number == last.number ? text.mid(from, std::max<qsizetype>(0, last.at - from)) : text.mid(from));
    }
    return texts.join(u'\n');
}

void LogView::copy() const {
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void LogView::mousePressEvent(QMouseEvent *event) {
    if (event->button() != Qt::LeftButton)
        return;
    const Place place = placeAt(event->position().toPoint());
    select(event->modifiers() & Qt::ShiftModifier && m_anchor.number >= 0 ? m_anchor : place, place);
}

void LogView::mouseMoveEvent(QMouseEvent *event) {
    if (!(event->buttons() & Qt::LeftButton))
        return;
    const QPoint point = event->position().toPoint();
    if (point.y() < 0)
        scrollPixels(-m_lineHeight);
    else if (point.y() > viewport()->height())
        scrollPixels(m_lineHeight);
    select(m_anchor, placeAt(point));
}

void LogView::mouseDoubleClickEvent(QMouseEvent *event) {
    const Place place = placeAt(event->position().toPoint());
    const qsizetype row = m_lines.rowOf(place.number);
    if (place.number < 0 || row >= m_lines.rows())
        return;
    const QString text = lineText(m_lines.at(row));
    const auto inside = [&](int at) { return at >= 0 && at < text.size() && (text.at(at).isLetterOrNumber() || u"_-./:@"_s.contains(text.at(at))); };
    int from = place.at;
    int to = place.at;
    while (inside(from - 1))
        --from;
    while (inside(to))
        ++to;
    select({place.number, from}, {place.number, to});
}

void LogView::keyPressEvent(QKeyEvent *event) {
    const int page = std::max(m_lineHeight, viewport()->height() - m_lineHeight);
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    switch (event->key()) {
    case Qt::Key_Up: return scrollPixels(-m_lineHeight);
    case Qt::Key_Down: return scrollPixels(m_lineHeight);
    case Qt::Key_PageUp: return scrollPixels(-page);
    case Qt::Key_PageDown: return scrollPixels(page);
    case Qt::Key_Home: return onScrolled(0);
    case Qt::Key_End: return goToEnd();
    case Qt::Key_Left: return horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
    case Qt::Key_Right: return horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogView::contextMenuEvent(QContextMenuEvent *event) {
    QMenu menu(this);
    menu.addAction(tr("Copy"), this, &LogView::copy)->setEnabled(hasSelection());
    menu.addAction(tr("Select all"), this, &LogView::selectAll)->setEnabled(m_lines.rows() > 0);
    menu.addSeparator();
    menu.addAction(tr("Go to the newest line"), this, &LogView::goToEnd);
    menu.exec(event->globalPos());
}

} // namespace ui
