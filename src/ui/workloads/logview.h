// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the lines of a log, only those that are seen, whatever their number; follows the end until the operator scrolls away from it.
#pragma once

#include "models/logs/loglines.h"

#include <QAbstractScrollArea>
#include <QTextLayout>

#include <memory>

namespace ui {

/// Where the lines stand: pixels of the first seen row are above the edge. Wrapped rows are laid out when they are needed, so that neither
/// a hundred thousand lines nor one of ten thousand characters makes it wait.
class LogView : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// The lines must outlive the view.
    explicit LogView(models::LogLines &lines, QWidget *parent = nullptr);
    ~LogView() override;

    /// The short name of each source, shown before its lines; empty: none is shown.
    void setSourceNames(const QStringList &names);
    void setWrapped(bool wrapped);
    void setTimesShown(bool shown);
    /// Why there is no line, where there is none.
    void setPlaceholder(const QString &text);
    /// Scrolls to it and selects it.
    void showRow(qsizetype row);
    void goToEnd();
    [[nodiscard]] bool atEnd() const { return m_following; }
    [[nodiscard]] qsizetype firstRow() const { return m_top; }
    /// What is selected; of several lines with their times and sources as shown.
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] bool hasSelection() const;
    void selectAll();
    void copy() const;
    /// The row that was last selected, or -1.
    [[nodiscard]] qsizetype currentRow() const;
    /// As shown: time, source, text.
    [[nodiscard]] QString lineText(const models::LogEntry &entry) const { return prefixOf(entry) + entry.text; }
    [[nodiscard]] int paints() const { return m_paints; } // for the test that counts them

Q_SIGNALS:
    void followingChanged(bool following);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Place { // in the text as shown
        qint64 number = -1;
        int at = 0;
        auto operator<=>(const Place &) const = default;
    };
    void onChanged(qsizetype added, qsizetype gone);
    void onScrolled(int value);
    void scrollPixels(int pixels);
    void settle();
    void updateBars();
    [[nodiscard]] QString prefixOf(const models::LogEntry &entry) const;
    [[nodiscard]] std::unique_ptr<QTextLayout> layoutOf(qsizetype row) const;
    [[nodiscard]] QList<QTextLayout::FormatRange> formatsOf(qsizetype row, qsizetype prefix, qsizetype size) const;
    void paintRow(QPainter &painter, qsizetype row, const QTextLayout &layout, int y) const;
    [[nodiscard]] int heightOf(qsizetype row) const;
    [[nodiscard]] Place placeAt(const QPoint &point) const;
    [[nodiscard]] std::pair<Place, Place> selection() const;
    void select(const Place &anchor, const Place &cursor);
    [[nodiscard]] QColor inkOf(const models::LogEntry &entry) const;

    models::LogLines &m_lines;
    QString m_placeholder;
    QStringList m_names;
    int m_nameWidth = 0; // characters
    int m_lineHeight;
    int m_widest = 0;    // characters, of all lines that came
    qsizetype m_top = 0; // the first seen row
    int m_offset = 0;    // its pixels above the edge
    qint64 m_topNumber = 0;
    bool m_following = true;
    bool m_wrapped = false;
    bool m_times = true;
    Place m_anchor;
    Place m_cursor;
    int m_paints = 0;
};

} // namespace ui
