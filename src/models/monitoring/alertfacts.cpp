// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/duration.h"
#include "models/monitoring/facts.h"
#include "models/monitoring/valuetext.h"
#include "models/monitoring/words.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace models::monitoring {

namespace {

using prometheus::AlertState;
using prometheus::Rule;

QString labelsText(prometheus::Labels labels) {
    for (const QString &known : {u"alertname"_s, u"severity"_s, u"__name__"_s})
        labels.remove(known);
    QStringList parts;
    for (const auto &[name, value] : labels.asKeyValueRange())
        parts.append(name + u'=' + value);
    return parts.join(", "_L1);
}

QString summaryOf(const prometheus::Labels &annotations) {
    const QString summary = annotations.value(u"summary"_s);
    return summary.isEmpty() ? annotations.value(u"description"_s) : summary;
}

kube::HealthState stateOf(AlertState state, const QString &severity) {
    if (state == AlertState::Inactive)
        return kube::HealthState::Healthy;
    return state == AlertState::Pending ? kube::HealthState::Progressing : severity == "critical"_L1 ? kube::HealthState::Failed : kube::HealthState::Degraded;
}

QString wordOf(AlertState state) { return state == AlertState::Firing ? tr("firing") : state == AlertState::Pending ? tr("pending") : tr("inactive"); }

void addLabels(FactRow &row, const prometheus::Labels &labels, const prometheus::Labels &annotations) {
    for (const auto &[name, value] : annotations.asKeyValueRange())
        row.details.append({name, value});
    for (const auto &[name, value] : labels.asKeyValueRange())
        row.details.append({name, value});
}

FactRow ruleRow(const Rule &rule, const prometheus::Alert *alert) {
    const prometheus::Labels labels = alert ? alert->labels : rule.labels;
    const prometheus::Labels annotations = alert ? alert->annotations : rule.annotations;
    const AlertState state = alert ? alert->state : rule.state;
    const QString severity = labels.value(u"severity"_s);
    FactRow row;
    row.ref = {{}, u"Rule"_s, {}, rule.name, u"%1|%2|%3|%4"_s.arg(rule.group, rule.name, rule.query, prometheus::text(labels))};
    row.state = rule.kind == Rule::Kind::Recording ? kube::HealthState::Healthy : stateOf(state, severity);
    row.word = rule.kind == Rule::Kind::Recording ? tr("recording") : wordOf(state);
    if (rule.health == Rule::Health::Failing) {
        row.state = kube::HealthState::Unknown;
        row.word = tr("not evaluated");
        row.why = rule.error;
    }
    const QDateTime since = alert ? alert->activeAt : QDateTime();
    const QString value = alert ? valueText(alert->value, u"none"_s) : QString();
    row.cells = {{rule.name, summaryOf(annotations), {}, {}}, {severity, {}, {}, {}}, {{}, {}, since, {}},
        {value, {}, {}, alert ? std::optional(alert->value) : std::nullopt}, {alert ? labelsText(labels) : QString(), {}, {}, {}}, {rule.group, {}, {}, {}},
        {{}, {}, rule.lastEvaluation, {}}, {rule.query, {}, {}, {}}};
    row.details = {{tr("Rule"), rule.name}, {tr("State"), row.word}, {tr("Since"), since.isValid() ? base::absoluteText(since) : u"–"_s}, {tr("Value"), value.isEmpty() ? u"–"_s : value},
        {tr("Expression"), rule.query}, {tr("Must hold for"), valueText(rule.holdFor, u"s"_s)}, {tr("Group"), rule.group},
        {tr("Last evaluated"), rule.lastEvaluation.isValid() ? base::absoluteText(rule.lastEvaluation) : tr("never")}};
    if (!rule.error.isEmpty())
        row.details.append({tr("Error"), rule.error});
    addLabels(row, labels, annotations);
    return row;
}

FactRow heldRow(const prometheus::HeldAlert &alert) {
    using State = prometheus::HeldAlert::State;
    FactRow row;
    const QString name = alert.labels.value(u"alertname"_s);
    const QString severity = alert.labels.value(u"severity"_s);
    row.ref = {{}, u"Alert"_s, {}, name, alert.fingerprint};
    row.state = alert.state == State::Suppressed ? kube::HealthState::Suspended : stateOf(AlertState::Firing, severity);
    row.word = alert.state == State::Active ? tr("active") : alert.state == State::Unprocessed ? tr("arriving") : alert.silencedBy.isEmpty() ? tr("inhibited") : tr("silenced");
    row.cells = {{name, summaryOf(alert.annotations), {}, {}}, {severity, {}, {}, {}}, {{}, {}, alert.startsAt, {}}, {labelsText(alert.labels), {}, {}, {}},
        {alert.receivers.join(", "_L1), {}, {}, {}}, {summaryOf(alert.annotations), {}, {}, {}}};
    row.details = {{tr("Alert"), name}, {tr("State"), row.word}, {tr("Since"), base::absoluteText(alert.startsAt)}, {tr("Sent to"), alert.receivers.join(", "_L1)}};
    if (!alert.silencedBy.isEmpty())
        row.details.append({tr("Silenced by"), alert.silencedBy.join(", "_L1)});
    if (!alert.inhibitedBy.isEmpty())
        row.details.append({tr("Inhibited by"), alert.inhibitedBy.join(", "_L1)});
    addLabels(row, alert.labels, alert.annotations);
    return row;
}

FactRow silenceRow(const prometheus::Silence &silence, qsizetype fits, const QDateTime &now) {
    using State = prometheus::Silence::State;
    FactRow row;
    const QString matchers = prometheus::text(silence.matchers);
    row.ref = {{}, u"Silence"_s, {}, matchers, silence.id};
    row.state = silence.state == State::Active ? kube::HealthState::Suspended : silence.state == State::Pending ? kube::HealthState::Progressing : kube::HealthState::Missing;
    row.word = silence.state == State::Active ? tr("active") : silence.state == State::Pending ? tr("pending") : tr("expired");
    const QString ends = silence.state == State::Expired ? tr("%1 ago").arg(base::ageText(silence.endsAt, now)) : tr("in %1").arg(base::ageText(now, silence.endsAt));
    row.cells = {{matchers, {}, {}, {}}, {silence.state == State::Active ? QString::number(fits) : u"–"_s, {}, {}, double(fits)},
        {ends, base::absoluteText(silence.endsAt), {}, double(silence.endsAt.toSecsSinceEpoch())}, {silence.createdBy, {}, {}, {}}, {silence.comment, {}, {}, {}}};
    row.details = {{tr("Fits"), matchers}, {tr("State"), row.word}, {tr("From"), base::absoluteText(silence.startsAt)}, {tr("Until"), base::absoluteText(silence.endsAt)},
        {tr("Made by"), silence.createdBy}, {tr("Comment"), silence.comment}, {tr("Id"), silence.id}};
    return row;
}

} // namespace

