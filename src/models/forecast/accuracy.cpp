// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forecast/accuracy.h"

#include "forecast/surface/bands.h"
#include "models/forecast/timeline.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace models {

namespace {

constexpr int fans = 6; // issues that are drawn

void addEdges(Accuracy &accuracy, const QList<forecast::Pair> &pairs, const forecast::Standard &standard) {
    const QList<forecast::Category> &categories = standard.categories();
    const auto classifier = forecast::Classifier::of(standard, accuracy.pollutant, accuracy.unit);
    for (const double level : classifier ? classifier->levels() : std::vector<double>()) {
        const int category = classifier->category(level);
        const forecast::Exceedance table = forecast::exceedance(pairs, std::nexttoward(level, 0.0)); // a value on the edge is over it
        if (category > 0 && table.hits + table.misses + table.falseAlarms > 0)
            accuracy.edges.append({categories[category].word, categories[category].colour, level, table});
    }
    accuracy.categories = forecast::contingency(pairs, static_cast<int>(categories.size()), [&](double value) {
        const auto index = standard.subIndex(accuracy.pollutant, value, accuracy.unit);
        return index ? index->category : -1;
    });
    for (const forecast::Category &category : categories) {
        accuracy.categoryWords.append(category.word);
        accuracy.categoryColours.append(category.colour);
    }
}

void addFan(Accuracy &accuracy, const QList<forecast::Forecast> &forecasts, const forecast::Observations &known) {
    accuracy.newest = forecasts.sliced(std::max<qsizetype>(0, forecasts.size() - fans));
    if (accuracy.newest.isEmpty())
        return;
    const QDateTime from = accuracy.newest.first().provenance.generated.addSecs(-6 * 3600);
    for (const auto &[at, value] : known.asKeyValueRange())
        if (at >= from)
            accuracy.observed.append({at, value});
    std::ranges::sort(accuracy.observed, {}, [](const auto &each) { return each.first; });
}

} // namespace

Accuracy accuracyOf(const QList<forecast::Forecast> &forecasts, const QList<forecast::Measurement> &observed, const QString &pollutant,
    const forecast::Standard &standard, double level) {
    Accuracy accuracy;
    accuracy.pollutant = pollutant;
    accuracy.level = level;
    forecast::Observations known;
    for (const forecast::Measurement &each : observed) {
        if (each.pollutant != pollutant || (!accuracy.unit.isEmpty() && each.concentration.unit != accuracy.unit))
            continue; // the first unit counts: two have no error between them
        accuracy.unit = each.concentration.unit;
        known.insert(hourOf(each.at), each.concentration.value);
    }
    QList<forecast::Pair> pairs;
    for (const forecast::Forecast &forecast : forecasts) {
        const QList<forecast::Pair> own = forecast::matched(forecast, pollutant, known);
        if (own.isEmpty())
            continue;
        pairs += own;
        ++accuracy.issues;
        accuracy.firstIssue = accuracy.firstIssue.isValid() ? std::min(accuracy.firstIssue, forecast.provenance.generated) : forecast.provenance.generated;
        accuracy.lastIssue = accuracy.lastIssue.isValid() ? std::max(accuracy.lastIssue, forecast.provenance.generated) : forecast.provenance.generated;
        if (!accuracy.models.contains(forecast.provenance.modelVersion))
            accuracy.models.append(forecast.provenance.modelVersion);
    }
    for (const auto &[lead, group] : forecast::byLead(pairs).asKeyValueRange())
        accuracy.leads.append({lead, forecast::scores(group, level)});
    addEdges(accuracy, pairs, standard);
    addFan(accuracy, forecasts, known);
    return accuracy;
}

QString verdictText(const Accuracy &accuracy) {
    const auto tr = [](const char *text) { return QCoreApplication::translate("models::Accuracy", text); };
    qsizetype better = 0;
    qsizetype judged = 0;
    for (const LeadScores &lead : accuracy.leads) {
        judged += lead.scores.beatsPersistence != forecast::Verdict::TooFew ? 1 : 0;
        better += lead.scores.beatsPersistence == forecast::Verdict::Yes ? 1 : 0;
    }
    if (judged == 0)
        return tr("Too few forecasts to say whether they beat persistence");
    if (better == judged)
        return tr("Better than persistence at all %1 leads").arg(judged);
    if (better == 0)
        return tr("Not better than persistence at any of %1 leads").arg(judged);
    return tr("Better than persistence at %1 of %2 leads").arg(better).arg(judged);
}

} // namespace models
