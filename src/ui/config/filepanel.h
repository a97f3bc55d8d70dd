// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One file of the folder: its text in the editor, its form, what differs from the saved file, and the guide that belongs to it.
#pragma once

#include "base/error.h"
#include "config/rules/finding.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace ui {

class Banner;
class CodeEditor;
class ComparePanel;
class DifferenceView;
class EmptyState;
class FormView;
class GuideView;
class OpenFile;
class OutlineBox;
class SearchBar;
class SecondaryLabel;
class Workspace;

class FilePanel : public QWidget {
    Q_OBJECT
public:
    enum Tab { Text, Form, Difference, Guide };
    explicit FilePanel(Workspace &workspace, QWidget *parent = nullptr);

    /// False where it cannot be opened; the panel says why. Empty: no file.
    bool showFile(const QString &path);
    [[nodiscard]] OpenFile *file() const { return m_file; }
    void showTab(Tab tab);
    [[nodiscard]] Tab tab() const;
    /// In the text, with the place selected.
    void jumpTo(const config::Finding &finding);
    void jumpTo(config::Range range);
    void openSearch();
    /// What was found is of another text now, or of the same: marks and underlines follow.
    void updateProblems();
    void showTrouble(const QString &title, const base::Error &error);

    [[nodiscard]] CodeEditor *editor() const { return m_editor; }
    [[nodiscard]] FormView *form() const { return m_form; }
    [[nodiscard]] ComparePanel *compare() const { return m_compare; }
    [[nodiscard]] DifferenceView *difference() const;
    [[nodiscard]] GuideView *guide() const { return m_guide; }
    [[nodiscard]] OutlineBox *outline() const { return m_outline; }

Q_SIGNALS:
    void findingPicked(const config::Finding &finding);
    void fixRequested(const config::Finding &finding);
    void fileRequested(const QString &path, config::Range place);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeConflictBar();
    void connectParts();
    void follow(OpenFile *file);
    void updateHeader();
    void updateRoom();
    void updateConflict();
    void updateDifference();
    void updateOutline();
    void teachEditor();
    void remember();

    Workspace &m_workspace;
    QPointer<OpenFile> m_file;
    std::vector<config::Finding> m_findings; // that the editor was given, in its order
    QHash<QString, int> m_places; // of the cursor, by path
    QLabel *m_path;
    SecondaryLabel *m_state;
    OutlineBox *m_outline;
    QToolButton *m_undo;
    QToolButton *m_redo;
    QToolButton *m_find;
    Banner *m_banner;
    QWidget *m_conflict;
    QLabel *m_conflictText;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    SearchBar *m_search;
    CodeEditor *m_editor;
    FormView *m_form;
    ComparePanel *m_compare;
    GuideView *m_guide;
    EmptyState *m_empty;
    QStackedWidget *m_whole; // the file, or why there is none
};

} // namespace ui
