// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Folding by indentation: a line that is followed by deeper ones holds them. A folded line is one whose next line is hidden.
#include "ui/config/editor/codeeditor.h"

#include <QAbstractTextDocumentLayout>
#include <QTextBlock>

namespace ui {

namespace {

/// -1 for an empty line: it belongs to what stands around it.
int indentationOf(const QTextBlock &block) {
    const QString text = block.text();
    for (int i = 0; i < text.size(); ++i) {
        if (!text.at(i).isSpace())
            return text.at(i) == u'-' && i + 1 < text.size() && text.at(i + 1) == u' ' ? i + 1 : i; // an item is inside the key above it
    }
    return -1;
}

QTextBlock lastInside(const QTextBlock &head) {
    const int own = indentationOf(head);
    QTextBlock last = head;
    for (QTextBlock block = head.next(); block.isValid(); block = block.next()) {
        const int indentation = indentationOf(block);
        if (indentation < 0)
            continue;
        if (indentation <= own)
            break;
        last = block;
    }
    return last;
}

} // namespace

bool canFold(const QTextBlock &block) {
    const int own = indentationOf(block);
    if (own < 0)
        return false;
    for (QTextBlock next = block.next(); next.isValid(); next = next.next()) {
        if (const int indentation = indentationOf(next); indentation >= 0)
            return indentation > own;
    }
    return false;
}

bool isFolded(const QTextBlock &block) { return block.isVisible() && block.next().isValid() && !block.next().isVisible(); }

void setFolded(QTextDocument &document, int number, bool folded) {
    const QTextBlock head = document.findBlockByNumber(number);
    const QTextBlock last = lastInside(head);
    if (!head.isValid() || last == head)
        return;
    for (QTextBlock block = head.next(); block.isValid(); block = block.next()) {
        block.setVisible(!folded);
        block.setLineCount(folded ? 0 : 1);
        if (block == last)
            break;
    }
    document.markContentsDirty(head.position(), last.position() + last.length() - head.position());
    Q_EMIT document.documentLayout()->documentSizeChanged(document.documentLayout()->documentSize());
}

void CodeEditor::foldAll(bool folded) {
    for (QTextBlock block = document()->firstBlock(); block.isValid(); block = block.next()) {
        if (canFold(block) && (!folded || block.text().startsWith(QStringLiteral("spec")) || !block.text().startsWith(u' ')))
            setFolded(*document(), block.blockNumber(), folded);
    }
    viewport()->update();
}

} // namespace ui
