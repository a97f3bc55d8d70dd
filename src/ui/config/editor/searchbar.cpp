// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/editor/searchbar.h"

#include "ui/config/editor/codeeditor.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int matchesAtMost = 5'000;
}

SearchBar::SearchBar(CodeEditor *editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_text(new QLineEdit), m_replacement(new QLineEdit), m_case(new QCheckBox(tr("Match case"))), m_count(new SecondaryLabel) {
    m_text->setPlaceholderText(tr("Find"));
    m_text->setAccessibleName(tr("Find in the file"));
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Replace with"));
    auto *one = new QPushButton(tr("Replace"));
    auto *all = new QPushButton(tr("Replace all"));
    auto *done = new QPushButton(tr("Close"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::s, space::xs, space::s, space::xs);
    layout->setSpacing(space::s);
    m_count->setMinimumWidth(60);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_text, m_count, m_case, m_replacement, one, all, done})
        layout->addWidget(widget, widget == m_text || widget == m_replacement ? 1 : 0);
    connect(m_text, &QLineEdit::textChanged, this, &SearchBar::search);
    connect(m_case, &QCheckBox::toggled, this, &SearchBar::search);
    connect(m_text, &QLineEdit::returnPressed, this, [this] { find(1); });
    connect(m_replacement, &QLineEdit::returnPressed, this, &SearchBar::replaceOne);
    connect(one, &QPushButton::clicked, this, &SearchBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &SearchBar::replaceAll);
    connect(done, &QPushButton::clicked, this, &SearchBar::close);
    hide();
}

void SearchBar::open() {
    show();
    if (const QString selected = m_editor->textCursor().selectedText(); !selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_text->setText(selected);
    m_text->setFocus();
    m_text->selectAll();
    search();
}

void SearchBar::close() {
    hide();
    m_editor->setMatches({}, -1);
    m_editor->setFocus();
}

void SearchBar::search() {
    m_matches.clear();
    m_current = -1;
    const auto flags = m_case->isChecked() ? QTextDocument::FindCaseSensitively : QTextDocument::FindFlags();
    QTextCursor at(m_editor->document());
    while (!m_text->text().isEmpty() && m_matches.size() < matchesAtMost) {
        at = m_editor->document()->find(m_text->text(), at, flags);
        if (at.isNull())
            break;
        if (m_current < 0 && at.selectionStart() >= m_editor->textCursor().selectionStart())
            m_current = static_cast<int>(m_matches.size());
        m_matches.append(at);
    }
    if (m_current < 0 && !m_matches.isEmpty())
        m_current = 0;
    showCurrent(false);
}

void SearchBar::showCurrent(bool move) {
    m_editor->setMatches(m_matches, m_current);
    m_count->setText(m_text->text().isEmpty() ? QString() : m_matches.isEmpty() ? tr("not found") : tr("%1 of %2").arg(m_current + 1).arg(m_matches.size()));
    if (!move || m_current < 0)
        return;
    m_editor->setTextCursor(m_matches.at(m_current));
    m_editor->centerCursor();
}

void SearchBar::find(int direction) {
    if (m_matches.isEmpty())
        return;
    const int size = static_cast<int>(m_matches.size());
    const QTextCursor here = m_editor->textCursor();
    const bool onIt = m_current >= 0 && here.selectionStart() == m_matches.at(m_current).selectionStart() && here.hasSelection();
    if (onIt || direction < 0)
        m_current = (m_current + direction + size) % size;
    showCurrent(true);
}

void SearchBar::replaceOne() {
    if (m_current < 0 || m_editor->isReadOnly())
        return;
    QTextCursor match = m_matches.at(m_current);
    match.insertText(m_replacement->text());
    m_editor->setTextCursor(match);
    search();
    showCurrent(true);
}

void SearchBar::replaceAll() {
    if (m_matches.isEmpty() || m_editor->isReadOnly())
        return;
    QTextCursor whole(m_editor->document());
    whole.beginEditBlock(); // one step of undo
    for (auto match = m_matches.rbegin(); match != m_matches.rend(); ++match)
        match->insertText(m_replacement->text());
    whole.endEditBlock();
    search();
}

void SearchBar::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_F3)
        find(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui
