// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/filepanel.h"

#include "ui/config/comparepanel.h"
#include "ui/config/editor/codeeditor.h"
#include "ui/config/editor/searchbar.h"
#include "ui/config/formview.h"
#include "ui/config/guideview.h"
#include "ui/config/openfile.h"
#include "ui/config/outlinebox.h"
#include "ui/config/workspace.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

FilePanel::FilePanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_path(new QLabel), m_state(new SecondaryLabel), m_outline(new OutlineBox), m_undo(new QToolButton), m_redo(new QToolButton), m_find(new QToolButton),
      m_banner(new Banner), m_conflict(nullptr), m_conflictText(new QLabel), m_tabs(new QTabBar), m_stack(new QStackedWidget), m_search(nullptr), m_editor(new CodeEditor),
      m_form(new FormView), m_compare(new ComparePanel(workspace)), m_guide(new GuideView), m_empty(new EmptyState), m_whole(new QStackedWidget) {
    m_search = new SearchBar(m_editor);
    m_conflict = makeConflictBar();
    build();
    connectParts();
    teachEditor();
    showFile({});
}

QWidget *FilePanel::makeHeader() {
    m_path->setFont(monoFont());
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_path->setMinimumWidth(1);
    m_undo->setText(tr("Undo"));
    m_undo->setToolTip(tr("Take back the last change of this file (Ctrl+Z)"));
    m_redo->setText(tr("Redo"));
    m_redo->setToolTip(tr("Ctrl+Shift+Z"));
    m_find->setText(tr("Find"));
    m_find->setToolTip(tr("Search and replace in the text (Ctrl+F)"));
    for (const QString &title : {tr("Text"), tr("Form"), tr("Difference"), tr("Guide")})
        m_tabs->addTab(title);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setAccessibleName(tr("Views of the file"));
    auto *header = new QWidget;
    auto *line = new QHBoxLayout(header);
    line->setContentsMargins(space::xs, 0, space::s, 0);
    line->setSpacing(space::s);
    line->addWidget(m_tabs);
    line->addWidget(m_path);
    line->addStretch(1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_state, m_outline, m_find, m_undo, m_redo})
        line->addWidget(widget);
    return header;
}

QWidget *FilePanel::makeConflictBar() {
    auto *bar = new QWidget;
    auto *take = new QPushButton(tr("Take the saved file"));
    auto *keep = new QPushButton(tr("Keep my text"));
    take->setToolTip(tr("Your text goes; undo brings it back"));
    keep->setToolTip(tr("The next save overwrites what the other program wrote"));
    m_conflictText->setWordWrap(true);
    bar->setAutoFillBackground(true);
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(space::m, space::s, space::m, space::s);
    line->setSpacing(space::s);
    line->addWidget(m_conflictText, 1);
    line->addWidget(take);
    line->addWidget(keep);
    connect(take, &QPushButton::clicked, this, [this] {
        if (m_file)
            m_file->takeFromDisk();
    });
    connect(keep, &QPushButton::clicked, this, [this] {
        if (m_file)
            m_file->keepMine();
    });
    bar->hide();
    return bar;
}

void FilePanel::build() {
    auto *text = new QWidget;
    auto *textColumn = new QVBoxLayout(text);
    textColumn->setContentsMargins(0, 0, 0, 0);
    textColumn->setSpacing(0);
    textColumn->addWidget(m_search);
    textColumn->addWidget(m_editor, 1);
    for (QWidget *view : std::initializer_list<QWidget *>{text, m_form, m_compare, m_guide})
        m_stack->addWidget(view);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_conflict);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    m_whole->addWidget(page);
    m_whole->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_whole);
}

void FilePanel::connectParts() {
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        updateHeader();
        if (m_file && tab == Difference)
            m_compare->open();
    });
    connect(m_find, &QToolButton::clicked, this, &FilePanel::openSearch);
    connect(m_undo, &QToolButton::clicked, this, [this] {
        if (m_file)
            m_file->document()->undo();
    });
    connect(m_redo, &QToolButton::clicked, this, [this] {
        if (m_file)
            m_file->document()->redo();
    });
    const auto at = [this](int problem) { return m_findings.at(static_cast<std::size_t>(problem)); };
    connect(m_editor, &CodeEditor::fixRequested, this, [this, at](int problem) { Q_EMIT fixRequested(at(problem)); });
    connect(m_editor, &CodeEditor::problemPicked, this, [this, at](int problem) { Q_EMIT findingPicked(at(problem)); });
    connect(m_editor, &CodeEditor::referenceRequested, this, [this](int position) {
        const auto target = m_file ? m_workspace.target(*m_file, position) : std::nullopt;
        if (target)
            Q_EMIT fileRequested(target->file, target->range);
    });
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, [this] { m_outline->follow(m_editor->textCursor().position()); });
    connect(m_outline, &OutlineBox::picked, this, [this](int position) { m_editor->jumpTo(position); });
    auto *outline = new QAction(tr("Go to a part of the file"), this);
    outline->setShortcut(QKeySequence(u"Ctrl+Shift+O"_s));
    outline->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(outline);
    connect(outline, &QAction::triggered, this, [this] {
        showTab(Text);
        if (m_outline->count() > 0)
            m_outline->showPopup();
    });
    connect(m_guide, &GuideView::fileRequested, this, [this](const QString &path) { Q_EMIT fileRequested(path, {}); });
}

/// The editor knows no files; what it asks of a place is answered for the file that it shows.
void FilePanel::teachEditor() {
    m_editor->setKnowledge({[this](int position) { return m_file ? m_workspace.complete(*m_file, position) : std::vector<config::Completion>(); },
        [this](int position) { return m_file ? m_workspace.explain(*m_file, position) : QString(); }});
}

namespace {

CodeEditor::KeyForm keyFormOf(config::Format format) {
    switch (format) {
    case config::Format::Json: return {u": "_s, false};
    case config::Format::Toml: return {u" = "_s, false};
    case config::Format::Dotenv: return {u"="_s, false};
    default: return {};
    }
}

} // namespace

void FilePanel::remember() {
    if (m_file)
        m_places.insert(m_file->path(), m_editor->textCursor().position());
}

bool FilePanel::showFile(const QString &path) {
    if (m_file && m_file->path() == path)
        return true;
    remember();
    if (m_file)
        m_file->document()->disconnect(this);
    if (m_file)
        m_file->disconnect(this);
    m_search->hide();
    m_banner->clear();
    m_findings.clear();
    m_file = nullptr;
    base::Error why;
    OpenFile *file = path.isEmpty() ? nullptr : m_workspace.open(path, &why);
    m_editor->showDocument(file ? file->document() : nullptr);
    m_editor->setReadOnly(!file || !file->whyReadOnly().isEmpty());
    m_form->setFile(file, file ? m_workspace.kindOf(*file) : config::FileKind());
    m_guide->setFile(path, m_workspace.folder());
    m_compare->setFile(file);
    m_whole->setCurrentIndex(file ? 0 : 1);
    if (path.isEmpty())
        m_empty->setText(tr("No file is chosen"), tr("Choose one at the left, or a problem in the list below."));
    else if (!file)
        m_empty->setText(tr("%1 cannot be opened").arg(QDir(m_workspace.folder()).relativeFilePath(path)), why.message + (why.detail.isEmpty() ? QString() : u": "_s + why.detail));
    if (!file)
        return path.isEmpty();
    m_file = file;
    m_editor->setKeyForm(keyFormOf(config::formatOf(path)));
    follow(file);
    if (!file->whyReadOnly().isEmpty())
        m_banner->showMessage(Banner::Tone::Information, tr("This file is only shown. %1").arg(file->whyReadOnly()));
    QTextCursor cursor(file->document());
    cursor.setPosition(std::clamp(m_places.value(path), 0, file->document()->characterCount() - 1));
    m_editor->setTextCursor(cursor);
    m_editor->centerCursor();
    updateHeader();
    updateConflict();
    updateProblems();
    if (tab() == Difference)
        m_compare->open();
    return true;
}

void FilePanel::follow(OpenFile *file) {
    connect(file, &OpenFile::modifiedChanged, this, &FilePanel::updateHeader);
    connect(file, &OpenFile::conflictChanged, this, &FilePanel::updateConflict);
    connect(file, &OpenFile::textChanged, this, &FilePanel::updateDifference);
    connect(file, &OpenFile::modifiedChanged, this, &FilePanel::updateDifference);
    connect(file, &OpenFile::reloaded, this, [this] {
        m_banner->showMessage(Banner::Tone::Information, tr("Another program changed the file; its text is shown. Undo brings back the one before."));
    });
    connect(file->document(), &QTextDocument::undoAvailable, m_undo, &QWidget::setEnabled);
    connect(file->document(), &QTextDocument::redoAvailable, m_redo, &QWidget::setEnabled);
}

