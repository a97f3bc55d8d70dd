// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/stepdetails.h"

#include "models/deploy/planwords.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paragraphs.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

// Writes paragraphs in the theme's colours.
class Writer : private Paragraphs {
public:
    Writer(QTextEdit *edit, const Theme &theme) : Paragraphs(edit->document(), theme) {}

    void heading(const QString &text) { block(text, uiFont(TextSize::Base, QFont::DemiBold), theme().text, {}, space::m); }
    void sentence(const QString &text) { block(text, uiFont(), theme().text, {}, space::xs); }
    void path(const QString &text) { block(text, monoFont(TextSize::Secondary), theme().secondary, {}, space::s); }
    void verbatim(const QString &text) { block(text, monoFont(TextSize::Secondary), theme().text, theme().raised, space::xs); }
    void before(const QString &text) { lines(u"− "_s, text, theme().badGround); }
    void after(const QString &text) { lines(u"+ "_s, text, theme().okGround); }

private:
    void lines(const QString &mark, const QString &text, const QColor &ground) {
        for (const QString &line : text.split(u'\n'))
            block(mark + line, monoFont(TextSize::Secondary), theme().text, ground, 0);
    }
};

} // namespace

StepDetails::StepDetails(QWidget *parent) : QWidget(parent), m_title(new SectionTitle), m_list(new DetailsList), m_text(new QTextEdit) {
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setAccessibleName(tr("Differences"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::m, space::m, space::m);
    layout->setSpacing(space::s);
    layout->addWidget(m_title);
    layout->addWidget(m_list);
    layout->addWidget(m_text, 1);
    clear();
}

void StepDetails::clear() {
    m_hasStep = false;
    fill();
}

void StepDetails::showStep(const deploy::Step &step, const deploy::StepState &state) {
    m_step = step;
    m_state = state;
    m_hasStep = true;
    fill();
}

void StepDetails::fill() {
    m_list->clear();
    m_title->setText(m_hasStep ? m_step.manifest.ref.text() : tr("No object is selected"));
    if (m_hasStep) {
        const deploy::ManifestObject &manifest = m_step.manifest;
        if (const auto health = models::healthOf(m_step, m_state)) {
            auto *state = new StateLabel;
            state->setHealth({*health, {}, models::stepWord(m_state.phase)});
            m_list->add(tr("State"), state);
        }
        m_list->add(tr("Change"), models::changeWord(m_step.change));
        m_list->add(tr("Phase"), models::phaseTitle(m_step.phase));
        m_list->add(tr("Why"), m_step.reason);
        m_list->add(tr("Waited for"), m_step.waitHealthy ? tr("until it is healthy") : tr("no"));
        m_list->add(tr("From"), manifest.line > 0 ? u"%1:%2"_s.arg(manifest.file).arg(manifest.line) : manifest.file, {}, DetailsList::ValueStyle::Identifier);
    }
    fillText();
}

void StepDetails::fillText() {
    const int position = m_text->document()->isEmpty() ? 0 : m_text->textCursor().position();
    m_text->clear();
    Writer writer(m_text, themeOf(this));
    if (!m_hasStep)
        return writer.sentence(tr("Select a row to see what would change in it, field by field."));
    if (m_state.cause) {
        writer.heading(m_state.cause->sentence);
        writer.verbatim(m_state.cause->evidence);
        writer.sentence(m_state.cause->remedy);
    }
    if (m_step.refusal) {
        writer.heading(tr("The cluster refuses it"));
        writer.verbatim(m_step.refusal->message);
    }
    if (m_step.changes.isEmpty()) {
        writer.sentence(m_step.change == deploy::Change::Create ? tr("It does not exist yet and is created as it is written.")
                : m_step.change == deploy::Change::Unchanged    ? tr("The live object is as it is written here.")
                                                                : tr("There is no list of fields for this change."));
    } else {
        writer.heading(m_step.changes.size() == 1 ? tr("1 field differs") : tr("%1 fields differ").arg(m_step.changes.size()));
    }
    for (const deploy::FieldChange &change : std::as_const(m_step.changes)) {
        writer.path(change.path);
        if (!change.before.isEmpty())
            writer.before(change.before);
        if (!change.after.isEmpty())
            writer.after(change.after);
    }
    QTextCursor cursor(m_text->document());
    cursor.setPosition(std::min(position, m_text->document()->characterCount() - 1));
    m_text->setTextCursor(cursor);
}

void StepDetails::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fillText();
}

} // namespace ui
