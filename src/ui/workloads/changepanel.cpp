// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/changepanel.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/confirmation.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

namespace ui {

namespace {
constexpr int mostReplicas = 1000; // more is a slip of the finger
constexpr int widest = 720;
}

ChangePanel::ChangePanel(QWidget *parent)
    : QWidget(parent) {
    hide();
}

void ChangePanel::build() {
    if (m_banner)
        return;
    m_banner = new Banner;
    m_confirmation = new Confirmation;
    m_row = new QWidget;
    m_label = new QLabel;
    m_number = new QSpinBox;
    m_choice = new QComboBox;
    m_number->setRange(0, mostReplicas);
    m_number->setMinimumWidth(80);
    m_number->setButtonSymbols(QAbstractSpinBox::NoButtons); // up and down work all the same
    m_choice->setMaximumWidth(widest);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::s);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_label, m_number, m_choice})
        row->addWidget(widget);
    row->addStretch();
    m_confirmation->setChoice(m_row);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_confirmation);
    connect(m_number, &QSpinBox::valueChanged, this, &ChangePanel::chosen);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ChangePanel::chosen);
    connect(m_confirmation, &Confirmation::confirmed, this, &ChangePanel::confirmed);
    connect(m_banner, &Banner::actionTriggered, this, &ChangePanel::dismiss);
}

void ChangePanel::clear() {
    build();
    m_banner->clear();
    m_confirmation->dismiss();
    show();
}

void ChangePanel::ask(const environment::Environment &environment, const QString &consequence, const QString &action) {
    clear();
    m_row->hide();
    m_confirmation->ask(environment, consequence, action);
    m_confirmation->reword(consequence, action); // an empty action included
}

void ChangePanel::open(const environment::Environment &environment, const QString &label, QWidget *control) {
    clear();
    m_label->setText(label);
    m_label->setBuddy(control);
    control->setAccessibleName(label);
    m_number->setVisible(control == m_number);
    m_choice->setVisible(control == m_choice);
    m_row->show();
    m_confirmation->ask(environment, {}, {});
    control->setFocus(Qt::OtherFocusReason);
}

void ChangePanel::askNumber(const environment::Environment &environment, const QString &label, int value) {
    build();
    const QSignalBlocker quiet(m_number);
    m_number->setValue(value);
    open(environment, label, m_number);
    m_number->selectAll();
}

void ChangePanel::askChoice(const environment::Environment &environment, const QString &label, const QStringList &choices) {
    build();
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    m_choice->addItems(choices);
    open(environment, label, m_choice);
}

void ChangePanel::say(const QString &sentence) {
    clear();
    m_banner->showMessage(Banner::Tone::Information, sentence, {}, tr("Close"));
}

void ChangePanel::fail(const QString &title, const base::Error &error) {
    clear();
    m_banner->showError(title, error, tr("Close"));
}

void ChangePanel::dismiss() {
    hide();
    if (!m_banner)
        return;
    m_banner->clear();
    m_confirmation->dismiss();
}

void ChangePanel::reword(const QString &consequence, const QString &action) {
    if (m_confirmation)
        m_confirmation->reword(consequence, action);
}

bool ChangePanel::asking() const { return m_confirmation && m_confirmation->isVisibleTo(this); }

int ChangePanel::number() const { return m_number ? m_number->value() : 0; }

int ChangePanel::choice() const { return m_choice ? m_choice->currentIndex() : -1; }

} // namespace ui