void FilePanel::updateHeader() {
    if (!m_file)
        return;
    m_path->setToolTip(m_file->path());
    m_state->setText(!m_file->whyReadOnly().isEmpty() ? tr("only shown") : m_file->isModified() ? tr("not saved") : QString());
    m_undo->setEnabled(m_file->document()->isUndoAvailable());
    m_redo->setEnabled(m_file->document()->isRedoAvailable());
    updateRoom();
}

/// What has another way to it goes first where there is no room: the tree says the path, keys find and undo.
void FilePanel::updateRoom() {
    static constexpr int least = 120; // pixels in which an end of a path still says something
    const int outline = tab() == Text ? m_outline->sizeHint().width() + space::s : 0;
    const int others = m_tabs->sizeHint().width() + outline + 3 * m_undo->sizeHint().width() + m_state->sizeHint().width() + 5 * space::s;
    const bool narrow = width() < others;
    const QString path = m_file ? QDir(m_workspace.folder()).relativeFilePath(m_file->path()) : QString();
    m_path->setText(m_path->fontMetrics().elidedText(path, Qt::ElideLeft, std::max(0, width() - others)));
    m_path->setVisible(width() - others >= least);
    m_find->setVisible(tab() == Text && !narrow);
    m_undo->setVisible(!narrow);
    m_redo->setVisible(!narrow);
    m_outline->setVisible(tab() == Text && m_outline->count() > 0);
}

void FilePanel::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    updateRoom();
}

void FilePanel::updateConflict() {
    const bool conflict = m_file && m_file->hasConflict();
    m_conflict->setVisible(conflict);
    if (!conflict)
        return;
    QPalette colors = m_conflict->palette();
    colors.setColor(QPalette::Window, themeOf(this).warnGround);
    m_conflict->setPalette(colors);
    m_conflictText->setText(tr("Another program changed this file while you edited it. Your text is kept; choose before you save. Difference shows both."));
    updateDifference();
}

void FilePanel::updateDifference() {
    if (!m_file || tab() != Difference)
        return;
    m_compare->refresh();
}

DifferenceView *FilePanel::difference() const { return m_compare->view(); }

void FilePanel::updateProblems() {
    updateDifference(); // the set is another, and with it what other environments make of the file
    if (!m_file || !m_workspace.isCurrent(*m_file))
        return; // of an older text: the marks that are shown move with it until it is checked
    m_findings = m_workspace.findings(m_file->path());
    QList<EditorProblem> problems;
    for (const config::Finding &finding : m_findings)
        problems.append({m_file->toUnits(finding.range.begin), m_file->toUnits(finding.range.end), finding.severity, finding.message, finding.fix ? finding.fix->title : QString()});
    m_editor->setProblems(problems);
    updateOutline();
}

void FilePanel::updateOutline() {
    const QList<models::OutlineEntry> entries = models::outlineOf(m_file->parsed(), m_workspace.kindOf(*m_file));
    QList<int> begins;
    for (const models::OutlineEntry &entry : entries)
        begins << m_file->toUnits(entry.range.begin);
    m_outline->setEntries(entries, begins);
    m_outline->follow(m_editor->textCursor().position());
    updateRoom();
}

void FilePanel::showTrouble(const QString &title, const base::Error &error) { m_banner->showError(title, error); }

void FilePanel::showTab(Tab tab) { m_tabs->setCurrentIndex(tab); }

FilePanel::Tab FilePanel::tab() const { return static_cast<Tab>(m_tabs->currentIndex()); }

void FilePanel::jumpTo(config::Range range) {
    if (!m_file)
        return;
    showTab(Text);
    const int begin = m_file->toUnits(range.begin);
    m_editor->jumpTo(begin, m_file->toUnits(range.end) - begin);
}

void FilePanel::jumpTo(const config::Finding &finding) {
    if (!m_file)
        return;
    if (m_workspace.isCurrent(*m_file))
        return jumpTo(finding.range);
    showTab(Text);
    const QTextBlock line = m_file->document()->findBlockByNumber(finding.position.line - 1);
    m_editor->jumpTo(line.isValid() ? line.position() : 0);
}

void FilePanel::openSearch() {
    showTab(Text);
    m_search->open();
}

} // namespace ui
