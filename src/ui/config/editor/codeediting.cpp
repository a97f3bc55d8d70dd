// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The keys and the mouse of the editor, and what they do to the text. Every change is one step of the document's undo.
#include "ui/config/editor/codeeditor.h"

#include <QKeyEvent>
#include <QTextBlock>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString indentationOf(const QString &line) {
    const auto end = std::ranges::find_if_not(line, [](QChar character) { return character == u' ' || character == u'\t'; });
    return line.left(end - line.begin());
}

} // namespace

void CodeEditor::insertNewLine() {
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    QString indentation = indentationOf(before);
    if (before.trimmed().endsWith(u':') || before.trimmed().endsWith(u'{') || before.trimmed().endsWith(u'['))
        indentation += before.trimmed().startsWith("- "_L1) ? u"    "_s : u"  "_s;
    else if (before.trimmed().startsWith("- "_L1) && before.contains(u": "_s))
        indentation += "  "_L1; // the next member of the same item
    cursor.insertText(u'\n' + indentation);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void CodeEditor::indent(int direction) {
    QTextCursor cursor = textCursor();
    if (!cursor.hasSelection() && direction > 0) {
        cursor.insertText(QString(2 - cursor.positionInBlock() % 2, u' '));
        return;
    }
    const int last = document()->findBlock(std::max(cursor.selectionStart(), cursor.selectionEnd() - 1)).blockNumber();
    cursor.beginEditBlock();
    for (QTextBlock block = document()->findBlock(cursor.selectionStart()); block.isValid() && block.blockNumber() <= last; block = block.next()) {
        QTextCursor line(block);
        const int spaces = static_cast<int>(std::min<qsizetype>(2, indentationOf(block.text()).size()));
        if (direction > 0) {
            line.insertText(u"  "_s);
        } else if (spaces > 0) {
            line.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, spaces);
            line.removeSelectedText();
        }
    }
    cursor.endEditBlock();
}

void CodeEditor::toggleComment() {
    QTextCursor cursor = textCursor();
    const QTextBlock first = document()->findBlock(cursor.selectionStart());
    const int last = document()->findBlock(std::max(cursor.selectionStart(), cursor.selectionEnd() - 1)).blockNumber();
    bool all = true;
    for (QTextBlock block = first; block.isValid() && block.blockNumber() <= last; block = block.next())
        all = all && (block.text().trimmed().isEmpty() || block.text().trimmed().startsWith(u'#'));
    cursor.beginEditBlock();
    for (QTextBlock block = first; block.isValid() && block.blockNumber() <= last; block = block.next()) {
        if (block.text().trimmed().isEmpty())
            continue;
        QTextCursor line(block);
        line.movePosition(QTextCursor::NextCharacter, QTextCursor::MoveAnchor, static_cast<int>(indentationOf(block.text()).size()));
        if (!all) {
            line.insertText(u"# "_s);
            continue;
        }
        const int length = block.text().mid(line.positionInBlock()).startsWith("# "_L1) ? 2 : 1;
        line.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, length);
        line.removeSelectedText();
    }
    cursor.endEditBlock();
}

bool CodeEditor::handleEditKey(QKeyEvent *event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers() & Qt::AltModifier)
            showFixes();
        else if (!isReadOnly() && !control)
            insertNewLine();
        else
            return false;
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        if (control || isReadOnly())
            return false; // Ctrl+Tab leaves the editor
        indent(event->key() == Qt::Key_Tab ? 1 : -1);
        return true;
    case Qt::Key_Slash:
        if (control && !isReadOnly())
            toggleComment();
        return control;
    case Qt::Key_F12: Q_EMIT referenceRequested(textCursor().position()); return true;
    default: return false;
    }
}

void CodeEditor::keyPressEvent(QKeyEvent *event) {
    if (!handleEditKey(event))
        QPlainTextEdit::keyPressEvent(event);
}

void CodeEditor::mousePressEvent(QMouseEvent *event) {
    QPlainTextEdit::mousePressEvent(event);
    if (event->button() == Qt::LeftButton && (event->modifiers() & Qt::ControlModifier))
        Q_EMIT referenceRequested(cursorForPosition(event->position().toPoint()).position());
}

void CodeEditor::mouseMoveEvent(QMouseEvent *event) {
    QPlainTextEdit::mouseMoveEvent(event);
    viewport()->setCursor(event->modifiers() & Qt::ControlModifier ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

} // namespace ui
