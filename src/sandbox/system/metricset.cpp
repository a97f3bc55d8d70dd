// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/system/metricset.h"

#include <array>
#include <format>

namespace sandbox {

namespace {

constexpr std::array families = {
    MetricFamily{"aqi_http_requests_total", "counter", "HTTP requests"},
    MetricFamily{"aqi_http_request_duration_seconds", "histogram", "HTTP request duration in seconds"},
    MetricFamily{"aqi_http_requests_in_progress", "gauge", "HTTP requests in progress"},
    MetricFamily{"aqi_forecast_requests_total", "counter", "Forecast requests"},
    MetricFamily{"aqi_prediction_errors_total", "counter", "Prediction errors"},
    MetricFamily{"aqi_model_predictions_total", "counter", "Model predictions"},
    MetricFamily{"aqi_model_prediction_duration_seconds", "histogram", "Model prediction duration in seconds"},
    MetricFamily{"aqi_model_rmse", "gauge", "Model RMSE"},
    MetricFamily{"aqi_model_mae", "gauge", "Model MAE"},
    MetricFamily{"aqi_model_accuracy_percent", "gauge", "Model accuracy in percent"},
    MetricFamily{"aqi_data_ingestion_total", "counter", "Rows that were ingested"},
    MetricFamily{"aqi_data_ingestion_errors_total", "counter", "Data ingestion errors"},
    MetricFamily{"aqi_data_quality_issues_total", "counter", "Data quality issues"},
    MetricFamily{"aqi_data_processing_duration_seconds", "histogram", "Data processing duration in seconds"},
    MetricFamily{"aqi_db_connections_active", "gauge", "Active database connections"},
    MetricFamily{"aqi_db_query_duration_seconds", "histogram", "Database query duration in seconds"},
    MetricFamily{"aqi_db_queries_total", "counter", "Database queries"},
    MetricFamily{"aqi_cache_hits_total", "counter", "Cache hits"},
    MetricFamily{"aqi_cache_misses_total", "counter", "Cache misses"},
    MetricFamily{"aqi_cache_size_bytes", "gauge", "Cache size in bytes"},
    MetricFamily{"aqi_alerts_sent_total", "counter", "Alerts sent"},
    MetricFamily{"aqi_alerts_failed_total", "counter", "Alerts that failed"},
    MetricFamily{"aqi_alert_subscriptions_active", "gauge", "Active alert subscriptions"},
    MetricFamily{"aqi_system_cpu_percent", "gauge", "System CPU usage in percent"},
    MetricFamily{"aqi_system_memory_percent", "gauge", "System memory usage in percent"},
    MetricFamily{"aqi_system_memory_used_bytes", "gauge", "System memory used in bytes"},
    MetricFamily{"aqi_system_disk_usage_percent", "gauge", "System disk usage in percent"},
    MetricFamily{"aqi_system_disk_free_bytes", "gauge", "System disk free in bytes"},
    MetricFamily{"aqi_celery_tasks_total", "counter", "Celery tasks"},
    MetricFamily{"aqi_celery_task_duration_seconds", "histogram", "Celery task duration in seconds"},
    MetricFamily{"aqi_celery_tasks_in_progress", "gauge", "Celery tasks in progress"},
    MetricFamily{"aqi_application_info", "gauge", "Application information"},
    MetricFamily{"aqi_app_uptime_seconds", "gauge", "Application uptime in seconds"},
};

constexpr std::array buckets = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0};

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == '"')
            out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

bool belongs(std::string_view sample, const MetricFamily &family) {
    if (!sample.starts_with(family.name))
        return false;
    const auto rest = sample.substr(family.name.size());
    if (rest.empty() || rest[0] == '{')
        return true;
    return family.type == "histogram" && (rest.starts_with("_bucket{") || rest.starts_with("_sum{") || rest.starts_with("_count{"));
}

} // namespace

std::span<const MetricFamily> metricFamilies() {
    return families;
}

std::string sampleName(std::string_view name, const Labels &labels) {
    std::string text(name);
    for (const auto &[label, value] : labels)
        text += (text.size() == name.size() ? "{" : ",") + std::format("{}=\"{}\"", label, escaped(value));
    return labels.empty() ? text : text + "}";
}

std::vector<std::pair<std::string, double>> observation(std::string_view family, const Labels &labels, double seconds) {
    std::vector<std::pair<std::string, double>> samples;
    const std::string name(family);
    const auto bucket = [&](const std::string &limit, double by) {
        Labels all = labels;
        all.emplace_back("le", limit);
        samples.emplace_back(sampleName(name + "_bucket", all), by);
    };
    for (const double limit : buckets)
        bucket(std::format("{}", limit), seconds <= limit ? 1 : 0);
    bucket("+Inf", 1);
    samples.emplace_back(sampleName(name + "_sum", labels), seconds);
    samples.emplace_back(sampleName(name + "_count", labels), 1);
    return samples;
}

void MetricSet::add(std::string_view family, const Labels &labels, double by) {
    const std::lock_guard lock(m_mutex);
    m_samples[sampleName(family, labels)] += by;
}

void MetricSet::set(std::string_view family, const Labels &labels, double value) {
    const std::lock_guard lock(m_mutex);
    m_samples[sampleName(family, labels)] = value;
}

void MetricSet::observe(std::string_view family, const Labels &labels, double seconds) {
    const auto samples = observation(family, labels, seconds);
    const std::lock_guard lock(m_mutex);
    for (const auto &[name, by] : samples)
        m_samples[name] += by;
}

void MetricSet::expect(std::string_view family, const Labels &labels) {
    const auto samples = observation(family, labels, 0);
    const std::lock_guard lock(m_mutex);
    for (const auto &[name, by] : samples)
        m_samples.emplace(name, 0);
}

std::string MetricSet::text(const Samples &others) const {
    const std::lock_guard lock(m_mutex);
    std::string out;
    for (const MetricFamily &family : families) {
        out += std::format("# HELP {0} {2}\n# TYPE {0} {1}\n", family.name, family.type, family.help);
        for (const Samples *samples : {&m_samples, &others}) {
            for (auto sample = samples->lower_bound(std::string(family.name)); sample != samples->end() && sample->first.starts_with(family.name); ++sample) {
                if (belongs(sample->first, family))
                    out += std::format("{} {}\n", sample->first, sample->second);
            }
        }
    }
    return out;
}

} // namespace sandbox
