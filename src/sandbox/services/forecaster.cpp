// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/forecaster.h"

#include <algorithm>
#include <cmath>

namespace sandbox {

namespace {
constexpr std::size_t dayHours = 24;
constexpr double outside = 0.1; // of an 80 % interval, on each side

struct Fit {
    std::vector<double> means;     // of ln(value), by position in the day of the history
    std::vector<double> residuals; // ln(value) minus the mean of the other days at that hour, which did not see it
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
        const double days = counts[i % dayHours];
        const double leftOut = days > 1 ? days / (days - 1) : 1; // x minus the mean of the others is n/(n-1) times x minus the mean of all
        result.residuals.push_back(leftOut * (std::log(history[i]) - result.means[i % dayHours]));
        if (i > 0) {
            product += result.residuals[i] * result.residuals[i - 1];
            square += result.residuals[i - 1] * result.residuals[i - 1];
        }
    }
    result.persistence = std::clamp(product / square, 0.0, 0.98);
    return result;
}

/// The errors, sorted, that r(t+lead) = phi^lead * r(t) makes over the history.
std::vector<double> errorsAt(const Fit &model, std::size_t lead) {
    const double fade = std::pow(model.persistence, static_cast<double>(lead));
    std::vector<double> errors;
    for (std::size_t i = 0; i + lead < model.residuals.size(); ++i)
        errors.push_back(model.residuals[i + lead] - fade * model.residuals[i]);
    std::ranges::sort(errors);
    return errors;
}

/// Of sorted values, between the two nearest (R's type 7).
double quantile(const std::vector<double> &sorted, double part) {
    if (sorted.empty())
        return 0;
    const double at = part * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const double next = sorted[std::min(below + 1, sorted.size() - 1)];
    return sorted[below] + (at - static_cast<double>(below)) * (next - sorted[below]);
}

double spreadOf(const std::vector<double> &errors) {
    double sum = 0;
    for (const double error : errors)
        sum += error * error;
    return errors.empty() ? 0 : std::sqrt(sum / static_cast<double>(errors.size()));
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
        const std::vector<double> errors = errorsAt(model, step);
        result.hours.push_back({std::exp(expected), std::exp(expected + quantile(errors, outside)), std::exp(expected + quantile(errors, 1 - outside))});
    }
    result.spread = spreadOf(errorsAt(model, dayHours));
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
