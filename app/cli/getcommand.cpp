// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl get: pods, autoscalers, workloads.
#include "base/duration.h"
#include "base/quantity.h"
#include "command.h"
#include "kube/client.h"
#include "kube/rowparser.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

constexpr const char *help = R"(Lists the pods, the autoscalers or the workloads of the namespace.

JSON: {"namespace": text, "items": [...]}, every item with "name", "state" (healthy, progressing, degraded, failed, suspended, missing,
unknown), "message" and "created" (RFC 3339 or null); further
  pods:      "status", "ready", "containers", "restarts", "node", "ip", "workload", "cpu" (cores or null), "memory" (bytes or null)
  hpa:       "target", "minimum", "maximum", "current", "desired", "metrics": [{"name", "current" (percent or null), "target"}]
  workloads: "kind", "desired", "ready", "updated", "available", "images")";

QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}

using Objects = QList<QJsonObject>;

QJsonValue timeOrNull(const QDateTime &time) {
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODate)) : QJsonValue(QJsonValue::Null);
}

template <class Row> QJsonObject common(const Row &row) {
    return {{u"name"_s, row.ref.name}, {u"state"_s, kube::name(row.health.state)}, {u"message"_s, row.health.message},
        {u"created"_s, timeOrNull(row.created)}};
}

QString age(const QDateTime &created) {
    const QString text = base::ageText(created, QDateTime::currentDateTimeUtc());
    return text.isEmpty() ? u"-"_s : text;
}

struct Listing {
    QList<QStringList> rows; // the first is the header
    QJsonArray items;
};

class Getter {
public:
    explicit Getter(Command &command) : m_command(command), m_now(QDateTime::currentDateTimeUtc()) {}

    base::Result<Listing> pods() {
        const auto objects = list(u"v1"_s, u"Pod"_s);
        if (!objects)
            return std::unexpected(objects.error());
        const auto metrics = m_command.wait(m_command.client().getJson(u"/apis/metrics.k8s.io/v1beta1/namespaces/%1/pods"_s.arg(m_command.ns())));
        if (!metrics)
            complain(tr("CPU and memory are not known: %1").arg(metrics.error().message));
        const auto usages = metrics ? kube::podUsages(*metrics) : QHash<QString, kube::Usage>();
        Listing listing{{{u"STATE"_s, u"NAME"_s, u"READY"_s, u"STATUS"_s, u"RESTARTS"_s, u"AGE"_s, u"CPU"_s, u"MEMORY"_s, u"NODE"_s}}, {}};
        for (const QJsonObject &object : *objects) {
            const kube::PodRow row = kube::podRow(object, m_now);
            const auto usage = usages.contains(row.ref.name) ? std::optional(usages[row.ref.name]) : std::nullopt;
            listing.rows.append({kube::name(row.health.state), row.ref.name, u"%1/%2"_s.arg(row.ready).arg(row.containers), plain(row.status),
                QString::number(row.restarts), age(row.created), usage ? base::cpuText(usage->cpu) : u"-"_s,
                usage ? base::memoryText(usage->memory) : u"-"_s, row.node.isEmpty() ? u"-"_s : row.node});
            QJsonObject item = common(row);
            item.insert(u"status"_s, row.status);
            item.insert(u"ready"_s, row.ready);
            item.insert(u"containers"_s, row.containers);
            item.insert(u"restarts"_s, row.restarts);
            item.insert(u"node"_s, row.node);
            item.insert(u"ip"_s, row.ip);
            item.insert(u"workload"_s, row.ownerName.isEmpty() ? QString() : u"%1/%2"_s.arg(row.ownerKind, row.ownerName));
            item.insert(u"cpu"_s, usage ? QJsonValue(usage->cpu) : QJsonValue());
            item.insert(u"memory"_s, usage ? QJsonValue(usage->memory) : QJsonValue());
            listing.items.append(item);
        }
        return listing;
    }

