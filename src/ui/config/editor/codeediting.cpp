// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The keys and the mouse of the editor, and what they do to the text. Every change is one step of the document's undo.
#include "ui/config/editor/codeeditor.h"

#include "ui/config/editor/completionpopup.h"

#include <QKeyEvent>
#include <QTextBlock>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

bool isWord(QChar character) { return character.isLetterOrNumber() || u"-_./"_s.contains(character); }

/// The part of the word before the cursor.
QString wordBefore(const QTextCursor &cursor) {
    const QString text = cursor.block().text().left(cursor.positionInBlock());
    qsizetype begin = text.size();
    while (begin > 0 && isWord(text.at(begin - 1)))
        --begin;
    return text.mid(begin);
}

QString indentationOf(const QString &line) {
    const auto end = std::ranges::find_if_not(line, [](QChar character) { return character == u' ' || character == u'\t'; });
    return line.left(end - line.begin());
}

} // namespace

void CodeEditor::complete() {
    m_pause.stop();
    if (!m_knowledge.complete || isReadOnly())
        return;
    const QString prefix = wordBefore(textCursor());
    QTextCursor begin = textCursor();
    begin.setPosition(textCursor().position() - static_cast<int>(prefix.size()));
    const QRect line = cursorRect(begin);
    const QRect word(viewport()->mapToParent(line.topLeft()), line.size());
    m_popup->offer(m_knowledge.complete(textCursor().position()), prefix, word);
}

/// A word that grows is offered its ends, a key that has got its colon its values; anything else ends the offers.
void CodeEditor::completeWhileTyping(QKeyEvent *event) {
    const bool erased = event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete;
    const QString typed = event->text();
    const QString line = textCursor().block().text().left(textCursor().positionInBlock());
    const bool comment = line.trimmed().startsWith(u'#');
    const bool word = !erased && !typed.isEmpty() && isWord(typed.back());
    const bool value = typed == " "_L1 && line.trimmed().endsWith(m_keyForm.separator.trimmed());
    if (!comment && (word || value || (erased && m_popup->isVisible())))
        return m_pause.start();
    m_pause.stop();
    m_popup->hide();
}

bool CodeEditor::handlePopupKey(QKeyEvent *event) {
    if (!m_popup->isVisible() || (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)))
        return false;
    if (m_pause.isActive() && (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        complete(); // what is taken must fit what was typed last
        if (!m_popup->isVisible())
            return false;
    }
    switch (event->key()) {
    case Qt::Key_Down: m_popup->stepBy(1); return true;
    case Qt::Key_Up: m_popup->stepBy(-1); return true;
    case Qt::Key_PageDown: m_popup->stepBy(CompletionPopup::rowsShown - 1); return true;
    case Qt::Key_PageUp: m_popup->stepBy(1 - CompletionPopup::rowsShown); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab: m_popup->choose(); return true;
    case Qt::Key_Escape: m_popup->hide(); return true;
    default: return false;
    }
}

/// In the place of what was typed of it; what comes next is prepared, and offered where it is a key of a map.
void CodeEditor::insertCompletion(const config::Completion &completion) {
    QTextCursor cursor = textCursor();
    const qsizetype typed = wordBefore(cursor).size();
    const QString line = cursor.block().text();
    const QString before = line.left(cursor.positionInBlock() - typed);
    const QString after = line.mid(cursor.positionInBlock()).trimmed();
    const bool inLine = before.contains(u'{') || before.contains(u'[') || before.contains(u'"');
    QString text = QString::fromStdString(completion.label);
    bool more = false;
    if (completion.isKey && !after.startsWith(m_keyForm.separator.trimmed()) && !after.startsWith(u'"')) {
        const bool below = m_keyForm.block && !inLine && after.isEmpty() && (completion.kind == config::Kind::Map || completion.kind == config::Kind::Sequence);
        const QString indentation(before.size() + 2, u' ');
        text += before.endsWith(u'"') ? u"\""_s + m_keyForm.separator : m_keyForm.separator;
        if (below)
            text = text.trimmed() + u'\n' + indentation + (completion.kind == config::Kind::Sequence ? u"- "_s : QString());
        more = below || completion.kind == config::Kind::Bool;
    }
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor, static_cast<int>(typed));
    cursor.insertText(text);
    cursor.endEditBlock();
    setTextCursor(cursor);
    ensureCursorVisible();
    if (more)
        m_pause.start();
}

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
    case Qt::Key_Space:
        if (control)
            complete();
        return control;
    case Qt::Key_Slash:
        if (control && !isReadOnly())
            toggleComment();
        return control;
    case Qt::Key_F12: Q_EMIT referenceRequested(textCursor().position()); return true;
    default: return false;
    }
}

void CodeEditor::keyPressEvent(QKeyEvent *event) {
    if (handlePopupKey(event) || handleEditKey(event))
        return;
    const int before = document()->revision();
    QPlainTextEdit::keyPressEvent(event);
    if (document()->revision() != before)
        completeWhileTyping(event);
    else if (!event->text().isEmpty() || event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Home || event->key() == Qt::Key_End)
        m_popup->hide();
}

bool CodeEditor::event(QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride && m_popup->isVisible() && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept(); // closes the offers and nothing else
        return true;
    }
    return QPlainTextEdit::event(event);
}

void CodeEditor::focusOutEvent(QFocusEvent *event) {
    QPlainTextEdit::focusOutEvent(event);
    m_pause.stop();
    m_popup->hide();
}

void CodeEditor::mousePressEvent(QMouseEvent *event) {
    m_pause.stop();
    m_popup->hide();
    QPlainTextEdit::mousePressEvent(event);
    if (event->button() == Qt::LeftButton && (event->modifiers() & Qt::ControlModifier))
        Q_EMIT referenceRequested(cursorForPosition(event->position().toPoint()).position());
}

void CodeEditor::mouseMoveEvent(QMouseEvent *event) {
    QPlainTextEdit::mouseMoveEvent(event);
    viewport()->setCursor(event->modifiers() & Qt::ControlModifier ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

} // namespace ui
