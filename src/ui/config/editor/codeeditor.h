// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A text editor for configuration files: line numbers, problems in the margin and underlined, folding, completion, what stands under the
// pointer, quick fixes, jumps. Knows nothing of files: what it shows is given, what the operator wants is said.
#pragma once

#include "config/rules/finding.h"
#include "config/schema/schema.h"

#include <QPlainTextEdit>
#include <QTimer>

#include <functional>
#include <optional>

namespace ui {

class CompletionPopup;
class EditorGutter;

/// Places in UTF-16 units of the text.
struct EditorProblem {
    int begin = 0;
    int end = 0;
    config::Severity severity = config::Severity::Warning;
    QString message;
    QString fix; // title; empty: none
};

class CodeEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    /// What is asked of the engine, for a place of the text. Each may be empty.
    struct Knowledge {
        std::function<std::vector<config::Completion>(int position)> complete;
        std::function<QString(int position)> explain; // rich text
    };
    /// How a key is parted from its value, and whether a map or a list begins on a line of its own below it.
    struct KeyForm {
        QString separator = QStringLiteral(": ");
        bool block = true;
    };
    static constexpr int typingPause = 120; // milliseconds until completion is offered

    explicit CodeEditor(QWidget *parent = nullptr);
    void setKnowledge(Knowledge knowledge) { m_knowledge = std::move(knowledge); }
    void setKeyForm(KeyForm form) { m_keyForm = std::move(form); }

    /// Another text; undo and folding are the document's own.
    void showDocument(QTextDocument *document);
    void setProblems(const QList<EditorProblem> &problems);
    /// Puts the cursor there, unfolds and scrolls.
    void jumpTo(int position, int length = 0);
    /// Ranges that a search has found, and which of them is the current one.
    void setMatches(const QList<QTextCursor> &matches, int current);
    /// Offers what could be written at the cursor.
    void complete();
    [[nodiscard]] CompletionPopup *popup() const { return m_popup; }
    /// The quick fixes of the cursor's line, as a menu.
    void showFixes();
    void toggleComment();
    void foldAll(bool folded);

    /// What is said where the pointer rests: the problems there, and what the schema says of it. Rich text.
    [[nodiscard]] QString toolTipAt(int position) const;

    // For the margin.
    struct LineMark {
        std::optional<config::Severity> severity;
        bool fix = false;
    };
    [[nodiscard]] LineMark markOf(int block) const { return m_marks.value(block); }
    void paintMargin(QPaintEvent *event);
    void clickMargin(const QPoint &position);
    [[nodiscard]] QString marginToolTip(const QPoint &position) const;

Q_SIGNALS:
    /// Of the problems that were given.
    void fixRequested(int problem);
    void referenceRequested(int position);
    void problemPicked(int problem);

protected:
    bool event(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    [[nodiscard]] int marginWidth() const;
    void updateMargin();
    void updateSelections();
    void updateMarks();
    void showToolTip(const QPoint &position, const QPoint &global);
    [[nodiscard]] QString problemsAt(int position) const;
    [[nodiscard]] QList<int> fixesOfLine(int block) const;
    [[nodiscard]] int worstOfLine(int block) const;
    [[nodiscard]] QTextBlock blockAt(int y) const;
    bool handleEditKey(QKeyEvent *event);
    bool handlePopupKey(QKeyEvent *event);
    void completeWhileTyping(QKeyEvent *event);
    void insertCompletion(const config::Completion &completion);
    void insertNewLine();
    void indent(int direction);

    struct Shown {
        EditorProblem problem;
        QTextCursor range; // moves with the text until the next check
    };
    QList<Shown> m_problems;
    QHash<int, LineMark> m_marks;
    QList<QTextCursor> m_matches;
    int m_currentMatch = -1;
    EditorGutter *m_margin;
    CompletionPopup *m_popup;
    Knowledge m_knowledge;
    KeyForm m_keyForm;
    QTimer m_pause; // between the last key and completion
};

/// Folds or unfolds what is indented below a line; no effect where nothing is.
void setFolded(QTextDocument &document, int block, bool folded);
[[nodiscard]] bool canFold(const QTextBlock &block);
[[nodiscard]] bool isFolded(const QTextBlock &block);

} // namespace ui
