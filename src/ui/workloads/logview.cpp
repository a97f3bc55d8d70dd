// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/logview.h"

#include "ui/widgets/theme.h"

#include <QDateTime>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int sourceBar = 3;
constexpr int logMargin = space::s;
constexpr int longestName = 28;
constexpr int widestLine = 1 << 22; // pixels: not wrapped

QTextOption optionOf(bool wrapped) {
    QTextOption option;
    option.setWrapMode(wrapped ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight); // of a line of machine text, whatever it quotes
    return option;
}

} // namespace

LogView::LogView(models::LogLines &lines, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_lines(lines) {
    setFont(monoFont());
    m_lineHeight = fontMetrics().height() + 2;
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Log"));
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAutoFillBackground(false);
    connect(&lines, &models::LogLines::changed, this, &LogView::onChanged);
    connect(&lines, &models::LogLines::reset, this, [this] {
        m_top = m_lines.rowOf(m_topNumber);
        m_offset = 0;
        settle();
    });
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { onScrolled(verticalScrollBar()->sliderPosition()); });
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
}

LogView::~LogView() = default;

void LogView::setSourceNames(const QStringList &names) {
    m_names = names;
    m_nameWidth = 0;
    for (QString &name : m_names) {
        if (name.size() > longestName) // its end tells it from its siblings
            name = u'…' + name.right(longestName - 1);
        m_nameWidth = std::max(m_nameWidth, int(name.size()));
    }
    settle();
}

QString LogView::prefixOf(const models::LogEntry &entry) const {
    QString prefix;
    if (m_times) {
        constexpr qsizetype width = 12; // "11:40:00.123"
        prefix = entry.nanoseconds == 0 ? QString(width, u' ')
                                        : QDateTime::fromMSecsSinceEpoch(entry.nanoseconds / 1'000'000).toString(u"HH:mm:ss.zzz"_s);
        prefix += u"  "_s;
    }
    if (m_nameWidth > 0)
        prefix += m_names.value(entry.source).leftJustified(m_nameWidth) + u"  "_s;
    return prefix;
}

QColor LogView::inkOf(const models::LogEntry &entry) const {
    const Theme &theme = themeOf(this);
    if (entry.notice)
        return theme.accent;
    switch (entry.severity) {
    case models::Severity::Fatal:
    case models::Severity::Error: return theme.failed;
    case models::Severity::Warning: return theme.degraded;
    case models::Severity::Debug:
    case models::Severity::Trace: return theme.secondary;
    default: return theme.text;
    }
}

QList<QTextLayout::FormatRange> LogView::formatsOf(qsizetype row, qsizetype prefix, qsizetype size) const {
    const Theme &theme = themeOf(this);
    const models::LogEntry &entry = m_lines.at(row);
    QList<QTextLayout::FormatRange> formats;
    const auto add = [&](qsizetype from, qsizetype length, const QColor &ink, const QColor &ground = {}) {
        QTextCharFormat format;
        format.setForeground(ink);
        if (ground.isValid())
            format.setBackground(ground);
        formats.append({int(from), int(length), format});
    };
    add(0, prefix, theme.secondary);
    add(prefix, size - prefix, inkOf(entry));
    const auto [first, last] = selection();
    const qint64 number = m_lines.numberAt(row);
    if (first != last && number >= first.number && number <= last.number) {
        const qsizetype from = number == first.number ? first.at : 0;
        const qsizetype to = number == last.number ? last.at : size;
        add(from, std::max<qsizetype>(0, to - from), theme.text, theme.selection);
    }
    if (!entry.notice) {
        for (const models::LogFilter::Range &mark : m_lines.filter().marks(entry.text))
            add(prefix + mark.from, mark.length, theme.onAccent, theme.accent);
    }
    return formats;
}

std::unique_ptr<QTextLayout> LogView::layoutOf(qsizetype row) const {
    const QString prefix = prefixOf(m_lines.at(row));
    auto layout = std::make_unique<QTextLayout>(prefix + m_lines.at(row).text, font());
    layout->setTextOption(optionOf(m_wrapped));
    layout->setFormats(formatsOf(row, prefix.size(), layout->text().size()));
    const int indent = m_wrapped ? std::min(fontMetrics().horizontalAdvance(u' ') * int(prefix.size()), viewport()->width() / 3) : 0;
    const int width = viewport()->width() - 2 * logMargin;
    layout->beginLayout();
    for (int y = 0;; y += m_lineHeight) {
        QTextLine line = layout->createLine();
        if (!line.isValid())
            break;
        const int left = y == 0 ? 0 : indent;
        line.setLineWidth(m_wrapped ? std::max(width - left, 8 * m_lineHeight) : widestLine);
        line.setPosition({qreal(left), qreal(y)});
    }
    layout->endLayout();
    return layout;
}

int LogView::heightOf(qsizetype row) const {
    return m_wrapped ? std::max(1, layoutOf(row)->lineCount()) * m_lineHeight : m_lineHeight;
}

void LogView::onChanged(qsizetype added, qsizetype gone) {
    const qsizetype rows = m_lines.rows();
    for (qsizetype row = std::max<qsizetype>(0, rows - added); row < rows; ++row)
        m_widest = std::max(m_widest, int(m_lines.at(row).text.size()));
    if (gone > m_top)
        m_offset = 0;
    m_top = std::max<qsizetype>(0, m_top - gone);
    settle();
}

