// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/editor/codeeditor.h"

#include "ui/config/editor/completionpopup.h"
#include "ui/config/editor/gutter.h"
#include "ui/config/severitymark.h"
#include "ui/widgets/theme.h"

#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

CodeEditor::CodeEditor(QWidget *parent)
    : QPlainTextEdit(parent), m_margin(new EditorGutter(this)), m_popup(new CompletionPopup(this)) {
    setObjectName(u"codeEditor"_s);
    setAccessibleName(tr("Text of the file"));
    setFrameShape(NoFrame);
    setStyleSheet(u"QPlainTextEdit { border: none; border-radius: 0; }"_s);
    setFont(monoFont());
    setLineWrapMode(NoWrap);
    setTabStopDistance(2 * fontMetrics().horizontalAdvance(u' '));
    setCursorWidth(2);
    viewport()->setMouseTracking(true);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::updateMargin);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        dy != 0 ? m_margin->scroll(0, dy) : m_margin->update(0, rect.y(), m_margin->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        updateSelections();
        m_margin->update();
    });
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &CodeEditor::complete);
    connect(m_popup, &CompletionPopup::chosen, this, &CodeEditor::insertCompletion);
    updateMargin();
}

void CodeEditor::showDocument(QTextDocument *document) {
    m_pause.stop();
    m_popup->hide();
    m_problems.clear();
    m_matches.clear();
    m_marks.clear();
    if (document)
        document->setDefaultFont(font()); // a document brings its own
    setDocument(document);
    setTabStopDistance(2 * fontMetrics().horizontalAdvance(u' '));
    updateMargin();
    updateSelections();
}

void CodeEditor::setProblems(const QList<EditorProblem> &problems) {
    m_problems.clear();
    const int last = document()->characterCount() - 1;
    for (const EditorProblem &problem : problems) {
        QTextCursor range(document());
        range.setPosition(std::clamp(problem.begin, 0, last));
        range.setPosition(std::clamp(problem.end, problem.begin, std::max(problem.begin, last)), QTextCursor::KeepAnchor);
        m_problems.append({problem, range});
    }
    updateMarks();
    updateSelections();
}

void CodeEditor::updateMarks() {
    m_marks.clear();
    for (const Shown &shown : std::as_const(m_problems)) {
        LineMark &mark = m_marks[document()->findBlock(shown.range.selectionStart()).blockNumber()];
        mark.severity = std::max(mark.severity.value_or(config::Severity::Info), shown.problem.severity);
        mark.fix = mark.fix || !shown.problem.fix.isEmpty();
    }
    m_margin->update();
}

void CodeEditor::setMatches(const QList<QTextCursor> &matches, int current) {
    m_matches = matches;
    m_currentMatch = current;
    updateSelections();
}