QList<Column> ruleColumns() {
    using enum ColumnKind;
    return {{u"state"_s, tr("State"), {}, State, true}, {u"name"_s, tr("Rule"), {}, Identifier, true}, {u"severity"_s, tr("Severity"), {}, Text, true},
        {u"since"_s, tr("Since"), tr("How long the alert is active"), Age, true}, {u"value"_s, tr("Value"), {}, Number, true}, {u"labels"_s, tr("Labels"), {}, Text, true},
        {u"group"_s, tr("Group"), {}, Text, true}, {u"evaluated"_s, tr("Evaluated"), tr("How long ago the rule was evaluated"), Age, true},
        {u"query"_s, tr("Expression"), {}, Identifier, false}};
}

QList<FactRow> ruleRows(const QList<Rule> &rules) {
    QList<FactRow> rows;
    for (const Rule &rule : rules) {
        if (rule.alerts.isEmpty())
            rows.append(ruleRow(rule, nullptr));
        for (const prometheus::Alert &alert : rule.alerts)
            rows.append(ruleRow(rule, &alert));
    }
    return rows;
}

QString ruleSummary(const QList<Rule> &rules) {
    if (rules.isEmpty())
        return tr("No rules are loaded: Prometheus has no rule file");
    qsizetype firing = 0;
    qsizetype pending = 0;
    for (const Rule &rule : rules) {
        firing += std::ranges::count(rule.alerts, AlertState::Firing, &prometheus::Alert::state);
        pending += std::ranges::count(rule.alerts, AlertState::Pending, &prometheus::Alert::state);
    }
    const qsizetype failing = std::ranges::count(rules, Rule::Health::Failing, &Rule::health);
    QString text = firing + pending == 0 ? tr("No alerts are firing") : tr("%1 firing, %2 pending").arg(firing).arg(pending);
    text += tr("; %1 rules").arg(rules.size());
    return failing == 0 ? text : text + tr(", of which %1 cannot be evaluated").arg(failing);
}

