// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/confirmation.h"

#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {
constexpr int stripe = 4; // of the environment's colour
}

Confirmation::Confirmation(QWidget *parent)
    : QWidget(parent), m_sentence(new QLabel), m_force(new QCheckBox), m_askName(new QLabel), m_name(new QLineEdit), m_yes(new QPushButton),
      m_no(new QPushButton(tr("Not now"))) {
    m_sentence->setWordWrap(true);
    m_sentence->setFont(uiFont(TextSize::Base, QFont::DemiBold));
    m_name->setMaximumWidth(220);
    m_askName->setBuddy(m_name);
    m_yes->setDefault(true);
    m_yes->setProperty("primary", true);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_askName, m_name, m_yes, m_no})
        row->addWidget(widget);
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::l + stripe, space::m, space::l, space::m);
    layout->setSpacing(space::s);
    layout->addWidget(m_sentence);
    layout->addWidget(m_force);
    layout->addLayout(row);
    connect(m_name, &QLineEdit::textChanged, this, &Confirmation::updateButton);
    connect(m_force, &QCheckBox::toggled, this, &Confirmation::updateButton);
    connect(m_no, &QPushButton::clicked, this, &Confirmation::dismiss);
    connect(m_name, &QLineEdit::returnPressed, m_yes, &QPushButton::click);
    connect(m_yes, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT confirmed(m_force->isVisibleTo(this) && m_force->isChecked());
    });
    hide();
}

void Confirmation::ask(const environment::Environment &environment, const QString &consequence, const QString &action, Force force, const QString &forceText) {
    m_environment = environment;
    m_sentence->setText(consequence);
    setAction(action);
    m_force->setText(forceText);
    m_force->setChecked(false);
    m_force->setVisible(force == Force::Offered);
    const bool production = environment.kind == environment::Kind::Production;
    m_askName->setText(tr("Type %1 to go on:").arg(environment.name));
    m_askName->setVisible(production);
    m_name->setVisible(production);
    m_name->clear();
    updateButton();
    show();
    (production ? static_cast<QWidget *>(m_name) : m_yes)->setFocus();
}

void Confirmation::setAction(const QString &action) {
    m_action = action;
    if (!action.isEmpty()) // else the button keeps its words, and its place
        m_yes->setText(action);
    else if (m_yes->text().isEmpty())
        m_yes->setText(tr("Nothing to do"));
}

void Confirmation::reword(const QString &consequence, const QString &action) {
    m_sentence->setText(consequence);
    setAction(action);
    updateButton();
}

void Confirmation::setChoice(QWidget *choice) {
    static_cast<QVBoxLayout *>(layout())->insertWidget(0, choice);
    setTabOrder(choice, m_name);
}

void Confirmation::dismiss() {
    hide();
}

void Confirmation::updateButton() {
    const bool named = m_environment.kind != environment::Kind::Production || m_name->text() == m_environment.name;
    m_yes->setEnabled(!m_action.isEmpty() && named && (!m_force->isVisibleTo(this) || m_force->isChecked()));
}

void Confirmation::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), m_environment.kind == environment::Kind::Production ? theme.warnGround : theme.infoGround);
    const QColor own(m_environment.color);
    painter.fillRect(0, 0, stripe, height(), own.isValid() ? own : theme.accent);
}

void Confirmation::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui
