// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/autoscalermodel.h"

#include "base/duration.h"
#include "models/celltext.h"

using namespace Qt::StringLiterals;

namespace models {

namespace {

QList<Column> autoscalerColumns() {
    using enum ColumnKind;
    return {{u"state"_s, AutoscalerModel::tr("State"), {}, State, true}, {u"name"_s, AutoscalerModel::tr("Name"), {}, Identifier, true},
        {u"target"_s, AutoscalerModel::tr("Target"), {}, Text, true}, {u"current"_s, AutoscalerModel::tr("Pods now"), {}, Number, true},
        {u"desired"_s, AutoscalerModel::tr("Wanted"), {}, Number, true}, {u"minimum"_s, AutoscalerModel::tr("Minimum"), {}, Number, true},
        {u"maximum"_s, AutoscalerModel::tr("Maximum"), {}, Number, true},
        {u"metrics"_s, AutoscalerModel::tr("Metrics"), AutoscalerModel::tr("Now, of the target; percent of the requests"), Text, true},
        {u"scaled"_s, AutoscalerModel::tr("Last scaled"), {}, Age, true}, {u"age"_s, AutoscalerModel::tr("Age"), {}, Age, true}};
}

QString metricsText(const kube::AutoscalerRow &row) {
    QStringList parts;
    for (const kube::AutoscalerMetric &metric : row.metrics)
        parts << metricText(metric);
    return parts.join(", "_L1);
}

QVariant display(const kube::AutoscalerRow &row, int column, const QDateTime &now) {
    switch (column) {
    case AutoscalerModel::State: return stateWord(row.health.state);
    case AutoscalerModel::Name: return row.ref.name;
    case AutoscalerModel::Target: return row.targetKind + u'/' + row.targetName;
    case AutoscalerModel::Current: return QString::number(row.current);
    case AutoscalerModel::Desired: return QString::number(row.desired);
    case AutoscalerModel::Minimum: return QString::number(row.minimum);
    case AutoscalerModel::Maximum: return QString::number(row.maximum);
    case AutoscalerModel::Metrics: return metricsText(row);
    case AutoscalerModel::LastScale: return row.lastScale.isValid() ? base::ageText(row.lastScale, now) : AutoscalerModel::tr("never");
    case AutoscalerModel::Age: return row.created.isValid() ? base::ageText(row.created, now) : QString();
    default: return {};
    }
}

} // namespace

AutoscalerModel::AutoscalerModel(QObject *parent)
    : RowTable(autoscalerColumns(), parent) {}

int AutoscalerModel::compare(int column, int slotA, int slotB) const {
    const kube::AutoscalerRow &a = rowAt(slotA);
    const kube::AutoscalerRow &b = rowAt(slotB);
    switch (column) {
    case State: return order(severityRank(a.health.state), severityRank(b.health.state));
    case Target: return naturalOrder(a.targetName, b.targetName);
    case Current: return order(a.current, b.current);
    case Desired: return order(a.desired, b.desired);
    case Minimum: return order(a.minimum, b.minimum);
    case Maximum: return order(a.maximum, b.maximum);
    case Metrics: return order(metricsText(a), metricsText(b));
    case LastScale: return order(b.lastScale, a.lastScale);
    case Age: return order(b.created, a.created);
    default: return naturalOrder(a.ref.name, b.ref.name);
    }
}

QVariant AutoscalerModel::cell(int slot, int column, int role) const {
    const kube::AutoscalerRow &row = rowAt(slot);
    switch (role) {
    case Qt::DisplayRole: return display(row, column, now());
    case Qt::ToolTipRole:
        return column == State ? row.health.message : column == LastScale ? base::absoluteText(row.lastScale) : column == Age ? base::absoluteText(row.created) : QString();
    case RefRole: return QVariant::fromValue(row.ref);
    case HealthRole: return static_cast<int>(row.health.state);
    case TimeRole: return column == Age ? row.created : column == LastScale ? row.lastScale : QDateTime();
    default: return {};
    }
}

QString AutoscalerModel::wordsOf(const kube::AutoscalerRow &row) const {
    return QStringList{row.ref.name, row.targetKind + u'/' + row.targetName, kube::name(row.health.state), row.health.reason}.join(u' ');
}

} // namespace models
