// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/widgets/theme.h"

#include <QEvent>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int railWidth = 88;
} // namespace

Rail::Rail(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QVBoxLayout) {
    setFixedWidth(railWidth);
    setAccessibleName(tr("Pages"));
    m_pages->setSpacing(space::xs);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::xs, space::s, space::xs, space::s);
    layout->setSpacing(space::xs);
    layout->addLayout(m_pages);
    layout->addStretch(1);
    QToolButton *theme = makeButton(tr("Theme"), u"theme"_s);
    theme->setToolTip(tr("Light or dark (Ctrl+Shift+T)"));
    QToolButton *help = makeButton(tr("Keys"), u"help"_s);
    help->setToolTip(tr("Keys of this page (?)"));
    layout->addWidget(theme);
    layout->addWidget(help);
    connect(theme, &QToolButton::clicked, this, &Rail::themeToggled);
    connect(help, &QToolButton::clicked, this, &Rail::helpRequested);
    connect(&m_group, &QButtonGroup::buttonClicked, this, [this](const QAbstractButton *button) { Q_EMIT pageChosen(button->objectName()); });
}

QToolButton *Rail::makeButton(const QString &title, const QString &iconName) {
    auto *button = new QToolButton(this);
    button->setText(title);
    button->setAccessibleName(title);
    button->setProperty("iconName", iconName);
    button->setIcon(icon(iconName, this));
    button->setIconSize({20, 20});
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setFont(uiFont(TextSize::Secondary));
    button->setFocusPolicy(Qt::TabFocus);
    button->setFixedSize(railWidth - 2 * space::xs, 48);
    button->setStyleSheet(u"padding: 4px 0;"_s);
    return button;
}

void Rail::addPage(const QString &id, const QString &title, const QString &iconName) {
    QToolButton *button = makeButton(title, iconName);
    button->setObjectName(id);
    button->setCheckable(true);
    const int number = static_cast<int>(m_group.buttons().size()) + 1;
    button->setToolTip(tr("%1 (Ctrl+%2)").arg(title).arg(number));
    m_group.addButton(button);
    m_pages->addWidget(button);
}

void Rail::setCurrent(const QString &id) {
    for (QAbstractButton *button : m_group.buttons())
        button->setChecked(button->objectName() == id);
}

void Rail::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
}

void Rail::updateIcons() {
    for (QToolButton *button : findChildren<QToolButton *>())
        button->setIcon(icon(button->property("iconName").toString(), this));
}

} // namespace ui