    base::Result<Listing> autoscalers() {
        const auto objects = list(u"autoscaling/v2"_s, u"HorizontalPodAutoscaler"_s);
        if (!objects)
            return std::unexpected(objects.error());
        Listing listing{{{u"STATE"_s, u"NAME"_s, u"TARGET"_s, u"RANGE"_s, u"PODS"_s, u"METRICS"_s, u"AGE"_s}}, {}};
        for (const QJsonObject &object : *objects) {
            const kube::AutoscalerRow row = kube::autoscalerRow(object, m_now);
            QStringList texts;
            QJsonArray metrics;
            for (const kube::AutoscalerMetric &metric : row.metrics) {
                texts.append(u"%1 %2/%3 %"_s.arg(metric.name, metric.current ? QString::number(*metric.current) : tr("unknown")).arg(metric.target));
                metrics.append(QJsonObject{{u"name"_s, metric.name}, {u"current"_s, metric.current ? QJsonValue(*metric.current) : QJsonValue()},
                    {u"target"_s, metric.target}});
            }
            const QString target = u"%1/%2"_s.arg(row.targetKind, row.targetName);
            listing.rows.append({kube::name(row.health.state), row.ref.name, target, u"%1-%2"_s.arg(row.minimum).arg(row.maximum),
                u"%1 of %2"_s.arg(row.current).arg(row.desired), texts.isEmpty() ? u"-"_s : texts.join(", "_L1), age(row.created)});
            QJsonObject item = common(row);
            item.insert(u"target"_s, target);
            item.insert(u"minimum"_s, row.minimum);
            item.insert(u"maximum"_s, row.maximum);
            item.insert(u"current"_s, row.current);
            item.insert(u"desired"_s, row.desired);
            item.insert(u"metrics"_s, metrics);
            listing.items.append(item);
        }
        return listing;
    }

    base::Result<Listing> workloads() {
        Listing listing{{{u"STATE"_s, u"NAME"_s, u"KIND"_s, u"READY"_s, u"UPDATED"_s, u"AGE"_s, u"MESSAGE"_s}}, {}};
        const std::pair<QString, QString> kinds[] = {{u"apps/v1"_s, u"Deployment"_s}, {u"apps/v1"_s, u"StatefulSet"_s}, {u"apps/v1"_s, u"DaemonSet"_s},
            {u"batch/v1"_s, u"Job"_s}, {u"batch/v1"_s, u"CronJob"_s}};
        for (const auto &[version, kind] : kinds) {
            const auto objects = list(version, kind);
            if (!objects)
                return std::unexpected(objects.error());
            for (const QJsonObject &object : *objects)
                addWorkload(listing, kube::workloadRow(object, m_now), kind);
        }
        return listing;
    }

private:
    base::Result<Objects> list(const QString &version, const QString &kind) {
        auto objects = m_command.wait(m_command.client().list(version, kind, m_command.ns()));
        if (objects)
            std::ranges::sort(*objects, {}, [](const QJsonObject &object) { return object["metadata"_L1]["name"_L1].toString(); });
        return objects;
    }

    static void addWorkload(Listing &listing, const kube::WorkloadRow &row, const QString &kind) {
        const bool counts = kind != "CronJob"_L1;
        const QString ready = counts ? u"%1/%2"_s.arg(row.ready).arg(row.desired) : row.schedule;
        listing.rows.append({kube::name(row.health.state), row.ref.name, kind, ready, counts && kind != "Job"_L1 ? QString::number(row.updated) : u"-"_s,
            age(row.created), plain(row.health.message)});
        QJsonObject item = common(row);
        item.insert(u"kind"_s, kind);
        item.insert(u"desired"_s, row.desired);
        item.insert(u"ready"_s, row.ready);
        item.insert(u"updated"_s, row.updated);
        item.insert(u"available"_s, row.available);
        item.insert(u"images"_s, QJsonArray::fromStringList(row.images));
        listing.items.append(item);
    }

    Command &m_command;
    const QDateTime m_now;
};

} // namespace

int runGet(const QStringList &arguments) {
    Command command(u"get pods|hpa|workloads"_s, tr(help));
    if (!command.parse(arguments, 1, 1))
        return command.exitStatus();
    const QString what = command.operands().first();
    base::Result<Listing> (Getter::*get)() = what == "pods"_L1 ? &Getter::pods : what == "hpa"_L1 ? &Getter::autoscalers
        : what == "workloads"_L1 ? &Getter::workloads : nullptr;
    if (!get)
        return command.wrongUse(tr("get pods, hpa or workloads, not %1").arg(what));
    if (!command.connect())
        return command.exitStatus();
    Getter getter(command);
    const auto listing = (getter.*get)();
    if (!listing)
        return Command::failed(listing.error());
    if (command.format() == Format::Json)
        printJson({{u"namespace"_s, command.ns()}, {u"items"_s, listing->items}});
    else if (listing->rows.size() > 1)
        printTable(listing->rows);
    else
        complain(tr("there are no %1 in namespace %2").arg(what, command.ns()));
    return Well;
}

} // namespace cli
