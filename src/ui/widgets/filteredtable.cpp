// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/quantity.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ui {

FilteredTable::FilteredTable(const QString &noun, QWidget *parent)
    : QWidget(parent)
    , m_noun(noun)
    , m_line(new QHBoxLayout)
    , m_field(new SearchField(tr("Filter %1").arg(noun)))
    , m_count(new SecondaryLabel)
    , m_view(new TableView(noun))
    , m_empty(new EmptyState)
    , m_stack(new QStackedLayout) {
    m_field->setMaximumWidth(420);
    m_line->setContentsMargins(space::m, space::s, space::m, space::s);
    m_line->setSpacing(space::m);
    m_line->addWidget(m_field, 1);
    m_line->addWidget(m_count);
    m_line->addStretch(1);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_line);
    layout->addLayout(m_stack, 1);
    connect(m_field, &QLineEdit::textChanged, this, &FilteredTable::applyFilter);
    connect(m_field, &SearchField::left, this, [this] {
        m_view->setFocus(Qt::OtherFocusReason);
        if (!m_view->currentIndex().isValid() && m_model && m_model->rowCount() > 0)
            m_view->selectRow(0);
    });
    connect(m_view, &TableView::filterRequested, this, [this] { m_field->setFocus(Qt::ShortcutFocusReason); });
    connect(m_empty, &EmptyState::actionTriggered, this, &FilteredTable::placeholderAction);
}

void FilteredTable::setTable(models::TableModel *model, const QHash<QString, int> &widths) {
    m_model = model;
    m_view->setTable(model, widths);
    connect(model, &models::TableModel::countsChanged, this, &FilteredTable::updateCounts);
    updateCounts();
}

void FilteredTable::setPlaceholder(const QString &title, const QString &explanation, const QString &action) {
    m_empty->setText(title, explanation, action);
    updateCounts();
}

void FilteredTable::addTool(QWidget *tool) { m_line->addWidget(tool); }

void FilteredTable::setFilter(const QString &text) { m_field->setText(text); }

void FilteredTable::applyFilter(const QString &text) {
    if (!m_model)
        return;
    const base::Status status = m_model->setFilter(text);
    m_problem = status ? QString() : status.error().message;
    updateCounts();
}

void FilteredTable::updateCounts() {
    if (!m_model)
        return;
    const int shown = m_model->rowCount();
    const int total = m_model->total();
    m_stack->setCurrentIndex(total == 0 ? 1 : 0);
    if (!m_problem.isEmpty()) {
        m_count->setText(tr("Not a filter: %1").arg(m_problem));
        m_field->setVerdict(SearchField::Verdict::Bad, m_count->text());
    } else if (m_field->text().trimmed().isEmpty()) {
        m_count->setText(tr("%1 %2").arg(base::countText(total), m_noun));
        m_field->setVerdict(SearchField::Verdict::None);
    } else if (shown == 0) {
        m_count->setText(tr("none of %1 %2").arg(base::countText(total), m_noun));
        m_field->setVerdict(SearchField::Verdict::Bad, m_count->text());
    } else {
        m_count->setText(tr("%1 of %2 %3").arg(base::countText(shown), base::countText(total), m_noun));
        m_field->setVerdict(SearchField::Verdict::Good, m_count->text());
    }
}

} // namespace ui
