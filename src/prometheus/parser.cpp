// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "prometheus/parser.h"

#include "prometheus/jsonreading.h"

#include <limits>

namespace prometheus {

using namespace Qt::StringLiterals;
using base::Result;

namespace {

std::optional<Sample> readSample(const QJsonValue &value) {
    const QJsonArray pair = value.toArray();
    const auto number = parseNumber(pair.at(1).toString());
    if (pair.size() != 2 || !pair.at(0).isDouble() || !number)
        return {};
    return Sample{pair.at(0).toDouble(), *number};
}

Result<Series> readSeries(const QJsonObject &object) {
    Series series{readLabels(object["metric"_L1]), {}};
    const QJsonArray values = object.contains("value"_L1) ? QJsonArray{object["value"_L1]} : object["values"_L1].toArray();
    series.samples.reserve(values.size());
    for (const QJsonValue &value : values) {
        const auto sample = readSample(value);
        if (!sample)
            return nonsense(u"a sample of %1 is not a time and a number"_s.arg(text(series.labels)));
        if (!series.samples.isEmpty() && sample->at < series.samples.last().at)
            return nonsense(u"the samples of %1 are out of order"_s.arg(text(series.labels)));
        series.samples.append(*sample);
    }
    return series;
}

Result<QueryResult> readAll(QueryResult result, const QJsonValue &list) {
    const auto objects = readObjects(list, u"the result"_s);
    if (!objects)
        return std::unexpected(objects.error());
    for (const QJsonObject &object : *objects) {
        if (!object.contains("value"_L1) && !object.contains("values"_L1)) {
            ++result.histograms;
            continue;
        }
        const auto series = readSeries(object);
        if (!series)
            return std::unexpected(series.error());
        result.series.append(*series);
    }
    return result;
}

Target::Health targetHealth(const QString &word) {
    return word == "up"_L1 ? Target::Health::Up : word == "down"_L1 ? Target::Health::Down : Target::Health::Unknown;
}

/// "15s", "1m30s": Prometheus' durations. https://prometheus.io/docs/prometheus/2.53/querying/basics/#time-durations
double secondsOf(const QString &text) {
    double total = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = at;
        while (end < text.size() && (text[end].isDigit() || text[end] == u'.'))
            ++end;
        qsizetype unit = end;
        while (unit < text.size() && text[unit].isLetter())
            ++unit;
        const double number = text.sliced(at, end - at).toDouble();
        const QString name = text.sliced(end, unit - end);
        total += number * (name == "ms"_L1 ? 0.001 : name == "m"_L1 ? 60 : name == "h"_L1 ? 3600 : name == "d"_L1 ? 86400 : name == "w"_L1 ? 604800 : 1);
        if (unit == at)
            return 0;
        at = unit;
    }
    return total;
}

AlertState alertState(const QString &word) {
    return word == "firing"_L1 ? AlertState::Firing : word == "pending"_L1 ? AlertState::Pending : AlertState::Inactive;
}

Alert readAlert(const QJsonValue &object) {
    return {readLabels(object["labels"_L1]), readLabels(object["annotations"_L1]), alertState(object["state"_L1].toString()), readTime(object["activeAt"_L1]),
        parseNumber(object["value"_L1].toString()).value_or(std::numeric_limits<double>::quiet_NaN())};
}

Rule readRule(const QJsonObject &object, const QJsonObject &group) {
    Rule rule;
    rule.kind = object["type"_L1].toString() == "recording"_L1 ? Rule::Kind::Recording : Rule::Kind::Alerting;
    rule.group = group["name"_L1].toString();
    rule.file = group["file"_L1].toString();
    rule.interval = group["interval"_L1].toDouble();
    rule.name = object["name"_L1].toString();
    rule.query = object["query"_L1].toString();
    rule.holdFor = object["duration"_L1].toDouble();
    rule.state = alertState(object["state"_L1].toString());
    const QString health = object["health"_L1].toString();
    rule.health = health == "ok"_L1 ? Rule::Health::Good : health == "err"_L1 ? Rule::Health::Failing : Rule::Health::Unknown;
    rule.error = object["lastError"_L1].toString();
    rule.lastEvaluation = readTime(object["lastEvaluation"_L1]);
    rule.evaluationTime = object["evaluationTime"_L1].toDouble();
    rule.labels = readLabels(object["labels"_L1]);
    rule.annotations = readLabels(object["annotations"_L1]);
    for (const QJsonValue &alert : object["alerts"_L1].toArray())
        rule.alerts.append(readAlert(alert));
    return rule;
}

} // namespace

