// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/paragraphs.h"

#include <QTextDocument>

namespace ui {

Paragraphs::Paragraphs(QTextDocument *document, const Theme &theme) : m_cursor(document), m_theme(theme) {}

void Paragraphs::block(const QString &text, const QFont &font, const QColor &ink, const QColor &ground, int above) {
    QTextBlockFormat format;
    format.setTopMargin(above);
    if (ground.isValid())
        format.setBackground(ground);
    QTextCharFormat letters;
    letters.setFont(font);
    letters.setForeground(ink);
    if (m_first)
        m_cursor.setBlockFormat(format);
    else
        m_cursor.insertBlock(format);
    m_first = false;
    m_cursor.insertText(text, letters);
}

} // namespace ui
