// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pageheader.h"

#include "ui/widgets/page.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <memory>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// A push button that shows an action's text and state; Qt has this only for tool buttons.
QPushButton *buttonFor(QAction *action, QWidget *parent) {
    auto *button = new QPushButton(parent); // one without a parent would be a window of its own for as long as it is visible
    const auto update = [button, action] {
        button->setText(action->text());
        button->setEnabled(action->isEnabled());
        button->setVisible(action->isVisible());
        button->setToolTip(action->toolTip());
    };
    update();
    QObject::connect(action, &QAction::changed, button, update);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

PageHeader::PageHeader(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_summary(new QLabel)
    , m_actions(new QHBoxLayout)
    , m_details(new QToolButton) {
    setMinimumHeight(48);
    m_title->setFont(uiFont(TextSize::Title, QFont::DemiBold));
    m_summary->setObjectName(u"summary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_actions->setSpacing(space::s);
    m_details->setCheckable(true);
    m_details->setIconSize({16, 16});
    m_details->setIcon(icon(u"details"_s, this));
    m_details->setFocusPolicy(Qt::TabFocus);
    m_details->setToolTip(tr("Show or hide the details (Ctrl+D)"));
    m_details->setAccessibleName(tr("Details"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::m, space::s, space::m, space::s);
    layout->setSpacing(space::m);
    layout->addWidget(m_title);
    layout->addWidget(m_summary, 1);
    layout->addLayout(m_actions);
    layout->addWidget(m_details);
    connect(m_details, &QToolButton::clicked, this, &PageHeader::detailsToggled);
}

void PageHeader::setPage(Page *page) {
    if (m_page)
        m_page->disconnect(this);
    m_page = page;
    m_title->setText(page->title());
    m_summary->setText(page->summary());
    m_summary->setToolTip(page->summary());
    connect(page, &Page::summaryChanged, this, [this](const QString &summary) {
        m_summary->setText(summary);
        m_summary->setToolTip(summary);
    });
    connect(page, &Page::actionsChanged, this, &PageHeader::fillActions);
    fillActions();
}

void PageHeader::fillActions() {
    while (QLayoutItem *taken = m_actions->takeAt(0)) {
        const std::unique_ptr<QLayoutItem> item(taken);
        item->widget()->hide();
        item->widget()->deleteLater();
    }
    const QList<QAction *> actions = m_page->pageActions();
    for (QAction *action : actions) {
        QPushButton *button = buttonFor(action, this);
        button->setProperty("primary", action == actions.first() && actions.size() > 1);
        m_actions->addWidget(button);
    }
}

void PageHeader::setDetailsShown(bool shown) { m_details->setChecked(shown); }

void PageHeader::setHasDetails(bool has) { m_details->setVisible(has); }

void PageHeader::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_details->setIcon(icon(u"details"_s, this));
}

} // namespace ui
