// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livecheck.h"

#include "config/rules/report.h"
#include "kube/client.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace cli {

namespace {

using Kind = std::pair<QString, QString>; // apiVersion, kind

QString tr(const char *text) {
    return QCoreApplication::translate("cli", text);
}

QString text(std::string_view view) {
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

std::set<Kind> kindsOf(const config::Set *files) {
    std::set<Kind> kinds{{u"apps/v1"_s, u"Deployment"_s}, {u"apps/v1"_s, u"StatefulSet"_s}, {u"apps/v1"_s, u"DaemonSet"_s}, {u"batch/v1"_s, u"Job"_s},
        {u"batch/v1"_s, u"CronJob"_s}, {u"v1"_s, u"Service"_s}, {u"v1"_s, u"ConfigMap"_s}, {u"v1"_s, u"Secret"_s}, {u"v1"_s, u"ServiceAccount"_s},
        {u"v1"_s, u"PersistentVolumeClaim"_s}, {u"v1"_s, u"ResourceQuota"_s}, {u"v1"_s, u"LimitRange"_s}, {u"networking.k8s.io/v1"_s, u"Ingress"_s},
        {u"networking.k8s.io/v1"_s, u"NetworkPolicy"_s}, {u"autoscaling/v2"_s, u"HorizontalPodAutoscaler"_s}, {u"policy/v1"_s, u"PodDisruptionBudget"_s},
        {u"rbac.authorization.k8s.io/v1"_s, u"Role"_s}, {u"rbac.authorization.k8s.io/v1"_s, u"RoleBinding"_s}};
    if (files)
        for (const config::Object &object : files->objects())
            if (!object.apiVersion.empty() && !object.kind.empty())
                kinds.emplace(text(object.apiVersion), text(object.kind));
    return kinds;
}

/// Made by the cluster itself in every namespace, or by another object.
bool isMade(const QJsonObject &object) {
    const QJsonObject metadata = object[u"metadata"_s].toObject();
    const QString name = metadata[u"name"_s].toString();
    const QString kind = object[u"kind"_s].toString();
    return !metadata[u"ownerReferences"_s].toArray().isEmpty() || (kind == "ConfigMap"_L1 && name == "kube-root-ca.crt"_L1)
        || (kind == "ServiceAccount"_L1 && name == "default"_L1) || object[u"type"_s].toString() == "kubernetes.io/service-account-token"_L1
        || object[u"type"_s].toString() == "helm.sh/release.v1"_L1;
}

QJsonObject cleaned(QJsonObject object) {
    QJsonObject metadata = object[u"metadata"_s].toObject();
    for (const QString &key : {u"managedFields"_s, u"resourceVersion"_s, u"uid"_s, u"creationTimestamp"_s, u"generation"_s, u"selfLink"_s})
        metadata.remove(key);
    // The annotation of client-side apply repeats the whole object, a Secret's values too.
    QJsonObject annotations = metadata[u"annotations"_s].toObject();
    annotations.remove(u"kubectl.kubernetes.io/last-applied-configuration"_s);
    if (annotations.isEmpty())
        metadata.remove(u"annotations"_s);
    else
        metadata[u"annotations"_s] = annotations;
    object[u"metadata"_s] = metadata;
    object.remove(u"status"_s);
    if (object[u"kind"_s].toString() == "Secret"_L1) {
        QJsonObject data = object[u"data"_s].toObject();
        for (const QString &key : data.keys())
            data[key] = u"bm90IHNob3du"_s; // "not shown"
        object[u"data"_s] = data;
    }
    return object;
}

/// Nothing for a kind that this cluster does not have or that we may not read.
base::Result<QList<QJsonObject>> objectsOf(Command &command, const Kind &kind) {
    const auto type = command.wait(command.client().typeOf(kind.first, kind.second));
    if (!type)
        return type.error().kind == base::ErrorKind::NotFound ? base::Result<QList<QJsonObject>>(QList<QJsonObject>()) : std::unexpected(type.error());
    if (!type->namespaced)
        return QList<QJsonObject>();
    auto objects = command.wait(command.client().list(kind.first, kind.second, command.ns()));
    if (!objects && (objects.error().kind == base::ErrorKind::Forbidden || objects.error().kind == base::ErrorKind::NotFound)) {
        complain(objects.error());
        return QList<QJsonObject>();
    }
    return objects;
}

using Key = std::pair<std::string, std::string>; // kind, name

std::vector<const config::Scope *> scopesIn(const config::Set &files, const QStringList &paths) {
    std::vector<const config::Scope *> inside, all;
    for (const config::Scope &scope : files.scopes()) {
        all.push_back(&scope);
        const QString root = QDir(scope.root).absolutePath();
        if (std::ranges::any_of(paths, [&](const QString &path) { return QDir(path).absolutePath() == root; }))
            inside.push_back(&scope);
    }
    return inside.empty() ? all : inside;
}

} // namespace

std::shared_ptr<const config::Schemas> liveSchemas(Command &command, const config::Validator &validator) {
    const auto index = command.wait(command.client().getJson(u"/openapi/v3"_s));
    if (!index) {
        complain(index.error());
        return nullptr;
    }
    const QJsonObject paths = (*index)[u"paths"_s].toObject();
    std::vector<QFuture<base::Result<kube::Reply>>> asked; // all at once: far away, a round trip each would be felt
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QUrl url(path.value()[u"serverRelativeURL"_s].toString());
        const bool isVersion = path.key().startsWith("api/"_L1) || path.key().count(u'/') == 2; // "apis/apps/v1"
        if (!isVersion || url.path().isEmpty())
            continue;
        kube::Request request;
        request.path = url.path();
        request.query = QUrlQuery(url);
        asked.push_back(command.client().send(std::move(request)));
    }
    std::vector<QByteArray> documents;
    for (const auto &future : asked) {
        if (auto reply = command.wait(future); reply)
            documents.push_back(std::move(reply->body));
        else
            complain(reply.error());
    }
    auto schemas = validator.schemas().withOpenApi(documents);
    if (schemas)
        return std::move(*schemas);
    complain(schemas.error());
    return nullptr;
}

