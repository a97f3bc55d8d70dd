// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/skill.h"

#include "sandbox/services/catalog.h"
#include "sandbox/services/forecaster.h"

#include <cmath>

namespace sandbox {

namespace {
constexpr std::size_t knownHours = 14 * 24; // as the service itself takes
constexpr std::size_t issueHours = 6;

/// Sums of `count` terms, until finish() makes means of them.
void add(LeadSkill &sum, const PredictedHour &predicted, double now, double truth) {
    const double error = predicted.value - truth;
    ++sum.count;
    sum.mae += std::abs(error);
    sum.rmse += error * error;
    sum.bias += error;
    sum.persistenceMae += std::abs(now - truth);
    sum.persistenceRmse += (now - truth) * (now - truth);
    sum.coverage += truth >= predicted.lower && truth <= predicted.upper ? 1 : 0;
}

void finish(LeadSkill &sum) {
    if (sum.count == 0)
        return;
    const double count = sum.count;
    sum.mae /= count;
    sum.rmse = std::sqrt(sum.rmse / count);
    sum.bias /= count;
    sum.persistenceMae /= count;
    sum.persistenceRmse = std::sqrt(sum.persistenceRmse / count);
    sum.coverage /= count;
}

void addIssues(std::vector<LeadSkill> &sums, const std::vector<double> &history) {
    for (std::size_t issue = knownHours; issue + sums.size() <= history.size(); issue += issueHours) {
        const auto end = history.begin() + static_cast<std::ptrdiff_t>(issue); // what is known: the hours before it
        const Prediction prediction = predict(std::vector<double>(end - knownHours, end), static_cast<int>(sums.size()));
        for (std::size_t i = 0; i < sums.size(); ++i)
            add(sums[i], prediction.hours[i], history[issue - 1], history[issue + i]);
    }
}

std::vector<LeadSkill> emptySums(int leads) {
    std::vector<LeadSkill> sums;
    for (int lead = 1; lead <= leads; ++lead)
        sums.push_back({.lead = lead});
    return sums;
}
} // namespace

std::vector<LeadSkill> measureSkill(const std::vector<double> &history, int leads) {
    std::vector<LeadSkill> sums = emptySums(leads);
    if (!sums.empty())
        addIssues(sums, history);
    for (LeadSkill &sum : sums)
        finish(sum);
    return sums;
}

std::vector<LeadSkill> measureSkill(Pollutant pollutant, std::chrono::sys_seconds end, int days, int leads) {
    if (days < 1 || leads < 1)
        return {};
    std::vector<LeadSkill> sums = emptySums(leads);
    const auto last = std::chrono::floor<std::chrono::hours>(end);
    const auto hours = static_cast<std::ptrdiff_t>(knownHours) + 24 * days;
    for (const City &city : cities()) {
        std::vector<double> history;
        history.reserve(static_cast<std::size_t>(hours));
        for (std::ptrdiff_t back = hours - 1; back >= 0; --back)
            history.push_back(concentration(pollutant, city.latitude, city.longitude, last - std::chrono::hours(back)));
        addIssues(sums, history);
    }
    for (LeadSkill &sum : sums)
        finish(sum);
    return sums;
}

} // namespace sandbox
