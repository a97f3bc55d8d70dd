// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitoring/boxsignals.h"

#include "models/monitoring/valuetext.h"
#include "models/monitoring/words.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace models::monitoring {

namespace {

struct Question {
    const char *box;
    const char *fact;
    const char *expression;
};

// rate: per second; p95: seconds; errors, hits: shares. Where nothing failed there is no series of failures, which is zero and not unknown.
constexpr Question questions[] = {
    {"api", "rate", "sum(rate(aqi_http_requests_total[5m]))"},
    {"api", "p95", "histogram_quantile(0.95, sum by (le) (rate(aqi_http_request_duration_seconds_bucket[5m])))"},
    {"api", "errors", "(sum(rate(aqi_http_requests_total{status=~\"5..\"}[5m])) or vector(0)) / sum(rate(aqi_http_requests_total[5m]))"},
    {"celery-worker", "rate", "sum(rate(aqi_celery_tasks_total[5m]))"},
    {"celery-worker", "p95", "histogram_quantile(0.95, sum by (le) (rate(aqi_celery_task_duration_seconds_bucket[5m])))"},
    {"celery-worker", "errors", "(sum(rate(aqi_celery_tasks_total{status=\"failed\"}[5m])) or vector(0)) / sum(rate(aqi_celery_tasks_total[5m]))"},
    {"timescaledb", "rate", "sum(rate(aqi_db_queries_total[5m]))"},
    {"timescaledb", "p95", "histogram_quantile(0.95, sum by (le) (rate(aqi_db_query_duration_seconds_bucket[5m])))"},
    {"timescaledb", "errors", "(sum(rate(aqi_db_queries_total{status=\"error\"}[5m])) or vector(0)) / sum(rate(aqi_db_queries_total[5m]))"},
    {"redis", "rate", "sum(rate(aqi_cache_hits_total[5m])) + sum(rate(aqi_cache_misses_total[5m]))"},
    {"redis", "hits", "sum(rate(aqi_cache_hits_total[5m])) / (sum(rate(aqi_cache_hits_total[5m])) + sum(rate(aqi_cache_misses_total[5m])))"},
};

/// The label "component" of the rules, and the box that an operator looks at for it.
QString boxOf(const QString &component) {
    static const QHash<QString, QString> boxes{{u"api"_s, u"api"_s}, {u"ml"_s, u"celery-worker"_s}, {u"data_pipeline"_s, u"celery-worker"_s}, {u"celery"_s, u"celery-worker"_s},
        {u"cache"_s, u"redis"_s}, {u"database"_s, u"timescaledb"_s}, {u"alerts"_s, u"alertmanager"_s}, {u"system"_s, u"prometheus"_s}};
    return boxes.value(component);
}

QString rateText(const QString &box, double value) {
    const QString number = valueText(value, u"none"_s);
    if (box == "api"_L1)
        return valueText(value, u"reqps"_s);
    return box == "celery-worker"_L1 ? tr("%1 tasks/s").arg(number) : box == "redis"_L1 ? tr("%1 lookups/s").arg(number) : tr("%1 queries/s").arg(number);
}

} // namespace

QString boxExpression() {
    QStringList parts;
    for (const Question &question : questions)
        parts << u"label_replace(label_replace(%1, \"box\", \"%2\", \"\", \"\"), \"fact\", \"%3\", \"\", \"\")"_s.arg(
            QLatin1StringView(question.expression), QLatin1StringView(question.box), QLatin1StringView(question.fact));
    return parts.join("\nor "_L1);
}

QHash<QString, BoxSignals> boxSignals(const prometheus::QueryResult &facts, const QList<prometheus::Rule> &rules) {
    QHash<QString, QHash<QString, double>> values;
    for (const prometheus::Series &series : facts.series) {
        if (!series.samples.isEmpty() && std::isfinite(series.samples.last().value))
            values[series.labels.value(u"box"_s)][series.labels.value(u"fact"_s)] = series.samples.last().value;
    }
    QHash<QString, BoxSignals> all;
    for (const auto &[box, known] : values.asKeyValueRange()) {
        QStringList parts;
        if (known.contains(u"rate"_s))
            parts << rateText(box, known[u"rate"_s]);
        if (known.contains(u"p95"_s))
            parts << valueText(known[u"p95"_s], u"s"_s);
        if (known.contains(u"errors"_s))
            parts << tr("%1 errors").arg(valueText(known[u"errors"_s], u"percentunit"_s));
        if (known.contains(u"hits"_s))
            parts << tr("%1 hits").arg(valueText(known[u"hits"_s], u"percentunit"_s));
        all[box].traffic = parts.join(u" · "_s);
    }
    for (const prometheus::Rule &rule : rules) {
        for (const prometheus::Alert &alert : rule.alerts) {
            const QString box = boxOf(alert.labels.value(u"component"_s));
            if (alert.state != prometheus::AlertState::Firing || box.isEmpty())
                continue;
            BoxSignals &signal = all[box];
            if (!signal.alerts.contains(rule.name))
                signal.alerts << rule.name;
            signal.critical = signal.critical || alert.labels.value(u"severity"_s) == "critical"_L1;
        }
    }
    return all;
}

} // namespace models::monitoring