/// Nothing is shown beyond the end; who is there stays there.
void LogView::settle() {
    const qsizetype rows = m_lines.rows();
    const int seen = viewport()->height();
    int height = 0;
    qsizetype row = rows;
    while (row > 0 && height < seen)
        height += heightOf(--row);
    const int beyond = std::max(0, height - seen);
    const bool past = m_top > row || (m_top == row && m_offset >= beyond);
    const bool before = m_following;
    if (m_following || past) {
        m_top = row;
        m_offset = beyond;
        m_following = true;
    }
    m_topNumber = m_top < rows ? m_lines.numberAt(m_top) : 0;
    QScrollBar *bar = verticalScrollBar();
    bar->setRange(0, int(row) + (beyond > 0 ? 1 : 0));
    bar->setPageStep(std::max(1, seen / m_lineHeight));
    bar->setValue(m_following ? bar->maximum() : int(m_top));
    updateBars();
    viewport()->update();
    if (before != m_following)
        Q_EMIT followingChanged(m_following);
}

void LogView::updateBars() {
    const int prefix = (m_times ? 14 : 0) + (m_nameWidth > 0 ? m_nameWidth + 2 : 0);
    const double character = QFontMetricsF(font()).horizontalAdvance(u'0');
    const int width = int(std::ceil((prefix + m_widest) * character)) + 2 * logMargin;
    QScrollBar *bar = horizontalScrollBar();
    bar->setRange(0, m_wrapped ? 0 : std::max(0, width - viewport()->width()));
    bar->setPageStep(viewport()->width());
    bar->setSingleStep(int(character * 8));
}

void LogView::onScrolled(int value) {
    const bool end = value >= verticalScrollBar()->maximum();
    const bool before = m_following;
    m_following = end;
    if (!end) {
        m_top = value;
        m_offset = 0;
    }
    settle();
    if (before && !m_following)
        Q_EMIT followingChanged(false);
}

void LogView::scrollPixels(int pixels) {
    const bool before = m_following;
    if (m_lines.rows() == 0)
        return;
    int offset = m_offset + pixels;
    while (offset < 0 && m_top > 0)
        offset += heightOf(--m_top);
    while (m_top + 1 < m_lines.rows() && offset >= heightOf(m_top))
        offset -= heightOf(m_top++);
    m_offset = std::max(0, offset);
    m_following = m_following && pixels >= 0;
    settle();
    if (before && !m_following)
        Q_EMIT followingChanged(false);
}

void LogView::showRow(qsizetype row) {
    if (row < 0 || row >= m_lines.rows())
        return;
    const bool before = m_following;
    const qint64 number = m_lines.numberAt(row);
    m_following = false;
    m_top = std::max<qsizetype>(0, row - viewport()->height() / m_lineHeight / 3);
    m_offset = 0;
    select({number, 0}, {number, int(lineText(m_lines.at(row)).size())});
    settle();
    if (before && !m_following)
        Q_EMIT followingChanged(false);
}

void LogView::goToEnd() {
    const bool before = m_following;
    m_following = true;
    settle();
    if (!before)
        Q_EMIT followingChanged(true);
}

void LogView::paintRow(QPainter &painter, qsizetype row, const QTextLayout &layout, int y) const {
    const Theme &theme = themeOf(this);
    const models::LogEntry &entry = m_lines.at(row);
    const int height = std::max(1, layout.lineCount()) * m_lineHeight;
    if (entry.notice)
        painter.fillRect(0, y, viewport()->width(), height, theme.infoGround);
    if (m_nameWidth > 0 && entry.source >= 0)
        painter.fillRect(0, y, sourceBar, height, theme.series.at(entry.source % 6)); // without the yellow, which white swallows
    layout.draw(&painter, QPointF(logMargin - horizontalScrollBar()->value(), y + 1));
}

void LogView::paintEvent(QPaintEvent *) {
    ++m_paints;
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), themeOf(this).surface);
    if (m_lines.rows() == 0) {
        painter.setFont(uiFont());
        painter.setPen(themeOf(this).secondary);
        painter.drawText(viewport()->rect().adjusted(space::l, 0, -space::l, 0), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
    }
    int y = -m_offset;
    for (qsizetype row = m_top; row < m_lines.rows() && y < viewport()->height(); ++row) {
        const auto layout = layoutOf(row);
        paintRow(painter, row, *layout, y);
        y += std::max(1, layout->lineCount()) * m_lineHeight;
    }
}

void LogView::resizeEvent(QResizeEvent *event) {
    QAbstractScrollArea::resizeEvent(event);
    settle();
}

void LogView::changeEvent(QEvent *event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        viewport()->update();
}

void LogView::wheelEvent(QWheelEvent *event) {
    if (event->angleDelta().x() != 0 || event->modifiers() & Qt::ShiftModifier) {
        const int delta = event->angleDelta().x() != 0 ? event->angleDelta().x() : event->angleDelta().y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta);
    } else {
        const int pixels = event->pixelDelta().isNull() ? event->angleDelta().y() * 3 * m_lineHeight / 120 : event->pixelDelta().y();
        scrollPixels(-pixels);
    }
    event->accept();
}

} // namespace ui
