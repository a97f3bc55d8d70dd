// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Colours of the languages that configuration files are written in; one store of definitions for the whole page.
#pragma once

#include "config/text/document.h"

#include <QColor>

#include <memory>

class QTextDocument;

namespace KSyntaxHighlighting {
class Repository;
class SyntaxHighlighter;
}

namespace ui {

struct Theme;

/// The colour, moved towards the theme's text as little as makes it readable (4.5:1) on every ground that the editor lays behind letters.
[[nodiscard]] QColor readable(const QColor &ink, const Theme &theme);
/// Those grounds.
[[nodiscard]] QList<QColor> editorGrounds(const Theme &theme);

class Highlighting {
public:
    Highlighting();
    ~Highlighting();

    /// Of the document, which owns it; without a definition it leaves the text as it is.
    [[nodiscard]] KSyntaxHighlighting::SyntaxHighlighter *attach(QTextDocument *document, const QString &path);
    void setDark(KSyntaxHighlighting::SyntaxHighlighter *highlighter, bool dark);

private:
    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository; // reading it takes tens of milliseconds: once
};

} // namespace ui
