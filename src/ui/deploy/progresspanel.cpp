// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/progresspanel.h"

#include "base/duration.h"
#include "models/deploy/planmodel.h"
#include "models/deploy/planwords.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
using Phase = deploy::StepState::Phase;
constexpr int mostLines = 8; // of evidence, before it scrolls
}

ProgressPanel::ProgressPanel(QWidget *parent)
    : QWidget(parent), m_title(new QLabel), m_cause(new QLabel), m_bar(new QProgressBar), m_evidence(new QPlainTextEdit), m_remedy(new QLabel) {
    for (QLabel *label : {m_title, m_cause, m_remedy}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_cause->setFont(uiFont(TextSize::Base, QFont::DemiBold));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(space::xs);
    m_bar->setAccessibleName(tr("Progress of the deployment"));
    m_evidence->setReadOnly(true);
    m_evidence->setFont(monoFont(TextSize::Secondary));
    m_evidence->setAccessibleName(tr("Evidence"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l, space::s, space::l, space::s);
    layout->setSpacing(space::s);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_bar, m_cause, m_evidence, m_remedy})
        layout->addWidget(widget);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &ProgressPanel::showText);
    reset();
}

void ProgressPanel::reset() {
    m_clock.stop();
    m_plan = nullptr;
    m_outcome.reset();
    m_step = -1;
    hide();
}

void ProgressPanel::begin(const models::PlanModel *plan) {
    m_plan = plan;
    m_outcome.reset();
    m_step = -1;
    m_bar->setRange(0, static_cast<int>(plan->plan().steps.size()));
    m_bar->show();
    showText();
    m_clock.start();
    show();
}

// The step that says most: a stalled one rather than the one that changed last.
void ProgressPanel::update(int step) {
    const auto isStalled = [this](int one) {
        return one >= 0 && m_plan->state(one).phase == Phase::Waiting && m_plan->state(one).cause.has_value();
    };
    const auto isBusy = [this](int one) { return one >= 0 && (m_plan->state(one).phase == Phase::Waiting || m_plan->state(one).phase == Phase::Applying); };
    if (isBusy(step) && !(isStalled(m_step) && !isStalled(step)))
        m_step = step;
    else if (!isBusy(m_step)) {
        m_step = -1;
        for (int one = 0; one < m_plan->plan().steps.size() && m_step < 0; ++one)
            if (isBusy(one))
                m_step = one;
    }
    showText();
}

void ProgressPanel::end(const deploy::Outcome &outcome) {
    m_outcome = outcome;
    m_clock.stop();
    showText();
}

void ProgressPanel::showCause(const std::optional<deploy::Cause> &cause, const QString &before) {
    m_cause->setVisible(cause.has_value());
    m_remedy->setVisible(cause.has_value());
    m_evidence->setVisible(cause && !cause->evidence.isEmpty());
    if (!cause)
        return;
    m_cause->setText(before.isEmpty() ? cause->sentence : before + u' ' + cause->sentence);
    m_remedy->setText(tr("What to do: %1").arg(cause->remedy));
    if (m_evidence->toPlainText() != cause->evidence)
        m_evidence->setPlainText(cause->evidence);
    const int lines = std::clamp(static_cast<int>(cause->evidence.count(u'\n')) + 1, 2, mostLines);
    m_evidence->setFixedHeight(lines * QFontMetrics(m_evidence->font()).lineSpacing() + space::l);
}

void ProgressPanel::showText() {
    if (!m_plan)
        return;
    m_bar->setValue(m_plan->done());
    if (m_outcome) {
        m_bar->setVisible(m_outcome->kind == deploy::Outcome::Kind::Cancelled);
        const bool explained = m_outcome->kind == deploy::Outcome::Kind::Failed && m_outcome->cause;
        m_title->setText(explained ? models::failureText(*m_outcome) : models::outcomeText(*m_outcome));
        showCause(explained ? m_outcome->cause : std::nullopt, {});
        return QWidget::update();
    }
    const QString count = tr("%1 of %2 done").arg(m_plan->done()).arg(m_plan->plan().steps.size());
    if (m_step < 0) {
        m_title->setText(count);
        showCause({}, {});
        return;
    }
    const deploy::StepState &state = m_plan->state(m_step);
    const QString age = base::ageText(state.since, QDateTime::currentDateTimeUtc());
    const QString message = state.message.isEmpty() ? QString() : u" – "_s + state.message;
    m_title->setText(u"%1 · %2 %3%4 · %5"_s.arg(count, models::stepWord(state.phase), m_plan->plan().steps[m_step].manifest.ref.text(), message, age));
    showCause(state.cause, tr("Stalled:"));
    QWidget::update();
}

void ProgressPanel::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        QWidget::update();
}

void ProgressPanel::paintEvent(QPaintEvent *) {
    const Theme &theme = themeOf(this);
    QColor ground = theme.window;
    if (m_outcome)
        ground = m_outcome->kind == deploy::Outcome::Kind::Succeeded ? theme.okGround
            : m_outcome->kind == deploy::Outcome::Kind::Failed       ? theme.badGround
                                                                     : theme.warnGround;
    QPainter painter(this);
    painter.fillRect(rect(), ground);
    painter.setPen(theme.border);
    painter.drawLine(0, 0, width(), 0);
}

} // namespace ui
