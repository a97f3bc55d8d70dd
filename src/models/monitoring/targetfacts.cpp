// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/duration.h"
#include "models/monitoring/facts.h"
#include "models/monitoring/valuetext.h"
#include "models/monitoring/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::monitoring {

namespace {

/// A scrape that is two intervals late is no news of this target any more.
bool isLate(const prometheus::Target &target, const QDateTime &now) {
    return target.interval > 0 && target.lastScrape.isValid() && double(target.lastScrape.secsTo(now)) > 2 * target.interval + 15;
}

FactRow targetRow(const prometheus::Target &target, const QDateTime &now) {
    using Health = prometheus::Target::Health;
    FactRow row;
    row.ref = {{}, u"Target"_s, {}, target.job + u' ' + target.instance, target.pool + u'|' + target.url};
    row.state = target.health == Health::Up ? kube::HealthState::Healthy : target.health == Health::Down ? kube::HealthState::Failed : kube::HealthState::Unknown;
    row.word = target.health == Health::Up ? tr("up") : target.health == Health::Down ? tr("down") : tr("not scraped");
    row.why = target.error;
    if (target.health == Health::Up && isLate(target, now)) {
        row.state = kube::HealthState::Degraded;
        row.word = tr("late");
        row.why = tr("Scraped every %1, last %2 ago").arg(valueText(target.interval, u"s"_s), base::ageText(target.lastScrape, now));
    }
    row.cells = {{target.job, {}, {}, {}}, {target.instance, {}, {}, {}}, {target.labels.value(u"pod"_s), {}, {}, {}},
        {target.lastScrape.isValid() ? QString() : tr("never"), {}, target.lastScrape, {}}, {valueText(target.duration, u"s"_s), {}, {}, target.duration},
        {target.error, {}, {}, {}}};
    row.details = {{tr("Job"), target.job}, {tr("Instance"), target.instance}, {tr("Scraped at"), target.url},
        {tr("Last scrape"), target.lastScrape.isValid() ? base::absoluteText(target.lastScrape) : tr("never")}, {tr("Took"), valueText(target.duration, u"s"_s)},
        {tr("Every"), valueText(target.interval, u"s"_s)}, {tr("Error"), target.error.isEmpty() ? tr("none") : target.error}};
    for (const auto &[name, value] : target.labels.asKeyValueRange())
        row.details.append({name, value});
    return row;
}

} // namespace

QList<Column> targetColumns() {
    using enum ColumnKind;
    return {{u"state"_s, tr("State"), {}, State, true}, {u"job"_s, tr("Job"), {}, Text, true}, {u"instance"_s, tr("Instance"), {}, Identifier, true},
        {u"pod"_s, tr("Pod"), {}, Identifier, true}, {u"scraped"_s, tr("Last scrape"), {}, Age, true},
        {u"took"_s, tr("Took"), tr("How long the last scrape lasted"), Number, true}, {u"error"_s, tr("Error"), tr("Of the last scrape"), Text, true}};
}

QList<FactRow> targetRows(const QList<prometheus::Target> &targets, const QDateTime &now) {
    QList<FactRow> rows;
    for (const prometheus::Target &target : targets)
        rows.append(targetRow(target, now));
    return rows;
}

QString targetSummary(const QList<prometheus::Target> &targets) {
    if (targets.isEmpty())
        return tr("No targets: nothing that can be scraped was discovered");
    QMap<QString, int> down;
    qsizetype up = 0;
    for (const prometheus::Target &target : targets) {
        if (target.health == prometheus::Target::Health::Up)
            ++up;
        else
            ++down[target.job];
    }
    QString text = tr("%1 of %2 targets up").arg(up).arg(targets.size());
    QStringList parts;
    for (const auto &[job, count] : down.asKeyValueRange())
        parts.append(u"%1 (%2)"_s.arg(job).arg(count));
    return parts.isEmpty() ? text : text + tr("; not up: %1").arg(parts.join(", "_L1));
}

} // namespace models::monitoring
