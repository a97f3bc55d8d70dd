// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitoring/silenceplan.h"

#include "models/monitoring/words.h"

using namespace Qt::StringLiterals;

namespace models::monitoring {

namespace {

constexpr int named = 3; // alerts

struct Fitting {
    int count = 0;
    QStringList names;
    QStringList receivers;
};

Fitting fitting(const QList<prometheus::Matcher> &matchers, const QList<prometheus::HeldAlert> &alerts) {
    Fitting found;
    for (const prometheus::HeldAlert &alert : alerts) {
        if (!prometheus::accept(matchers, alert.labels))
            continue;
        ++found.count;
        found.names.append(alert.labels.value(u"alertname"_s));
        found.receivers += alert.receivers;
    }
    found.names.removeDuplicates();
    found.receivers.removeDuplicates();
    return found;
}

QString listed(const QStringList &names) {
    const QString text = QStringList(names.mid(0, named)).join(", "_L1);
    return names.size() > named ? tr("%1 and others").arg(text) : text;
}

} // namespace

QString makeConsequence(const QList<prometheus::Matcher> &matchers, const QList<prometheus::HeldAlert> &alerts, const QDateTime &until) {
    const QDateTime local = until.toLocalTime();
    const QString end = local.date() == QDate::currentDate() ? local.toString(u"HH:mm"_s) : local.toString(u"d MMM HH:mm"_s);
    const Fitting found = fitting(matchers, alerts);
    if (found.count == 0)
        return tr("Fits none of the %1 alerts that are there now; until %2 nobody is told of any that will fit it.").arg(alerts.size()).arg(end);
    return tr("Silences %1 of %2 alerts (%3) until %4, and any that will fit: nobody is told of them.").arg(found.count).arg(alerts.size()).arg(listed(found.names), end);
}

QString expireConsequence(const prometheus::Silence &silence, const QList<prometheus::HeldAlert> &alerts) {
    const Fitting found = fitting(silence.matchers, alerts);
    const QString what = tr("Ends the silence of %1 now").arg(prometheus::text(silence.matchers));
    if (found.count == 0)
        return tr("%1; no alert that is there fits it.").arg(what);
    return tr("%1: %2 alerts that it fits (%3) are sent again to %4.").arg(what).arg(found.count).arg(listed(found.names), found.receivers.join(", "_L1));
}

QList<prometheus::Matcher> matchersOf(const prometheus::HeldAlert &alert) {
    QList<prometheus::Matcher> matchers;
    for (const auto &[name, value] : alert.labels.asKeyValueRange())
        matchers.append({name, value, false, true});
    return matchers;
}

} // namespace models::monitoring
