// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/averaging.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace forecast {

using namespace Qt::StringLiterals;

namespace {
constexpr int hourSeconds = 3600;
constexpr int nowCastHours = 12;

std::optional<double> valueAt(const PastHours &past, qsizetype at) {
    return at >= 0 && at < past.values.size() ? past.values[at] : std::nullopt;
}
} // namespace

PastHours pastHours(const QList<Measurement> &measurements, const QString &pollutant, const Standard &standard, const QDateTime &end, int hours) {
    PastHours past{end, QList<std::optional<double>>(std::max(0, hours)), 0};
    QList<int> counts(past.values.size());
    const QString measured = pollutant.section(u'_', 0, 0); // "o3" of the table "o3_1h"
    for (const Measurement &one : measurements) {
        const qint64 before = one.at.secsTo(end); // the hour that begins one hour before the end is the newest
        if (one.pollutant != measured || before <= 0 || before > qint64(hours) * hourSeconds)
            continue;
        const auto value = standard.converted(pollutant, one.concentration.value, one.concentration.unit);
        if (!value) {
            ++past.rejected;
            continue;
        }
        const qsizetype slot = (before - 1) / hourSeconds;
        const double mean = past.values[slot].value_or(0);
        past.values[slot] = mean + (*value - mean) / ++counts[slot];
    }
    return past;
}

QDateTime lastHourEnd(const QList<Measurement> &measurements) {
    const auto newest = std::ranges::max_element(measurements, {}, &Measurement::at);
    return newest == measurements.cend() ? QDateTime() : newest->at.addSecs(hourSeconds);
}

Mean runningMean(const PastHours &past, qsizetype newest, const AveragingRule &rule) {
    Mean mean{{}, Mean::Kind::Running, 0, rule.hours, rule.needed};
    double sum = 0;
    for (qsizetype i = newest; i < newest + rule.hours; ++i)
        if (const auto value = valueAt(past, i)) {
            sum += *value;
            ++mean.valid;
        }
    if (mean.valid > 0 && mean.valid >= rule.needed)
        mean.value = sum / mean.valid;
    return mean;
}

Mean nowCast(const PastHours &past, qsizetype newest) {
    Mean mean{{}, Mean::Kind::NowCast, 0, nowCastHours, 2};
    int recent = 0;
    double least = 0;
    double most = 0;
    for (qsizetype i = 0; i < nowCastHours; ++i)
        if (const auto value = valueAt(past, newest + i)) {
            least = mean.valid == 0 ? *value : std::min(least, *value);
            most = std::max(most, *value);
            ++mean.valid;
            recent += i < 3 ? 1 : 0;
        }
    if (recent < mean.needed)
        return mean;
    const double factor = most > 0 ? std::max(0.5, 1 - (most - least) / most) : 1;
    double sum = 0;
    double weights = 0;
    for (qsizetype i = 0; i < nowCastHours; ++i)
        if (const auto value = valueAt(past, newest + i)) {
            const double weight = std::pow(factor, static_cast<double>(i)); // a missing hour keeps its exponent
            sum += weight * *value;
            weights += weight;
        }
    mean.value = sum / weights;
    return mean;
}

AveragedAir averaged(const QList<Measurement> &measurements, const Standard &standard, const QDateTime &end, Incomplete incomplete) {
    AveragedAir air{end, {}, {}, {}, 0};
    for (const QString &pollutant : standard.pollutants()) {
        const PastHours past = pastHours(measurements, pollutant, standard, end, 24);
        if (!pollutant.contains(u'_')) // the further tables have the same readings
            air.rejected += past.rejected;
        if (std::ranges::none_of(past.values, [](const auto &value) { return value.has_value(); }))
            continue;
        const AveragingRule rule = standard.rule(pollutant);
        const Mean mean = rule.nowCast ? nowCast(past, 0) : runningMean(past, 0, rule);
        air.means.insert(pollutant, mean);
        const bool stands = !mean.value && past.values.first() && incomplete == Incomplete::TakeHour;
        if (stands)
            air.hourly.append(pollutant);
        if (const auto value = stands ? past.values.first() : mean.value)
            air.values.insert(pollutant, {*value, standard.unit(pollutant), {}, {}});
    }
    return air;
}

QString basisText(const Mean &mean) {
    const auto tr = [](const char *text) { return QCoreApplication::translate("forecast::Averaging", text); };
    if (!mean.value)
        return mean.kind == Mean::Kind::NowCast ? tr("fewer than 2 of the last 3 hours") : tr("%1 of the %2 hours needed").arg(mean.valid).arg(mean.needed);
    if (mean.kind == Mean::Kind::NowCast)
        return mean.valid == 1 ? tr("NowCast of one hour") : tr("NowCast of %1 hours").arg(mean.valid);
    if (mean.hours == 1)
        return tr("1 h mean");
    return tr("%1 h mean of %2 hours").arg(mean.hours).arg(mean.valid);
}

} // namespace forecast