base::Result<std::unique_ptr<config::Set>> liveSet(Command &command, const config::Set *files) {
    std::vector<std::pair<QString, std::string>> texts;
    for (const Kind &kind : kindsOf(files)) {
        const auto objects = objectsOf(command, kind);
        if (!objects)
            return std::unexpected(objects.error());
        for (QJsonObject object : *objects) {
            object[u"apiVersion"_s] = kind.first;
            object[u"kind"_s] = kind.second;
            if (isMade(object))
                continue;
            const QString path = u"live/%1/%2-%3.json"_s.arg(command.ns(), kind.second.toLower(), object[u"metadata"_s][u"name"_s].toString());
            texts.emplace_back(path, QJsonDocument(cleaned(object)).toJson().toStdString());
        }
    }
    return config::Set::of(std::move(texts));
}

std::vector<config::Finding> compareWithLive(const config::Set &files, const config::Set &live, const QStringList &paths) {
    std::set<Key> running, wanted;
    std::set<std::string> kinds;
    for (const config::Object &object : live.objects())
        running.emplace(object.kind, object.name);
    for (const auto &[apiVersion, kind] : kindsOf(nullptr))
        kinds.insert(kind.toStdString());
    config::Report missing(files, "live-missing", config::Severity::Warning);
    for (const config::Scope *scope : scopesIn(files, paths))
        for (const config::Object &object : scope->objects) {
            wanted.emplace(object.kind, object.name);
            // Only of kinds that were asked for: others live outside of the namespace or are not readable.
            if (kinds.contains(std::string(object.kind)) && !running.contains(Key(object.kind, object.name)))
                missing.add(*scope, object, object.root, tr("%1 is in the files and not in the cluster.").arg(object.text()));
        }
    std::vector<config::Finding> findings = missing.take();
    config::Report unknown(live, "live-unknown", config::Severity::Info);
    for (const config::Object &object : live.objects())
        if (!wanted.contains(Key(object.kind, object.name)))
            unknown.add(object, object.root, tr("%1 is in the cluster and not in the files.").arg(object.text()));
    std::ranges::move(unknown.take(), std::back_inserter(findings));
    return findings;
}

std::vector<config::RuleInfo> liveRules() {
    config::RuleInfo missing;
    missing.id = "live-missing";
    missing.title = tr("An object of the files that is not in the cluster");
    missing.why = tr("It was never applied, or someone deleted it.");
    missing.mend = tr("Deploy the set, or remove the object from it.");
    config::RuleInfo unknown;
    unknown.id = "live-unknown";
    unknown.severity = config::Severity::Info;
    unknown.title = tr("An object of the cluster that is not in the files");
    unknown.why = tr("Nobody can make the system again out of the files alone.");
    unknown.mend = tr("Add it to the set, or delete it.");
    return {missing, unknown};
}

void withoutLines(config::Outcome &outcome) {
    for (config::Finding &finding : outcome.findings) {
        finding.position = finding.end = {};
        finding.fix.reset();
        if (!finding.path.isEmpty())
            finding.message = u"%1: %2"_s.arg(finding.path, finding.message);
    }
}

} // namespace cli
