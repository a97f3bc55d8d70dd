// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include "ui/shell/connectionlabel.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QIcon swatch(const QString &color) {
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    pixmap.setDevicePixelRatio(2);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(color));
    painter.drawRoundedRect(QRectF(2, 2, 12, 12), 3, 3);
    return pixmap;
}

QString kindText(environment::Kind kind) {
    switch (kind) {
    case environment::Kind::Sandbox: return TopBar::tr("sandbox");
    case environment::Kind::Staging: return TopBar::tr("staging");
    case environment::Kind::Production: break;
    }
    return TopBar::tr("production");
}

} // namespace

TopBar::TopBar(QWidget *parent)
    : QWidget(parent)
    , m_picker(new QToolButton)
    , m_menu(new QMenu(this))
    , m_kind(new QLabel)
    , m_namespace(new SecondaryLabel)
    , m_connection(new ConnectionLabel)
    , m_search(new QPushButton) {
    setFixedHeight(44);
    m_picker->setObjectName(u"environmentPicker"_s);
    m_picker->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_picker->setPopupMode(QToolButton::InstantPopup);
    m_picker->setMenu(m_menu);
    m_picker->setFont(uiFont(TextSize::Base, QFont::DemiBold));
    m_picker->setToolTip(tr("Environment (Ctrl+E)"));
    m_picker->setText(tr("No environment"));
    m_search->setText(tr("Search or run a command    Ctrl+K"));
    m_kind->setFixedHeight(22);
    m_picker->setFocusPolicy(Qt::TabFocus);
    m_search->setMinimumWidth(300);
    m_search->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::xs, 0, space::m, 0);
    layout->setSpacing(space::m);
    layout->addWidget(m_picker);
    layout->addWidget(m_kind, 0, Qt::AlignVCenter);
    layout->addWidget(m_namespace);
    layout->addStretch(1);
    layout->addWidget(m_search);
    layout->addStretch(1);
    layout->addWidget(m_connection);
    connect(m_search, &QPushButton::clicked, this, &TopBar::searchRequested);
    updateLook();
}

void TopBar::setEnvironments(const QList<environment::Environment> &environments) {
    m_environments = environments;
    fillMenu();
}

void TopBar::setCurrent(const environment::Environment &environment) {
    m_current = environment;
    m_picker->setText(environment.name + u"  ▾"_s);
    m_picker->setIcon(swatch(environment.color));
    m_picker->setAccessibleName(tr("Environment %1, %2").arg(environment.name, kindText(environment.kind)));
    m_kind->setText(kindText(environment.kind));
    m_namespace->setText(environment.ns.isEmpty() ? QString() : tr("namespace %1").arg(environment.ns));
    m_namespace->setVisible(!environment.ns.isEmpty());
    fillMenu();
    updateLook();
}

void TopBar::openEnvironmentMenu() { m_picker->showMenu(); }

void TopBar::fillMenu() {
    m_menu->clear();
    for (const environment::Environment &environment : std::as_const(m_environments)) {
        QAction *action = m_menu->addAction(swatch(environment.color), tr("%1 – %2").arg(environment.name, kindText(environment.kind)));
        action->setCheckable(true);
        action->setChecked(environment.name == m_current.name);
        connect(action, &QAction::triggered, this, [this, name = environment.name] { Q_EMIT environmentChosen(name); });
    }
}

void TopBar::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateLook();
}

void TopBar::updateLook() {
    m_search->setIcon(icon(u"search"_s, themeOf(this).secondary));
    const bool production = m_current.kind == environment::Kind::Production && !m_current.name.isEmpty();
    const Theme &theme = themeOf(this);
    m_kind->setVisible(!m_current.name.isEmpty());
    const QString look = production ? u"background: %1; color: %2; border-radius: 4px; padding: 2px 6px; font-weight: 600;"_s.arg(theme.failed.name(), theme.dark ? u"#0D1117"_s : u"#FFFFFF"_s)
                                    : u"border: 1px solid %1; color: %2; border-radius: 4px; padding: 1px 6px;"_s.arg(theme.border.name(), theme.secondary.name());
    const QString quiet = u"color: %1; text-align: left;"_s.arg(theme.secondary.name()); // it looks like the field that it opens
    if (m_search->styleSheet() != quiet)
        m_search->setStyleSheet(quiet);
    if (m_kind->styleSheet() != look)
        m_kind->setStyleSheet(look);
}

} // namespace ui
