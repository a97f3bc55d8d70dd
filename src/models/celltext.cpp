// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/celltext.h"
#include "models/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace models {

namespace {

qsizetype digitsFrom(const QString &text, qsizetype at) {
    qsizetype end = at;
    while (end < text.size() && text.at(end).isDigit())
        ++end;
    return end;
}

/// Two runs of digits by value: without leading zeros, the longer one is greater.
int numberOrder(QStringView a, QStringView b) {
    while (a.size() > 1 && a.front() == u'0')
        a = a.sliced(1);
    while (b.size() > 1 && b.front() == u'0')
        b = b.sliced(1);
    return a.size() != b.size() ? order(a.size(), b.size()) : a.compare(b);
}

} // namespace

QString stateWord(kube::HealthState state) {
    switch (state) {
    case kube::HealthState::Healthy: return tr("healthy");
    case kube::HealthState::Suspended: return tr("suspended");
    case kube::HealthState::Progressing: return tr("progressing");
    case kube::HealthState::Missing: return tr("missing");
    case kube::HealthState::Degraded: return tr("degraded");
    case kube::HealthState::Failed: return tr("failed");
    case kube::HealthState::Unknown: break;
    }
    return tr("unknown");
}

int severityRank(kube::HealthState state) {
    switch (state) {
    case kube::HealthState::Failed: return 0;
    case kube::HealthState::Degraded: return 1;
    case kube::HealthState::Missing: return 2;
    case kube::HealthState::Unknown: return 3;
    case kube::HealthState::Progressing: return 4;
    case kube::HealthState::Suspended: return 5;
    case kube::HealthState::Healthy: break;
    }
    return 6;
}

int naturalOrder(const QString &a, const QString &b) {
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (a.at(i).isDigit() && b.at(j).isDigit()) {
            const qsizetype endA = digitsFrom(a, i);
            const qsizetype endB = digitsFrom(b, j);
            if (const int result = numberOrder(QStringView(a).sliced(i, endA - i), QStringView(b).sliced(j, endB - j)); result != 0)
                return result;
            i = endA;
            j = endB;
        } else {
            if (a.at(i) != b.at(j))
                return order(a.at(i), b.at(j));
            ++i;
            ++j;
        }
    }
    return order(a.size() - i, b.size() - j);
}

QString metricText(const kube::AutoscalerMetric &metric) {
    const QString current = metric.current ? u"%1\u2009%"_s.arg(*metric.current) : tr("unknown");
    return tr("%1 %2 of %3").arg(metric.name, current, u"%1\u2009%"_s.arg(metric.target));
}

QString rangeText(const kube::AutoscalerRow &row) { return tr("%1 of %2–%3").arg(row.current).arg(row.minimum).arg(row.maximum); }

} // namespace models
