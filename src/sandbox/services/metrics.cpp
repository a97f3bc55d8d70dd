// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/services/metrics.h"

#include <cstdio>
#include <format>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace sandbox {

namespace {
struct Family {
    std::string_view name;
    std::string_view type;
    std::string_view help;
};

/// Families of the predictor that nothing feeds here: their HELP and TYPE lines alone, as its client library writes
/// them.
constexpr std::array unfed = {
    Family{"aqi_prediction_errors_total", "counter", "Prediction errors"},
    Family{"aqi_model_prediction_duration_seconds", "histogram", "Model prediction duration in seconds"},
    Family{"aqi_model_rmse", "gauge", "Model RMSE"},
    Family{"aqi_model_mae", "gauge", "Model MAE"},
    Family{"aqi_model_accuracy_percent", "gauge", "Model accuracy in percent"},
    Family{"aqi_data_ingestion_total", "counter", "Data ingestion operations"},
    Family{"aqi_data_ingestion_errors_total", "counter", "Data ingestion errors"},
    Family{"aqi_data_quality_issues_total", "counter", "Data quality issues"},
    Family{"aqi_data_processing_duration_seconds", "histogram", "Data processing duration in seconds"},
    Family{"aqi_db_query_duration_seconds", "histogram", "Database query duration in seconds"},
    Family{"aqi_db_queries_total", "counter", "Database queries"},
    Family{"aqi_cache_hits_total", "counter", "Cache hits"},
    Family{"aqi_cache_misses_total", "counter", "Cache misses"},
    Family{"aqi_cache_size_bytes", "gauge", "Cache size in bytes"},
    Family{"aqi_alerts_sent_total", "counter", "Alerts sent"},
    Family{"aqi_alerts_failed_total", "counter", "Alerts that failed"},
    Family{"aqi_celery_tasks_total", "counter", "Celery tasks"},
    Family{"aqi_celery_task_duration_seconds", "histogram", "Celery task duration in seconds"},
    Family{"aqi_celery_tasks_in_progress", "gauge", "Celery tasks in progress"},
};

void head(std::string &out, const Family &family) {
    out += std::format("# HELP {0} {2}\n# TYPE {0} {1}\n", family.name, family.type, family.help);
}

void gauge(std::string &out, std::string_view name, std::string_view help, double value) {
    head(out, {name, "gauge", help});
    out += std::format("{} {}\n", name, value);
}

/// Of the machine, as the predictor's are: total and available bytes of memory, load of one minute per processor.
void machine(std::string &out) {
    std::ifstream memory("/proc/meminfo");
    std::map<std::string, double> kibibytes;
    std::string label;
    for (double value = 0; memory >> label >> value; memory.ignore(64, '\n'))
        kibibytes[label] = value;
    const double total = kibibytes["MemTotal:"];
    const double used = total - kibibytes["MemAvailable:"];
    std::ifstream loads("/proc/loadavg");
    double load = 0;
    loads >> load;
    const auto processors = static_cast<double>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
    gauge(out, "aqi_system_cpu_percent", "System CPU usage in percent (load of one minute)",
        std::min(100.0, 100 * load / processors));
    if (total > 0) {
        gauge(out, "aqi_system_memory_percent", "System memory usage in percent", 100 * used / total);
        gauge(out, "aqi_system_memory_used_bytes", "System memory used in bytes", used * 1024);
    }
}
} // namespace

RequestCounts::RequestCounts(std::chrono::sys_seconds start)
    : m_start(start) {}

void RequestCounts::add(
    const std::string &method, const std::string &endpoint, int status, std::chrono::duration<double> took) {
    const std::lock_guard lock(m_mutex);
    ++m_requests[{method, endpoint, status}];
    Durations &durations = m_durations[{method, endpoint}];
    for (std::size_t i = 0; i < buckets.size(); ++i)
        durations.upTo[i] += took.count() <= buckets[i];
    ++durations.count;
    durations.sum += took.count();
}

std::string RequestCounts::text(std::chrono::sys_seconds now) const {
    std::string out;
    const std::lock_guard lock(m_mutex);
    head(out, {"aqi_http_requests_total", "counter", "HTTP requests"});
    std::map<std::string, long> forecasts;
    for (const auto &[labels, count] : m_requests) {
        const auto &[method, endpoint, status] = labels;
        out += std::format("aqi_http_requests_total{{method=\"{}\",endpoint=\"{}\",status=\"{}\"}} {}\n", method,
            endpoint, status, count);
        if (endpoint.starts_with("/api/v1/forecast/") && status == 200)
            forecasts[endpoint.substr(17, endpoint.find('/', 17) - 17)] += count;
    }
    head(out, {"aqi_http_request_duration_seconds", "histogram", "HTTP request duration in seconds"});
    for (const auto &[labels, durations] : m_durations) {
        const std::string common = std::format("method=\"{}\",endpoint=\"{}\"", labels.first, labels.second);
        for (std::size_t i = 0; i < buckets.size(); ++i)
            out += std::format(
                "aqi_http_request_duration_seconds_bucket{{{},le=\"{}\"}} {}\n", common, buckets[i], durations.upTo[i]);
        out += std::format("aqi_http_request_duration_seconds_bucket{{{},le=\"+Inf\"}} {}\n", common, durations.count);
        out += std::format("aqi_http_request_duration_seconds_sum{{{}}} {}\n", common, durations.sum);
        out += std::format("aqi_http_request_duration_seconds_count{{{}}} {}\n", common, durations.count);
    }
    head(out, {"aqi_http_requests_in_progress", "gauge", "HTTP requests in progress"});
    head(out, {"aqi_forecast_requests_total", "counter", "Forecast requests"});
    for (const auto &[type, count] : forecasts)
        out += std::format(
            "aqi_forecast_requests_total{{location_type=\"point\",forecast_type=\"{}\"}} {}\n", type, count);
    head(out, {"aqi_model_predictions_total", "counter", "Model predictions"});
    for (const auto &[type, count] : forecasts)
        if (type == "24h")
            out += std::format(
                "aqi_model_predictions_total{{model_name=\"synthetic\",model_version=\"synthetic_v1\"}} {}\n", count);
    for (const Family &family : unfed)
        head(out, family);
    gauge(out, "aqi_db_connections_active", "Active database connections", 0);
    gauge(out, "aqi_alert_subscriptions_active", "Active alert subscriptions", 0);
    machine(out);
    head(out, {"aqi_application_info", "gauge", "Application information"});
    out += "aqi_application_info{service=\"aqi-predictor-stand-in\",version=\"1.0.0\",environment=\"sandbox\",data="
           "\"synthetic\"} 1\n";
    gauge(out, "aqi_app_uptime_seconds", "Application uptime in seconds", static_cast<double>((now - m_start).count()));
    return out;
}

std::string endpointOf(std::string_view path, int status) {
    if (status == 404)
        return "unknown";
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> routes = {
        {{"/api/v1/forecast/current/", "{location}"}, {"/api/v1/forecast/24h/", "{location}"},
            {"/api/v1/forecast/spatial/bounds/", "{city}"}, {"/api/v1/data/stations/", "{station_id}"},
            {"/api/v1/cities/", "{city_code}"}}};
    for (const auto &[prefix, parameter] : routes)
        if (path.starts_with(prefix) && path.size() > prefix.size())
            return std::string(prefix) + std::string(parameter) + (path.ends_with("/stations") ? "/stations" : "");
    return std::string(path);
}

} // namespace sandbox
