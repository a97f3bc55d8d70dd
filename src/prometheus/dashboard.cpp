// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "prometheus/dashboard.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace prometheus {

using namespace Qt::StringLiterals;

namespace {

std::optional<Panel::Kind> kindOf(const QString &type) {
    if (type == "stat"_L1 || type == "singlestat"_L1 || type == "gauge"_L1)
        return Panel::Kind::Number;
    if (type == "timeseries"_L1 || type == "graph"_L1)
        return Panel::Kind::Lines;
    if (type == "bargauge"_L1 || type == "piechart"_L1)
        return Panel::Kind::Shares;
    return {};
}

std::optional<Panel> readPanel(const QJsonObject &object) {
    const auto kind = kindOf(object["type"_L1].toString());
    if (!kind)
        return {};
    Panel panel;
    panel.id = object["id"_L1].toInt();
    panel.kind = *kind;
    panel.title = object["title"_L1].toString();
    panel.description = object["description"_L1].toString();
    const QJsonValue place = object["gridPos"_L1];
    panel.place = QRect(std::clamp(place["x"_L1].toInt(), 0, 23), std::max(0, place["y"_L1].toInt()), std::clamp(place["w"_L1].toInt(), 1, 24),
        std::clamp(place["h"_L1].toInt(), 1, 40));
    const QJsonValue defaults = object["fieldConfig"_L1]["defaults"_L1];
    panel.unit = defaults["unit"_L1].toString();
    for (const QJsonValue &step : defaults["thresholds"_L1]["steps"_L1].toArray()) {
        if (step["value"_L1].isDouble())
            panel.thresholds.append({step["value"_L1].toDouble(), step["color"_L1].toString()});
    }
    std::ranges::stable_sort(panel.thresholds, {}, &Threshold::from);
    for (const QJsonValue &target : object["targets"_L1].toArray()) {
        if (const QString expression = target["expr"_L1].toString(); !expression.isEmpty())
            panel.queries.append({expression, target["legendFormat"_L1].toString()});
    }
    return panel;
}

int secondsOf(const QString &text) {
    const int number = QStringView(text).chopped(text.isEmpty() ? 0 : 1).toInt();
    return number <= 0 ? 30 : std::min(number, 1000) * (text.endsWith(u'm') ? 60 : text.endsWith(u'h') ? 3600 : 1);
}

} // namespace

base::Result<Dashboard> parseDashboard(const QByteArray &json, const QString &file) {
    QJsonParseError error;
    QJsonObject object = QJsonDocument::fromJson(json, &error).object();
    if (object["dashboard"_L1].isObject())
        object = object["dashboard"_L1].toObject(); // as Grafana's HTTP API takes it
    if (!object["panels"_L1].isArray())
        return base::fail(base::ErrorKind::Invalid, error.error == QJsonParseError::NoError ? u"it has no panels"_s : error.errorString(), file);
    Dashboard dashboard{object["uid"_L1].toString(), object["title"_L1].toString(), object["description"_L1].toString(), secondsOf(object["refresh"_L1].toString()), {}};
    for (const QJsonValue &value : object["panels"_L1].toArray()) {
        if (const auto panel = readPanel(value.toObject()); panel && !panel->queries.isEmpty())
            dashboard.panels.append(*panel);
    }
    std::ranges::stable_sort(dashboard.panels, {}, [](const Panel &panel) { return std::pair(panel.place.y(), panel.place.x()); });
    return dashboard;
}

QList<Dashboard> ownDashboards() {
    QList<Dashboard> all;
    for (const QString &name : {u"system-overview"_s, u"api-performance"_s, u"ml-models"_s, u"data-pipeline"_s}) {
        QFile file(u":/dashboards/%1.json"_s.arg(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (auto dashboard = parseDashboard(file.readAll(), file.fileName()))
            all.append(*std::move(dashboard));
    }
    return all;
}

QString seriesName(const QString &legend, const Labels &labels) {
    static const QRegularExpression field(u"\\{\\{\\s*(\\w+)\\s*\\}\\}"_s);
    QString name;
    qsizetype end = 0;
    for (const QRegularExpressionMatch &match : field.globalMatch(legend)) {
        name += legend.sliced(end, match.capturedStart() - end) + labels.value(match.captured(1));
        end = match.capturedEnd();
    }
    name = (name + legend.sliced(end)).trimmed();
    return !name.isEmpty() ? name : labels.isEmpty() ? QString() : text(labels);
}

} // namespace prometheus