void CodeEditor::updateSelections() {
    const Theme &theme = themeOf(this);
    QList<QTextEdit::ExtraSelection> selections;
    QTextEdit::ExtraSelection line;
    line.format.setBackground(theme.window);
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = textCursor();
    line.cursor.clearSelection();
    selections.append(line);
    for (const Shown &shown : std::as_const(m_problems)) {
        QTextEdit::ExtraSelection underline;
        underline.cursor = shown.range;
        if (!underline.cursor.hasSelection()) // something is missing here: the line's last character is marked
            underline.cursor.movePosition(underline.cursor.atBlockEnd() ? QTextCursor::PreviousCharacter : QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        const QTextBlock first = document()->findBlock(underline.cursor.selectionStart());
        if (const int end = first.position() + first.length() - 1; underline.cursor.selectionEnd() > end) { // of a whole map, its first line
            underline.cursor.setPosition(underline.cursor.selectionStart());
            underline.cursor.setPosition(end, QTextCursor::KeepAnchor);
        }
        underline.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        underline.format.setUnderlineColor(severityColor(shown.problem.severity, theme));
        selections.append(underline);
    }
    for (qsizetype i = 0; i < m_matches.size(); ++i) {
        QTextEdit::ExtraSelection match;
        match.cursor = m_matches.at(i);
        match.format.setBackground(i == m_currentMatch ? theme.selection : theme.warnGround);
        match.format.setProperty(QTextFormat::OutlinePen, QPen(theme.outline));
        selections.append(match);
    }
    setExtraSelections(selections);
}

void CodeEditor::jumpTo(int position, int length) {
    QTextCursor cursor(document());
    cursor.setPosition(std::clamp(position, 0, document()->characterCount() - 1));
    const QTextBlock block = cursor.block();
    for (QTextBlock head = block; head.isValid() && !block.isVisible(); head = head.previous()) {
        if (head.isVisible())
            setFolded(*document(), head.blockNumber(), false);
    }
    cursor.setPosition(std::min(position + length, document()->characterCount() - 1), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

int CodeEditor::marginWidth() const {
    const int digits = std::max(3, static_cast<int>(QString::number(blockCount()).size()));
    return EditorGutter::markWidth + QFontMetrics(monoFont(TextSize::Secondary)).horizontalAdvance(QString(digits, u'9')) + 4 + EditorGutter::foldWidth;
}

void CodeEditor::updateMargin() {
    setViewportMargins(marginWidth() + space::xs, 0, 0, 0);
    m_margin->setGeometry(contentsRect().left(), contentsRect().top(), marginWidth(), contentsRect().height());
    if (!m_problems.isEmpty())
        updateMarks(); // their lines have moved
}

void CodeEditor::resizeEvent(QResizeEvent *event) {
    QPlainTextEdit::resizeEvent(event);
    updateMargin();
}

void CodeEditor::changeEvent(QEvent *event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_margin)
        updateSelections();
}

QTextBlock CodeEditor::blockAt(int y) const {
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        if (block.isVisible() && y >= box.top() && y < box.bottom())
            return block;
        if (box.top() > y)
            break;
    }
    return {};
}

void CodeEditor::clickMargin(const QPoint &position) {
    const QTextBlock block = blockAt(position.y());
    if (!block.isValid())
        return;
    const LineMark mark = markOf(block.blockNumber());
    const bool fold = position.x() >= m_margin->width() - EditorGutter::foldWidth;
    if (!fold || (mark.fix && block.blockNumber() == textCursor().blockNumber()))
        setTextCursor(QTextCursor(block));
    if (fold && canFold(block) && !(mark.fix && block.blockNumber() == textCursor().blockNumber()))
        setFolded(*document(), block.blockNumber(), !isFolded(block));
    else if (mark.fix)
        showFixes();
    if (!fold && mark.severity)
        Q_EMIT problemPicked(worstOfLine(block.blockNumber()));
    viewport()->update();
    m_margin->update();
}

QString CodeEditor::marginToolTip(const QPoint &position) const {
    const QTextBlock block = blockAt(position.y());
    QStringList lines;
    for (const Shown &shown : m_problems) {
        if (block.isValid() && document()->findBlock(shown.range.selectionStart()) == block)
            lines << shown.problem.message;
    }
    return lines.join(u'\n');
}

int CodeEditor::worstOfLine(int block) const {
    int worst = -1;
    for (qsizetype i = 0; i < m_problems.size(); ++i) {
        if (document()->findBlock(m_problems.at(i).range.selectionStart()).blockNumber() == block
            && (worst < 0 || m_problems.at(i).problem.severity > m_problems.at(worst).problem.severity))
            worst = static_cast<int>(i);
    }
    return worst;
}

QList<int> CodeEditor::fixesOfLine(int block) const {
    QList<int> fixes;
    for (qsizetype i = 0; i < m_problems.size(); ++i) {
        if (!m_problems.at(i).problem.fix.isEmpty() && document()->findBlock(m_problems.at(i).range.selectionStart()).blockNumber() == block)
            fixes << static_cast<int>(i);
    }
    return fixes;
}

void CodeEditor::showFixes() {
    const QList<int> fixes = fixesOfLine(textCursor().blockNumber());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const int fix : fixes)
        connect(menu->addAction(m_problems.at(fix).problem.fix), &QAction::triggered, this, [this, fix] { Q_EMIT fixRequested(fix); });
    if (fixes.isEmpty())
        menu->addAction(tr("No certain fix for this line"))->setEnabled(false);
    menu->popup(viewport()->mapToGlobal(cursorRect().bottomLeft()));
    if (!fixes.isEmpty())
        menu->setActiveAction(menu->actions().first());
}

QString CodeEditor::problemsAt(int position) const {
    QString html;
    for (const Shown &shown : m_problems) {
        const bool here = position >= shown.range.selectionStart() && position <= std::max(shown.range.selectionEnd(), shown.range.selectionStart() + 1);
        if (!here)
            continue;
        html += u"<p><span style='color:%1'>■</span> %2"_s.arg(severityColor(shown.problem.severity, themeOf(this)).name(), shown.problem.message.toHtmlEscaped());
        if (!shown.problem.fix.isEmpty())
            html += u"<br><i>%1</i>"_s.arg(tr("Alt+Return: %1").arg(shown.problem.fix).toHtmlEscaped());
        html += "</p>"_L1;
    }
    return html;
}

QString CodeEditor::toolTipAt(int position) const {
    const QString problems = problemsAt(position);
    const QString meaning = m_knowledge.explain ? m_knowledge.explain(position) : QString();
    return problems.isEmpty() || meaning.isEmpty() ? problems + meaning : problems + "<hr>"_L1 + meaning;
}

void CodeEditor::showToolTip(const QPoint &position, const QPoint &global) {
    const QTextCursor cursor = cursorForPosition(position);
    if (!cursorRect(cursor).adjusted(-12, 0, 12, 0).contains(position))
        return QToolTip::hideText();
    const QString html = toolTipAt(cursor.position());
    html.isEmpty() ? QToolTip::hideText() : QToolTip::showText(global, u"<qt>%1</qt>"_s.arg(html), viewport());
}

bool CodeEditor::viewportEvent(QEvent *event) {
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    auto *help = static_cast<QHelpEvent *>(event);
    showToolTip(help->pos(), help->globalPos());
    return true;
}

} // namespace ui
