// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/differenceview.h"

#include "models/config/linediff.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QPlainTextEdit>
#include <QStackedLayout>
#include <QTextBlock>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int around = 3; // lines that stay beside a change

/// Writes lines with their numbers, grounds and marked words.
class Writer {
public:
    Writer(QPlainTextEdit *edit, const Theme &theme, bool numbered) : m_cursor(edit->document()), m_theme(theme), m_numbered(numbered) { m_cursor.beginEditBlock(); }
    ~Writer() { m_cursor.endEditBlock(); }
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    void removed(const models::DiffLine &line) { put(line.leftNumber, u'−', line.left, line.leftWords, m_theme.badGround, m_theme.failed); }
    void added(const models::DiffLine &line) { put(line.rightNumber, u'+', line.right, line.rightWords, m_theme.okGround, m_theme.healthy); }
    void same(const models::DiffLine &line) { put(line.rightNumber, u' ', line.right, {}, {}, m_theme.secondary); }
    void gap(int lines) {
        start({});
        m_cursor.insertText((m_numbered ? u"        "_s : u"  "_s) + DifferenceView::tr("… %1 lines are the same").arg(lines), ink(m_theme.secondary));
    }

private:
    static QTextCharFormat ink(const QColor &color) {
        QTextCharFormat format;
        format.setForeground(color);
        return format;
    }

    void start(const QColor &ground) {
        QTextBlockFormat format;
        if (ground.isValid())
            format.setBackground(ground);
        if (m_first)
            m_cursor.setBlockFormat(format);
        else
            m_cursor.insertBlock(format);
        m_first = false;
    }

    void put(int number, QChar mark, const QString &text, const QList<models::DiffSpan> &words, const QColor &ground, const QColor &color) {
        start(ground);
        if (m_numbered)
            m_cursor.insertText(u"%1 "_s.arg(number, 5), ink(m_theme.secondary));
        m_cursor.insertText(QString(mark) + u' ', ink(color));
        int at = 0;
        QTextCharFormat marked = ink(color);
        marked.setFontWeight(QFont::Bold);
        marked.setFontUnderline(true);
        for (const models::DiffSpan &word : words) {
            m_cursor.insertText(text.mid(at, word.begin - at), ink(m_theme.text));
            m_cursor.insertText(text.mid(word.begin, word.length), marked);
            at = word.begin + word.length;
        }
        m_cursor.insertText(text.mid(at), ink(mark == u' ' ? m_theme.secondary : m_theme.text));
    }

    QTextCursor m_cursor;
    const Theme &m_theme;
    bool m_numbered;
    bool m_first = true;
};

} // namespace

DifferenceView::DifferenceView(QWidget *parent)
    : QWidget(parent), m_count(new SecondaryLabel), m_text(new QPlainTextEdit), m_empty(new EmptyState), m_stack(new QStackedLayout) {
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(monoFont());
    m_text->setStyleSheet(u"QPlainTextEdit { border: none; border-radius: 0; }"_s);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_count->setContentsMargins(space::m, space::s, space::m, space::s);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_count);
    column->addWidget(m_text, 1);
    m_stack->addWidget(page);
    m_stack->addWidget(m_empty);
    setLayout(m_stack);
}

void DifferenceView::setTexts(const Texts &texts) {
    if (texts == m_texts)
        return;
    m_texts = texts;
    write();
}

void DifferenceView::showMessage(const QString &title, const QString &explanation) {
    m_texts.reset();
    m_text->clear();
    m_empty->setText(title, explanation);
    m_stack->setCurrentIndex(1);
}

QString DifferenceView::text() const { return m_text->toPlainText(); }

void DifferenceView::write() {
    if (!m_texts)
        return;
    const QList<models::DiffLine> lines = models::lineDiff(m_texts->before, m_texts->after);
    const int differences = models::differenceCount(lines);
    m_text->clear();
    m_text->setAccessibleName(tr("Difference to %1").arg(m_texts->other));
    m_stack->setCurrentIndex(differences > 0 ? 0 : 1);
    m_empty->setText(tr("No difference"), m_texts->nothing);
    m_count->setText(differences == 1 ? tr("1 line differs from %1").arg(m_texts->other) : tr("%1 lines differ from %2").arg(differences).arg(m_texts->other));
    if (differences == 0)
        return;
    Writer writer(m_text, themeOf(this), m_texts->numbered);
    using Kind = models::DiffLine::Kind;
    const auto near = [&](qsizetype index) {
        for (qsizetype other = std::max<qsizetype>(0, index - around); other <= std::min(lines.size() - 1, index + around); ++other) {
            if (lines.at(other).kind != Kind::Same)
                return true;
        }
        return false;
    };
    int skipped = 0;
    const auto endGap = [&] {
        if (skipped > 0)
            writer.gap(skipped);
        skipped = 0;
    };
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const models::DiffLine &line = lines.at(i);
        if (line.kind == Kind::Same && !near(i)) {
            ++skipped;
            continue;
        }
        endGap();
        if (line.kind == Kind::Same)
            writer.same(line);
        if (line.kind == Kind::Removed || line.kind == Kind::Changed)
            writer.removed(line);
        if (line.kind == Kind::Added || line.kind == Kind::Changed)
            writer.added(line);
    }
    endGap();
}

void DifferenceView::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        write();
}

} // namespace ui
