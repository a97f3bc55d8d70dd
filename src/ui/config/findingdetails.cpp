// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/findingdetails.h"

#include "models/config/findingmodel.h"
#include "ui/config/severitymark.h"
#include "ui/widgets/paragraphs.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QPushButton>
#include <QTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// Writes paragraphs in the theme's colours.
class Writer : private Paragraphs {
public:
    Writer(QTextEdit *edit, const Theme &theme) : Paragraphs(edit->document(), theme) {}

    void title(const QString &text) { block(text, uiFont(TextSize::Title, QFont::DemiBold), theme().text, {}, 0); }
    void mark(const QString &text, const QColor &ink) { block(text, uiFont(TextSize::Base, QFont::DemiBold), ink, {}, space::xs); }
    void heading(const QString &text) { block(text, uiFont(TextSize::Base, QFont::DemiBold), theme().text, {}, space::l); }
    void sentence(const QString &text) { block(text, uiFont(), theme().text, {}, space::xs); }
    void path(const QString &text) { block(text, monoFont(TextSize::Secondary), theme().secondary, {}, space::xs); }
    void small(const QString &text) { block(text, uiFont(TextSize::Secondary), theme().secondary, {}, space::s); }
    void code(const QString &text, const QColor &ground) {
        int above = space::xs;
        for (const QString &line : text.trimmed().split(u'\n')) {
            block(line, monoFont(TextSize::Secondary), theme().text, ground, above);
            above = 0;
        }
    }
    void example(const config::Example &example, const QColor &ground) {
        for (const auto &[name, text] : example) {
            if (example.size() > 1)
                path(name);
            code(QString::fromStdString(text), ground);
        }
    }
};

} // namespace

FindingDetails::FindingDetails(QWidget *parent) : QWidget(parent), m_text(new QTextEdit), m_fix(new QPushButton) {
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("The selected problem"));
    m_text->document()->setDocumentMargin(space::m);
    m_fix->hide();
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(space::m, space::s, space::m, space::s);
    buttons->addWidget(m_fix);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
    connect(m_fix, &QPushButton::clicked, this, [this] {
        if (m_shown)
            Q_EMIT fixRequested(config::Finding(m_shown->finding)); // a copy: mending it clears what is shown
    });
    write();
}

void FindingDetails::showFinding(const config::Finding &finding, const config::RuleInfo *rule, const QString &place) {
    m_shown = Shown{finding, rule ? std::optional(*rule) : std::nullopt, place};
    write();
}

void FindingDetails::clear() {
    if (!m_shown)
        return;
    m_shown.reset();
    write();
}

QString FindingDetails::text() const { return m_text->toPlainText(); }

void FindingDetails::write() {
    m_text->clear();
    const Theme &theme = themeOf(this);
    Writer writer(m_text, theme);
    m_fix->setVisible(m_shown && m_shown->finding.fix);
    if (!m_shown)
        return writer.small(tr("No problem is selected. Choose one in the list, or a mark beside the text, to read why it matters and how to mend it."));
    const config::Finding &finding = m_shown->finding;
    const auto &rule = m_shown->rule;
    if (finding.fix)
        m_fix->setText(finding.fix->title);
    writer.title(rule && !rule->title.isEmpty() ? rule->title : finding.message);
    writer.mark(tr("%1 · %2").arg(models::severityWord(finding.severity), QString::fromStdString(finding.rule)), severityColor(finding.severity, theme));
    writer.path(finding.object.isEmpty() ? m_shown->place : m_shown->place + u"  "_s + finding.object);
    writer.heading(tr("Here"));
    writer.sentence(finding.message);
    if (rule) {
        const auto section = [&](const QString &title, const QString &words) {
            if (words.isEmpty())
                return;
            writer.heading(title);
            writer.sentence(words.trimmed());
        };
        section(tr("Why it matters"), rule->why);
        section(tr("How to mend it"), rule->mend);
        const config::Examples examples = config::examplesOf(*rule);
        if (!examples.bad.empty()) {
            writer.heading(tr("Wrong, for example"));
            writer.example(examples.bad, theme.badGround);
        }
        if (!examples.good.empty()) {
            writer.heading(tr("Right"));
            writer.example(examples.good, theme.okGround);
        }
        if (!rule->likes.isEmpty())
            writer.small(tr("Elsewhere this check is called %1.").arg(rule->likes.join(u", "_s)));
    }
    m_text->moveCursor(QTextCursor::Start);
}

void FindingDetails::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        write();
}

} // namespace ui
