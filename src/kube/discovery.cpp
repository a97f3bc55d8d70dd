// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/discovery.h"

#include "kube/statuserror.h"
#include "kube/transport.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace kube {

namespace {

struct Builtin {
    QLatin1StringView apiVersion;
    QLatin1StringView kind;
    QLatin1StringView plural;
    bool namespaced;
};

constexpr std::array builtins{
    Builtin{"v1"_L1, "Pod"_L1, "pods"_L1, true},
    Builtin{"v1"_L1, "Service"_L1, "services"_L1, true},
    Builtin{"v1"_L1, "ConfigMap"_L1, "configmaps"_L1, true},
    Builtin{"v1"_L1, "Secret"_L1, "secrets"_L1, true},
    Builtin{"v1"_L1, "Event"_L1, "events"_L1, true},
    Builtin{"v1"_L1, "PersistentVolumeClaim"_L1, "persistentvolumeclaims"_L1, true},
    Builtin{"v1"_L1, "Namespace"_L1, "namespaces"_L1, false},
    Builtin{"v1"_L1, "Node"_L1, "nodes"_L1, false},
    Builtin{"apps/v1"_L1, "Deployment"_L1, "deployments"_L1, true},
    Builtin{"apps/v1"_L1, "StatefulSet"_L1, "statefulsets"_L1, true},
    Builtin{"apps/v1"_L1, "DaemonSet"_L1, "daemonsets"_L1, true},
    Builtin{"apps/v1"_L1, "ReplicaSet"_L1, "replicasets"_L1, true},
    Builtin{"batch/v1"_L1, "Job"_L1, "jobs"_L1, true},
    Builtin{"batch/v1"_L1, "CronJob"_L1, "cronjobs"_L1, true},
    Builtin{"autoscaling/v2"_L1, "HorizontalPodAutoscaler"_L1, "horizontalpodautoscalers"_L1, true},
    Builtin{"discovery.k8s.io/v1"_L1, "EndpointSlice"_L1, "endpointslices"_L1, true},
};

QString groupPath(const QString &apiVersion) {
    return (apiVersion.contains(u'/') ? "/apis/"_L1 : "/api/"_L1) + apiVersion;
}

} // namespace

QString ResourceType::path(const QString &ns, const QString &name) const {
    QString path = groupPath(apiVersion);
    if (namespaced && !ns.isEmpty())
        path += "/namespaces/"_L1 + ns;
    path += u'/' + plural;
    return name.isEmpty() ? path : path + u'/' + name;
}

std::optional<ResourceType> builtinType(const QString &apiVersion, const QString &kind) {
    for (const Builtin &type : builtins) {
        if (type.apiVersion == apiVersion && type.kind == kind)
            return ResourceType{apiVersion, kind, QString(type.plural), type.namespaced};
    }
    return std::nullopt;
}

QList<ResourceType> parseResourceList(const QJsonObject &list, const QString &apiVersion) {
    QList<ResourceType> types;
    const QJsonArray resources = list["resources"_L1].toArray();
    for (const QJsonValue &value : resources) {
        const QJsonObject resource = value.toObject();
        const QString plural = resource["name"_L1].toString();
        if (!plural.isEmpty() && !plural.contains(u'/'))
            types.append({apiVersion, resource["kind"_L1].toString(), plural, resource["namespaced"_L1].toBool()});
    }
    return types;
}

Discovery::Discovery(Transport &transport, QObject *parent)
    : QObject(parent)
    , m_transport(transport) {}

std::optional<ResourceType> Discovery::known(const QString &apiVersion, const QString &kind) const {
    const QList<ResourceType> types = m_groups.value(apiVersion);
    for (const ResourceType &type : types) {
        if (type.kind == kind)
            return type;
    }
    return builtinType(apiVersion, kind);
}

void Discovery::find(const QString &apiVersion, const QString &kind, QObject *owner, Handler handler) {
    if (const auto type = known(apiVersion, kind))
        return handler(*type);
    Request request;
    request.path = groupPath(apiVersion);
    m_transport.send(request, owner, [this, apiVersion, kind, handler = std::move(handler)](const base::Result<Reply> &reply) {
        const QString path = groupPath(apiVersion);
        const auto list = jsonOf(reply, path);
        if (!list && list.error().kind != base::ErrorKind::NotFound)
            return handler(std::unexpected(list.error()));
        m_groups[apiVersion] = list ? parseResourceList(*list, apiVersion) : QList<ResourceType>();
        if (const auto type = known(apiVersion, kind))
            return handler(*type);
        handler(base::fail(base::ErrorKind::NotFound, u"the server has no kind %1 in %2"_s.arg(kind, apiVersion), path));
    });
}

} // namespace kube
