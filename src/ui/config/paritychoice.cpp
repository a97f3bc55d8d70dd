// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of ParityView that chooses what of the table is shown: services, platforms, what they are held against, the filter; and that keeps
// the choice.
#include "ui/config/parityview.h"

#include "ui/config/paritytable.h"
#include "ui/widgets/searchfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace ui {

void ParityView::fillChoosers() {
    const models::ParityTable *table = m_model.table();
    const QString service = m_service->currentData().toString();
    m_service->clear();
    m_against->clear();
    m_service->addItem(tr("All services"), QString());
    for (const models::ParityRow &row : table ? table->rows : std::vector<models::ParityRow>())
        if (m_service->findData(row.service) < 0)
            m_service->addItem(row.service, row.service);
    m_service->setCurrentIndex(std::max(0, m_service->findData(service)));
    for (const models::ParitySystem &system : table ? table->systems : std::vector<models::ParitySystem>())
        m_against->addItem(system.title(), system.id);
    m_against->setCurrentIndex(table ? static_cast<int>(table->reference) : -1);
}

void ParityView::fillColumns() {
    const models::ParityTable *table = m_model.table();
    m_columnMenu->clear();
    for (std::size_t i = 0; table && i < table->systems.size(); ++i) {
        const models::ParitySystem &system = table->systems[i];
        QAction *action = m_columnMenu->addAction(system.title());
        action->setToolTip(system.id);
        action->setCheckable(true);
        action->setChecked(i == table->reference || isShown(system));
        action->setEnabled(i != table->reference);
        connect(action, &QAction::toggled, this, [this, id = system.id](bool on) {
            m_choice.insert(id, on);
            applyColumns();
        });
    }
}

void ParityView::applyColumns() {
    QSet<QString> shown;
    if (const models::ParityTable *table = m_model.table())
        for (const models::ParitySystem &system : table->systems)
            if (isShown(system))
                shown.insert(system.id);
    const QScopedValueRollback quiet(m_setting, true);
    m_model.setShown(shown);
    m_heads->fit();
    m_columns->setText(tr("%1 of %2 platforms").arg(m_model.columnCount()).arg(m_columnMenu->actions().size()));
    applyFilter();
}

/// The current cell stays current, where it is still shown.
void ParityView::applyFilter() {
    const QScopedValueRollback quiet(m_setting, true);
    m_model.setFilter({m_service->currentData().toString(), m_field->text().trimmed(), m_differences->isChecked()});
    const int rows = m_model.rowCount();
    const bool filtered = !m_field->text().trimmed().isEmpty();
    m_field->setVerdict(!filtered ? SearchField::Verdict::None : rows > 0 ? SearchField::Verdict::Good : SearchField::Verdict::Bad,
        !filtered ? QString() : rows > 0 ? tr("%1 shown").arg(rows) : tr("No service, field or value holds this."));
    if (const QModelIndex place = m_model.indexOf(m_place.first, m_place.second); place.isValid())
        m_view->setCurrentIndex(place);
    updateDetails();
    updateTexts();
}

QByteArray ParityView::saveState() const {
    QJsonObject columns;
    for (auto it = m_choice.cbegin(); it != m_choice.cend(); ++it)
        columns.insert(it.key(), it.value());
    return QJsonDocument(QJsonObject{{u"columns"_s, columns}, {u"reference"_s, m_reference}, {u"differences"_s, m_differences->isChecked()}}).toJson(QJsonDocument::Compact);
}

void ParityView::restoreState(const QByteArray &state) {
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    const QJsonObject columns = object.value(u"columns"_s).toObject();
    m_choice.clear();
    for (auto it = columns.begin(); it != columns.end(); ++it)
        m_choice.insert(it.key(), it.value().toBool());
    m_reference = object.value(u"reference"_s).toString();
    m_differences->setChecked(object.value(u"differences"_s).toBool());
    m_asked.reset();
    compute();
}

} // namespace ui
