// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a document paragraph by paragraph, each with a font, a colour and perhaps a ground. Panes derive what their own paragraphs look like.
#pragma once

#include <QTextCursor>

class QColor;
class QFont;
class QTextDocument;

namespace ui {

struct Theme;

class Paragraphs {
public:
    /// At the end of the document. Both must outlive this object.
    Paragraphs(QTextDocument *document, const Theme &theme);

protected:
    /// ground: none where it is not valid. above: pixels.
    void block(const QString &text, const QFont &font, const QColor &ink, const QColor &ground, int above);
    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    QTextCursor m_cursor;
    const Theme &m_theme;
    bool m_first = true;
};

} // namespace ui
