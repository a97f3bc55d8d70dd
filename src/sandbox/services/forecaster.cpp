// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/forecaster.h"

#include <algorithm>
#include <cmath>

namespace sandbox {

namespace {
constexpr int dayHours = 24;
constexpr int historyHours = 14 * dayHours;
constexpr double eighty = 1.2816; // standard deviations on each side of an 80 % interval

struct Fit {
    std::vector<double> means;     // of ln(value), by position in the day of the history
    std::vector<double> residuals; // ln(value) minus its mean
    double persistence = 0;
};

Fit fit(const std::vector<double> &history) {
    Fit result;
    result.means.assign(dayHours, 0);
    std::vector<int> counts(dayHours, 0);
    for (std::size_t i = 0; i < history.size(); ++i) {
        result.means[i % dayHours] += std::log(history[i]);
        ++counts[i % dayHours];
    }
    for (std::size_t h = 0; h < dayHours; ++h)
        result.means[h] /= std::max(1, counts[h]);
    double product = 0;
    double square = 1e-12;
    for (std::size_t i = 0; i < history.size(); ++i) {
        result.residuals.push_back(std::log(history[i]) - result.means[i % dayHours]);
        if (i > 0) {
            product += result.residuals[i] * result.residuals[i - 1];
            square += result.residuals[i - 1] * result.residuals[i - 1];
        }
    }
    result.persistence = std::clamp(product / square, 0.0, 0.98);
    return result;
}

/// Standard deviation of the errors that r(t+lead) = phi^lead * r(t) makes over the history.
double spreadAt(const Fit &model, std::size_t lead) {
    const double fade = std::pow(model.persistence, static_cast<double>(lead));
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i + lead < model.residuals.size(); ++i, ++count) {
        const double error = model.residuals[i + lead] - fade * model.residuals[i];
        sum += error * error;
    }
    return count == 0 ? 0 : std::sqrt(sum / static_cast<double>(count));
}
} // namespace

Prediction predict(const std::vector<double> &history, int hours) {
    Prediction result;
    if (history.empty())
        return result;
    const Fit model = fit(history);
    result.persistence = model.persistence;
    for (int lead = 1; lead <= hours; ++lead) {
        const auto step = static_cast<std::size_t>(lead);
        const double mean = model.means[(history.size() - 1 + step) % dayHours];
        const double expected = mean + std::pow(model.persistence, lead) * model.residuals.back();
        const double spread = spreadAt(model, step);
        result.hours.push_back(
            {std::exp(expected), std::exp(expected - eighty * spread), std::exp(expected + eighty * spread)});
    }
    result.spread = spreadAt(model, dayHours);
    return result;
}

Prediction predict(Pollutant pollutant, double latitude, double longitude, std::chrono::sys_seconds now, int hours) {
    const auto last = std::chrono::floor<std::chrono::hours>(now);
    std::vector<double> history;
    history.reserve(historyHours);
    for (int i = historyHours - 1; i >= 0; --i)
        history.push_back(concentration(pollutant, latitude, longitude, last - std::chrono::hours(i)));
    return predict(history, hours);
}

} // namespace sandbox