QList<Column> heldAlertColumns() {
    using enum ColumnKind;
    return {{u"state"_s, tr("State"), {}, State, true}, {u"name"_s, tr("Alert"), {}, Identifier, true}, {u"severity"_s, tr("Severity"), {}, Text, true},
        {u"since"_s, tr("Since"), {}, Age, true}, {u"labels"_s, tr("Labels"), {}, Text, true}, {u"receivers"_s, tr("Sent to"), {}, Text, true},
        {u"summary"_s, tr("Summary"), {}, Text, true}};
}

QList<FactRow> heldAlertRows(const QList<prometheus::HeldAlert> &alerts) {
    QList<FactRow> rows;
    for (const prometheus::HeldAlert &alert : alerts)
        rows.append(heldRow(alert));
    return rows;
}

QList<Column> silenceColumns() {
    using enum ColumnKind;
    return {{u"state"_s, tr("State"), {}, State, true}, {u"matchers"_s, tr("Fits"), {}, Identifier, true}, {u"alerts"_s, tr("Alerts"), tr("Alerts that it fits now"), Number, true},
        {u"ends"_s, tr("Ends"), {}, Text, true}, {u"author"_s, tr("Made by"), {}, Text, true}, {u"comment"_s, tr("Comment"), {}, Text, true}};
}

QList<FactRow> silenceRows(const QList<prometheus::Silence> &silences, const QList<prometheus::HeldAlert> &alerts, const QDateTime &now) {
    QList<FactRow> rows;
    for (const prometheus::Silence &silence : silences) {
        const auto fits = std::ranges::count_if(alerts, [&](const auto &alert) { return prometheus::accept(silence.matchers, alert.labels); });
        rows.append(silenceRow(silence, fits, now));
    }
    return rows;
}

QList<Column> resultColumns() {
    using enum ColumnKind;
    return {{u"state"_s, tr("State"), {}, State, true}, {u"series"_s, tr("Series"), {}, Identifier, true}, {u"value"_s, tr("Last value"), {}, Number, true},
        {u"at"_s, tr("Age"), {}, Age, true}, {u"samples"_s, tr("Samples"), {}, Number, true}};
}

QList<FactRow> resultRows(const prometheus::QueryResult &result) {
    QList<FactRow> rows;
    for (const prometheus::Series &series : result.series) {
        if (series.samples.isEmpty())
            continue;
        const prometheus::Sample last = series.samples.last();
        const QString name = series.labels.isEmpty() ? tr("(no labels)") : prometheus::text(series.labels);
        FactRow row;
        row.ref = {{}, u"Series"_s, {}, name, u"series "_s + name};
        row.state = std::isfinite(last.value) ? kube::HealthState::Healthy : kube::HealthState::Unknown;
        row.word = std::isfinite(last.value) ? tr("sampled") : tr("no number");
        row.cells = {{name, {}, {}, {}}, {QString::number(last.value, 'g', 12), {}, {}, last.value}, {{}, {}, QDateTime::fromMSecsSinceEpoch(qint64(last.at * 1000)), {}},
            {QString::number(series.samples.size()), {}, {}, double(series.samples.size())}};
        for (const auto &[label, value] : series.labels.asKeyValueRange())
            row.details.append({label, value});
        rows.append(row);
    }
    return rows;
}

} // namespace models::monitoring
