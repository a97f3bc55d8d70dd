// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_mark(new QLabel)
    , m_text(new QLabel)
    , m_expander(new QToolButton)
    , m_action(new QPushButton)
    , m_details(new QPlainTextEdit) {
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_expander->setText(tr("Details"));
    m_expander->setCheckable(true);
    m_details->setReadOnly(true);
    m_details->setFont(monoFont());
    m_details->setMaximumHeight(140);
    m_details->setAccessibleName(tr("Verbatim text"));
    auto *line = new QHBoxLayout;
    line->setSpacing(space::s);
    line->addWidget(m_mark);
    line->addWidget(m_text, 1);
    line->addWidget(m_expander);
    line->addWidget(m_action);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::s, space::m, space::s);
    layout->setSpacing(space::s);
    layout->addLayout(line);
    layout->addWidget(m_details);
    connect(m_expander, &QToolButton::toggled, m_details, &QWidget::setVisible);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    clear();
}

void Banner::showMessage(Tone tone, const QString &sentence, const QString &details, const QString &action) {
    m_tone = tone;
    m_text->setText(sentence);
    if (m_details->toPlainText() != details)
        m_details->setPlainText(details);
    m_expander->setVisible(!details.isEmpty());
    m_details->setVisible(!details.isEmpty() && m_expander->isChecked());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(sentence);
    updateIcon();
    show();
    update();
}

void Banner::showError(const QString &title, const base::Error &error, const QString &action) {
    QStringList verbatim;
    if (!error.where.isEmpty())
        verbatim << error.where;
    if (!error.detail.isEmpty())
        verbatim << error.detail;
    const QString sentence = error.message.isEmpty() ? title : tr("%1: %2").arg(title, error.message);
    showMessage(Tone::Failure, sentence, verbatim.join(QLatin1Char('\n')), action);
}

void Banner::clear() {
    m_text->clear();
    m_details->clear();
    m_details->hide();
    m_expander->setChecked(false);
    hide();
}

QString Banner::text() const { return m_text->text(); }

void Banner::paintEvent(QPaintEvent *) {
    const Theme &theme = themeOf(this);
    const QColor ground = m_tone == Tone::Failure ? theme.badGround : m_tone == Tone::Warning ? theme.warnGround : theme.infoGround;
    const QColor line = m_tone == Tone::Failure ? theme.failed : m_tone == Tone::Warning ? theme.degraded : theme.accent;
    QPainter painter(this);
    painter.fillRect(rect(), ground);
    painter.fillRect(QRect(0, 0, 3, height()), line);
}

void Banner::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
}

void Banner::updateIcon() {
    const Theme &theme = themeOf(this);
    const QColor color = m_tone == Tone::Failure ? theme.failed : m_tone == Tone::Warning ? theme.degraded : theme.accent;
    const QString name = m_tone == Tone::Information ? u"info"_s : u"warning"_s;
    m_mark->setPixmap(icon(name, color).pixmap(16, 16));
}

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_explanation(new SecondaryLabel)
    , m_action(new QPushButton) {
    m_explanation->setFont(uiFont());
    for (QLabel *label : std::initializer_list<QLabel *>{m_title, m_explanation}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_title->setFont(uiFont(TextSize::Title, QFont::DemiBold));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    layout->setSpacing(space::s);
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addWidget(m_explanation);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setText(const QString &title, const QString &explanation, const QString &action) {
    m_title->setText(title);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(explanation);
}

} // namespace ui
