// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workloads/forwardmodel.h"

#include "base/duration.h"
#include "base/quantity.h"
#include "models/celltext.h"

using namespace Qt::StringLiterals;

namespace models {

namespace {

QList<Column> forwardColumns() {
    using enum ColumnKind;
    return {{u"state"_s, ForwardModel::tr("State"), {}, State, true}, {u"name"_s, ForwardModel::tr("Leads to"), {}, Identifier, true},
        {u"port"_s, ForwardModel::tr("Port"), {}, Identifier, true}, {u"local"_s, ForwardModel::tr("On this machine"), {}, Identifier, true},
        {u"pod"_s, ForwardModel::tr("Pod"), {}, Identifier, true},
        {u"connections"_s, ForwardModel::tr("Connections"), ForwardModel::tr("Made through it since it was opened"), Number, true},
        {u"failures"_s, ForwardModel::tr("Failed"), ForwardModel::tr("Connections that could not be made or broke"), Number, true},
        {u"problem"_s, ForwardModel::tr("Last problem"), {}, Text, true}, {u"age"_s, ForwardModel::tr("Age"), {}, Age, true}};
}

QString localText(const ForwardRow &row) { return row.localPort > 0 ? u"127.0.0.1:%1"_s.arg(row.localPort) : QString(); }

QVariant forwardText(const ForwardRow &row, int column, const QDateTime &now) {
    switch (column) {
    case ForwardModel::State: return stateWord(row.health.state);
    case ForwardModel::Name: return row.ref.text();
    case ForwardModel::Port: return row.port;
    case ForwardModel::Local: return localText(row);
    case ForwardModel::Pod: return row.pod;
    case ForwardModel::Connections: return base::countText(row.connections);
    case ForwardModel::Failures: return base::countText(row.failures);
    case ForwardModel::Problem: return row.problem;
    case ForwardModel::Age: return row.started.isValid() ? base::ageText(row.started, now) : QString();
    default: return {};
    }
}

} // namespace

ForwardModel::ForwardModel(QObject *parent)
    : RowTable(forwardColumns(), parent) {}

int ForwardModel::compare(int column, int slotA, int slotB) const {
    const ForwardRow &a = rowAt(slotA);
    const ForwardRow &b = rowAt(slotB);
    switch (column) {
    case State: return order(severityRank(a.health.state), severityRank(b.health.state));
    case Port: return naturalOrder(a.port, b.port);
    case Local: return order(a.localPort, b.localPort);
    case Pod: return naturalOrder(a.pod, b.pod);
    case Connections: return order(a.connections, b.connections);
    case Failures: return order(a.failures, b.failures);
    case Problem: return order(a.problem, b.problem);
    case Age: return order(b.started, a.started);
    default: return naturalOrder(a.ref.text(), b.ref.text());
    }
}

QVariant ForwardModel::cell(int slot, int column, int role) const {
    const ForwardRow &row = rowAt(slot);
    switch (role) {
    case Qt::DisplayRole: return forwardText(row, column, now());
    case Qt::ToolTipRole: return column == State ? row.health.message : column == Problem ? row.problem : column == Age ? base::absoluteText(row.started) : QString();
    case RefRole: return QVariant::fromValue(row.ref);
    case HealthRole: return static_cast<int>(row.health.state);
    case TimeRole: return column == Age ? row.started : QDateTime();
    default: return {};
    }
}

QString ForwardModel::wordsOf(const ForwardRow &row) const { return QStringList{row.ref.text(), row.port, row.pod, localText(row), row.problem}.join(u' '); }

} // namespace models
