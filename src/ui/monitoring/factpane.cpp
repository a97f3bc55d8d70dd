// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitoring/factpane.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/statemark.h"
#include "ui/widgets/theme.h"

#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// Long expressions and labels have no spaces to break at: an invisible place after each separator.
QString breakable(QString text) {
    for (const QChar separator : {u'/', u'-', u'.', u':', u'@', u'_', u'(', u'{', u','})
        text.replace(separator, QString(separator) + QChar(0x200B));
    return text;
}

} // namespace

FactPane::FactPane(QWidget *parent)
    : QWidget(parent)
    , m_empty(new EmptyState)
    , m_scroll(new QScrollArea)
    , m_name(new QLabel)
    , m_state(new StateLabel)
    , m_list(new DetailsList) {
    m_name->setFont(uiFont(TextSize::Title, QFont::DemiBold));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setWordWrap(true);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::m, space::m, space::m, space::m);
    column->setSpacing(space::s);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_state, m_list})
        column->addWidget(widget);
    column->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_scroll);
    outer->addWidget(m_empty);
    showNothing({});
}

void FactPane::setRow(const models::monitoring::FactRow &row) {
    m_empty->hide();
    m_scroll->show();
    if (row == m_row)
        return;
    m_row = row;
    m_name->setText(breakable(row.cells.value(0).text));
    m_state->setHealth({row.state, row.word, row.why});
    m_list->clear();
    for (const auto &[name, value] : row.details)
        m_list->add(name, breakable(value), value);
}

void FactPane::showNothing(const QString &hint) {
    m_scroll->hide();
    m_empty->show();
    m_empty->setText(tr("Nothing is selected"), hint);
}

} // namespace ui
