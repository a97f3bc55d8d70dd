// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What Prometheus answers, as values. https://prometheus.io/docs/prometheus/2.53/querying/api/
#pragma once

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace prometheus {

using Labels = QMap<QString, QString>;

struct Sample {
    double at = 0; // seconds since the epoch
    double value = 0; // may be NaN or infinite
};

struct Series {
    Labels labels; // __name__ among them where there is one
    QList<Sample> samples; // one of a vector; in order of time. What is missing between two is a gap
};

enum class ResultType { Vector, Matrix, Scalar, String };

struct QueryResult {
    ResultType type = ResultType::Vector;
    QList<Series> series; // a scalar is one without labels
    QString text;         // of a string
    int histograms = 0;   // series left out because they hold native histograms only
    QStringList warnings; // Prometheus' own, infos among them
};

struct Target {
    enum class Health { Up, Down, Unknown };
    QString pool;
    QString job;
    QString instance;
    QString url;
    Health health = Health::Unknown;
    QString error; // of the last scrape
    QDateTime lastScrape; // not valid: never
    double duration = 0; // of the last scrape, seconds
    double interval = 0; // seconds; 0: not said
    Labels labels;
    Labels discovered;
};

enum class AlertState { Inactive, Pending, Firing };

struct Alert {
    Labels labels;
    Labels annotations;
    AlertState state = AlertState::Pending;
    QDateTime activeAt;
    double value = 0;
};

struct Rule {
    enum class Kind { Alerting, Recording };
    enum class Health { Good, Failing, Unknown };
    Kind kind = Kind::Alerting;
    QString group;
    QString file;
    QString name;
    QString query;
    double holdFor = 0; // "for", seconds
    AlertState state = AlertState::Inactive;
    Health health = Health::Unknown;
    QString error;
    QDateTime lastEvaluation;
    double evaluationTime = 0; // seconds
    double interval = 0; // of the group, seconds
    Labels labels;
    Labels annotations;
    QList<Alert> alerts;
};

/// name{a="b", c="d"} as Prometheus writes a series.
[[nodiscard]] QString text(const Labels &labels);

} // namespace prometheus
