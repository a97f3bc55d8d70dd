// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/guideview.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QStackedLayout>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr qint64 bytesAtMost = 1024 * 1024;

struct Letters {
    int begin = 0;
    int end = 0;
    QTextCharFormat format;
};

/// What Qt's reader of Markdown leaves to its defaults: sizes of headings, fonts and grounds of code.
void polishBlock(QTextCursor &cursor, const QTextBlock &block, const Theme &theme) {
    QTextBlockFormat format = block.blockFormat();
    const int level = format.headingLevel();
    const auto isCode = [](const QTextBlock &each) { return each.blockFormat().hasProperty(QTextFormat::BlockCodeFence) || each.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage); };
    const bool code = isCode(block);
    cursor.setPosition(block.position());
    if (level > 0)
        format.setTopMargin(space::l);
    else if (!cursor.currentTable() && !(code && isCode(block.previous()))) // lines of code stay together
        format.setTopMargin(block.textList() ? space::xs : space::s);
    if (code)
        format.setBackground(theme.raised);
    QList<Letters> all; // first, since a changed format joins fragments
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextFragment fragment = it.fragment();
        QTextCharFormat letters = fragment.charFormat();
        if (level > 0)
            letters.setFont(uiFont(level == 1 ? TextSize::Large : level == 2 ? TextSize::Title : TextSize::Base, QFont::DemiBold));
        else if (code || letters.fontFixedPitch())
            letters.setFont(monoFont(TextSize::Secondary));
        if (letters.isAnchor())
            letters.setForeground(theme.accent);
        all.append({fragment.position(), fragment.position() + fragment.length(), letters});
    }
    cursor.setPosition(block.position());
    cursor.setBlockFormat(format);
    for (const Letters &letters : std::as_const(all)) {
        cursor.setPosition(letters.begin);
        cursor.setPosition(letters.end, QTextCursor::KeepAnchor);
        cursor.setCharFormat(letters.format);
    }
}

/// Lines around every cell: those of a table's own format are drawn around the whole of it alone.
void polishTable(QTextTable &table, const Theme &theme) {
    QTextTableFormat whole = table.format();
    whole.setBorder(1);
    whole.setBorderBrush(theme.border);
    whole.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    whole.setBorderCollapse(true);
    whole.setCellPadding(0); // the cells' own
    whole.setCellSpacing(0);
    whole.setTopMargin(space::s);
    whole.setBottomMargin(space::s);
    table.setFormat(whole);
    for (int row = 0; row < table.rows(); ++row) {
        for (int column = 0; column < table.columns(); ++column) {
            QTextTableCell cell = table.cellAt(row, column);
            QTextTableCellFormat format = cell.format().toTableCellFormat();
            format.setBorder(1);
            format.setBorderBrush(theme.border);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setLeftPadding(space::s);
            format.setRightPadding(space::s);
            format.setTopPadding(space::xs);
            format.setBottomPadding(space::xs);
            if (row == 0)
                format.setBackground(theme.window);
            cell.setFormat(format);
        }
    }
}

void polish(QTextDocument &document, const Theme &theme) {
    QTextCursor cursor(&document);
    cursor.beginEditBlock();
    QTextTable *last = nullptr;
    for (QTextBlock block = document.firstBlock(); block.isValid(); block = block.next()) {
        polishBlock(cursor, block, theme);
        QTextTable *table = cursor.currentTable();
        if (!table || table == last)
            continue;
        last = table;
        polishTable(*table, theme);
    }
    cursor.endEditBlock();
}

} // namespace

QString guideOf(const QString &file, const QString &root) {
    for (QDir folder = QFileInfo(file).dir(); !file.isEmpty() && (folder.path() == root || folder.path().startsWith(root + u'/'));) {
        if (folder.exists(u"README.md"_s))
            return folder.filePath(u"README.md"_s);
        if (!folder.cdUp())
            break;
    }
    return {};
}

GuideView::GuideView(QWidget *parent) : QWidget(parent), m_path(new SecondaryLabel), m_text(new QTextBrowser), m_empty(new EmptyState), m_stack(new QStackedLayout) {
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setStyleSheet(u"QTextBrowser { border: none; border-radius: 0; }"_s);
    m_text->document()->setDocumentMargin(space::l);
    m_text->setAccessibleName(tr("Guide"));
    m_path->setContentsMargins(space::l, space::s, space::l, 0);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_path);
    column->addWidget(m_text, 1);
    m_stack->addWidget(page);
    m_stack->addWidget(m_empty);
    setLayout(m_stack);
    m_empty->setText(tr("No file is chosen"));
    m_stack->setCurrentIndex(1);
    connect(m_text, &QTextBrowser::anchorClicked, this, &GuideView::follow);
}

void GuideView::setFile(const QString &path, const QString &root) {
    m_root = root;
    load(guideOf(path, root));
}

void GuideView::load(const QString &guide) {
    QFile file(guide);
    QString markdown;
    QString trouble;
    if (!guide.isEmpty() && file.open(QIODevice::ReadOnly))
        markdown = QString::fromUtf8(file.read(bytesAtMost));
    else if (!guide.isEmpty())
        trouble = tr("%1 cannot be read: %2").arg(guide, file.errorString());
    m_stack->setCurrentIndex(markdown.isEmpty() ? 1 : 0);
    m_empty->setText(trouble.isEmpty() ? tr("There is no guide to this file") : tr("The guide cannot be shown"),
        trouble.isEmpty() ? tr("A README.md in its folder, or above it, is shown here.") : trouble);
    if (guide == m_guide && markdown == m_markdown)
        return;
    m_guide = guide;
    m_markdown = markdown;
    m_path->setText(QDir(m_root).relativeFilePath(guide));
    write();
}

QString GuideView::text() const { return m_text->toPlainText(); }

void GuideView::write() {
    QTextDocument *document = m_text->document();
    document->setDefaultFont(uiFont());
    document->setMarkdown(m_markdown, QTextDocument::MarkdownDialectGitHub);
    polish(*document, themeOf(this));
    m_text->moveCursor(QTextCursor::Start);
}

void GuideView::follow(const QUrl &link) {
    if (!link.scheme().isEmpty() && link.scheme() != "file"_L1) {
        QDesktopServices::openUrl(link);
        return;
    }
    if (link.path().isEmpty())
        return m_text->scrollToAnchor(link.fragment());
    const QString path = QDir::cleanPath(QFileInfo(m_guide).dir().absoluteFilePath(link.path()));
    const QFileInfo target(path);
    const QString guide = target.isDir() ? QDir(path).filePath(u"README.md"_s) : path;
    if (guide.endsWith(".md"_L1) && QFileInfo::exists(guide))
        load(guide);
    else if (target.isFile())
        Q_EMIT fileRequested(path);
}

void GuideView::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        write();
}

} // namespace ui
