// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

Banner::Banner(QWidget *parent)
    : QWidget(parent) {
    hide();
}

void Banner::build() {
    if (m_text)
        return;
    m_mark = new QLabel;
    m_text = new QLabel;
    m_expander = new QToolButton;
    m_action = new QPushButton;
    m_details = new QPlainTextEdit;
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
}

void Banner::showMessage(Tone tone, const QString &sentence, const QString &details, const QString &action) {
    build();
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
    hide();
    if (!m_text)
        return;
    m_text->clear();
    m_details->clear();
    m_details->hide();
    m_expander->setChecked(false);
}

QString Banner::text() const { return m_text ? m_text->text() : QString(); }

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
    if (!m_mark)
        return;
    const Theme &theme = themeOf(this);
    const QColor color = m_tone == Tone::Failure ? theme.failed : m_tone == Tone::Warning ? theme.degraded : theme.accent;
    const QString name = m_tone == Tone::Information ? u"info"_s : u"warning"_s;
    m_mark->setPixmap(icon(name, color).pixmap(16, 16));
}

namespace {
constexpr int wordsFlags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
constexpr int tallest = 4000; // of words that are laid out to see how tall they are
} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent) {}

void EmptyState::setText(const QString &title, const QString &explanation, const QString &action) {
    m_title = title;
    m_explanation = explanation;
    if (!m_action && !action.isEmpty()) {
        m_action = new QPushButton(this);
        connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    }
    if (m_action) {
        m_action->setText(action);
        m_action->setVisible(!action.isEmpty());
        m_action->adjustSize();
        placeAction();
    }
    setAccessibleName(title);
    setAccessibleDescription(explanation);
    update();
}

QSize EmptyState::sizeHint() const { return {320, 160}; }

QSize EmptyState::minimumSizeHint() const { return {160, 120}; }

// One column, a little above the middle.
EmptyState::Places EmptyState::places() const {
    const int width = this->width() - 2 * space::xl;
    const auto heightOf = [&](const QFont &font, const QString &text) {
        return text.isEmpty() ? 0 : QFontMetrics(font).boundingRect(QRect(0, 0, width, tallest), wordsFlags, text).height();
    };
    const int title = heightOf(uiFont(TextSize::Title, QFont::DemiBold), m_title);
    const int explanation = heightOf(uiFont(), m_explanation);
    const bool acts = m_action && !m_action->isHidden();
    const QSize action = acts ? m_action->sizeHint() : QSize();
    const int total = title + (explanation > 0 ? space::s + explanation : 0) + (acts ? space::s + action.height() : 0);
    int top = std::max(space::s, (height() - total) * 2 / 5);
    Places places;
    places.title = {space::xl, top, width, title};
    top += title + space::s;
    places.explanation = {space::xl, top, width, explanation};
    top += explanation > 0 ? explanation + space::s : 0;
    if (acts)
        places.action = QRect(QPoint((this->width() - action.width()) / 2, top), action);
    return places;
}

void EmptyState::placeAction() {
    if (m_action && !m_action->isHidden())
        m_action->setGeometry(places().action);
}

void EmptyState::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    placeAction();
}

void EmptyState::paintEvent(QPaintEvent *) {
    const Places at = places();
    QPainter painter(this);
    painter.setFont(uiFont(TextSize::Title, QFont::DemiBold));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(at.title, wordsFlags, m_title);
    painter.setFont(uiFont());
    painter.setPen(themeOf(this).secondary);
    painter.drawText(at.explanation, wordsFlags, m_explanation);
}

} // namespace ui