std::optional<double> parseNumber(const QString &text) {
    using Limits = std::numeric_limits<double>;
    if (text == "NaN"_L1)
        return Limits::quiet_NaN();
    if (text == "+Inf"_L1 || text == "Inf"_L1)
        return Limits::infinity();
    if (text == "-Inf"_L1)
        return -Limits::infinity();
    bool good = false;
    const double number = text.toDouble(&good);
    return good ? std::optional(number) : std::nullopt;
}

Result<QueryResult> parseQuery(const QByteArray &json) {
    const auto answer = readJson(json);
    if (!answer)
        return std::unexpected(answer.error());
    const auto data = readData(*answer);
    if (!data)
        return std::unexpected(data.error());
    QueryResult result;
    for (const auto &name : {"warnings"_L1, "infos"_L1})
        for (const QJsonValue &warning : (*answer)[name].toArray())
            result.warnings.append(warning.toString());
    const QString type = (*data)["resultType"_L1].toString();
    const QJsonValue list = (*data)["result"_L1];
    if (type == "vector"_L1 || type == "matrix"_L1) {
        result.type = type == "vector"_L1 ? ResultType::Vector : ResultType::Matrix;
        return readAll(std::move(result), list);
    }
    if (type == "string"_L1) {
        result.type = ResultType::String;
        result.text = list.toArray().at(1).toString();
        return result;
    }
    const auto sample = readSample(list);
    if (type != "scalar"_L1 || !sample)
        return nonsense(u"“%1” is no type of result that is known here"_s.arg(type));
    result.type = ResultType::Scalar;
    result.series = {{{}, {*sample}}};
    return result;
}

Result<QList<Target>> parseTargets(const QByteArray &json) {
    const auto objects = readJson(json).and_then(readData).and_then([](const QJsonObject &data) { return readObjects(data["activeTargets"_L1], u"activeTargets"_s); });
    if (!objects)
        return std::unexpected(objects.error());
    QList<Target> targets;
    for (const QJsonObject &object : *objects) {
        const Labels labels = readLabels(object["labels"_L1]);
        targets.append({object["scrapePool"_L1].toString(), labels.value(u"job"_s), labels.value(u"instance"_s), object["scrapeUrl"_L1].toString(),
            targetHealth(object["health"_L1].toString()), object["lastError"_L1].toString(), readTime(object["lastScrape"_L1]),
            object["lastScrapeDuration"_L1].toDouble(), secondsOf(object["scrapeInterval"_L1].toString()), labels, readLabels(object["discoveredLabels"_L1])});
    }
    return targets;
}

Result<QList<Rule>> parseRules(const QByteArray &json) {
    const auto groups = readJson(json).and_then(readData).and_then([](const QJsonObject &data) { return readObjects(data["groups"_L1], u"groups"_s); });
    if (!groups)
        return std::unexpected(groups.error());
    QList<Rule> rules;
    for (const QJsonObject &group : *groups) {
        const auto objects = readObjects(group["rules"_L1], u"rules"_s);
        if (!objects)
            return std::unexpected(objects.error());
        for (const QJsonObject &object : *objects)
            rules.append(readRule(object, group));
    }
    return rules;
}

Result<QList<Alert>> parseAlerts(const QByteArray &json) {
    const auto objects = readJson(json).and_then(readData).and_then([](const QJsonObject &data) { return readObjects(data["alerts"_L1], u"alerts"_s); });
    if (!objects)
        return std::unexpected(objects.error());
    QList<Alert> alerts;
    for (const QJsonObject &object : *objects)
        alerts.append(readAlert(object));
    return alerts;
}

} // namespace prometheus
