// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Follows names from object to object, as the controllers of a cluster would.
#include "references.h"

using namespace Qt::StringLiterals;

namespace {

class Follower {
public:
    Follower(const Render &render, QSet<QString> outside)
        : m_render(render)
        , m_outside(std::move(outside)) {}
    References references;

    void name(const QString &from, const QString &kind, const QString &name, const QString &key = {}) {
        const QString target = kind + u'/' + name;
        references.used << target;
        if (!key.isEmpty())
            references.keys << target + u'/' + key;
        if (m_outside.contains(target))
            return;
        const QJsonObject object = m_render.find(kind, name);
        if (object.isEmpty())
            references.dangling << from + u" names "_s + target;
        else if (!key.isEmpty() && !object.value("data"_L1).toObject().contains(key))
            references.dangling << from + u" names the key "_s + key + u" of "_s + target;
    }

    void pods(const PodSet &pods) {
        name(pods.owner, u"ServiceAccount"_s, pods.spec.value("serviceAccountName"_L1).toString());
        QSet<QString> volumes;
        for (const QJsonObject &volume : objectsIn(pods.spec.value("volumes"_L1))) {
            volumes << volume.value("name"_L1).toString();
            followVolume(pods.owner, volume);
        }
        for (const QJsonObject &claim : objectsIn(at(pods.workload, u"spec.volumeClaimTemplates"_s)))
            volumes << nameOf(claim);
        QSet<QString> mounted;
        for (const QJsonObject &container : containersOf(pods.spec)) {
            followEnvironment(pods.owner, container);
            for (const QJsonObject &mount : objectsIn(container.value("volumeMounts"_L1)))
                mounted << mount.value("name"_L1).toString();
        }
        if (mounted != volumes)
            references.dangling << pods.owner + u": volumes and mounts differ"_s;
    }

    void serviceBackend(const QString &from, const QString &serviceName, const QJsonValue &port) {
        name(from, u"Service"_s, serviceName);
        for (const QJsonObject &declared : objectsIn(at(m_render.find(u"Service"_s, serviceName), u"spec.ports"_s)))
            if (declared.value("name"_L1) == at(port, u"name"_s) || declared.value("port"_L1) == at(port, u"number"_s))
                return;
        references.dangling << from + u" names a port that is not of "_s + serviceName;
    }

    /// Nothing where no pod of the set matches.
    void selects(const QString &from, const QJsonObject &labelSelector) {
        if (m_outside.contains(from))
            return;
        for (const PodSet &pods : m_render.podSets())
            if (matches(labelSelector, pods.labels))
                return;
        references.dangling << from + u" selects no pod"_s;
    }

    /// A policy's ports must be ports of the pods at the other end.
    void peerPorts(const QString &from, const QJsonObject &labelSelector, const QJsonValue &ports) {
        selects(from, labelSelector);
        for (const PodSet &pods : m_render.podSets())
            if (matches(labelSelector, pods.labels))
                for (const QJsonObject &port : objectsIn(ports))
                    if (containerPort(pods.spec, port.value("port"_L1)) == 0)
                        references.dangling << from + u" opens a port that "_s + pods.owner + u" does not have"_s;
    }

private:
    void followVolume(const QString &from, const QJsonObject &volume) {
        if (volume.contains("persistentVolumeClaim"_L1))
            name(from, u"PersistentVolumeClaim"_s, at(volume, u"persistentVolumeClaim.claimName"_s).toString());
        if (volume.contains("configMap"_L1))
            name(from, u"ConfigMap"_s, at(volume, u"configMap.name"_s).toString());
        for (const QJsonObject &item : objectsIn(at(volume, u"secret.items"_s)))
            name(from, u"Secret"_s, at(volume, u"secret.secretName"_s).toString(), item.value("key"_L1).toString());
    }
    void followEnvironment(const QString &from, const QJsonObject &container) {
        QSet<QString> names;
        for (const QJsonObject &variable : objectsIn(container.value("env"_L1))) {
            names << variable.value("name"_L1).toString();
            const QJsonObject source = variable.value("valueFrom"_L1).toObject();
            for (const auto &[kind, ref] :
                {std::pair{u"ConfigMap"_s, u"configMapKeyRef"_s}, {u"Secret"_s, u"secretKeyRef"_s}})
                if (source.contains(ref))
                    name(from, kind, at(source, ref + u".name"_s).toString(), at(source, ref + u".key"_s).toString());
        }
        if (names.size() != container.value("env"_L1).toArray().size())
            references.dangling << from + u": a variable is set twice"_s;
    }

    const Render &m_render;
    QSet<QString> m_outside;
};

void followIngress(Follower &follower, const QJsonObject &ingress) {
    const QString from = textOf(ingress);
    for (const QJsonObject &rule : objectsIn(at(ingress, u"spec.rules"_s)))
        for (const QJsonObject &path : objectsIn(at(rule, u"http.paths"_s)))
            follower.serviceBackend(
                from, at(path, u"backend.service.name"_s).toString(), at(path, u"backend.service.port"_s));
    for (const QJsonObject &tls : objectsIn(at(ingress, u"spec.tls"_s)))
        follower.name(from, u"Secret"_s, tls.value("secretName"_L1).toString());
}

void followPolicy(Follower &follower, const QJsonObject &policy) {
    const QString from = textOf(policy);
    const QJsonObject own = at(policy, u"spec.podSelector"_s).toObject();
    follower.selects(from, own);
    for (const QJsonObject &rule : objectsIn(at(policy, u"spec.ingress"_s))) {
        follower.peerPorts(from, own, rule.value("ports"_L1));
        for (const QJsonObject &peer : objectsIn(rule.value("from"_L1)))
            if (peer.contains("podSelector"_L1))
                follower.selects(from, peer.value("podSelector"_L1).toObject());
    }
    for (const QJsonObject &rule : objectsIn(at(policy, u"spec.egress"_s)))
        for (const QJsonObject &peer : objectsIn(rule.value("to"_L1)))
            if (peer.contains("podSelector"_L1))
                follower.peerPorts(from, peer.value("podSelector"_L1).toObject(), rule.value("ports"_L1));
}

} // namespace

References referencesOf(const Render &render, const QSet<QString> &outside) {
    Follower follower(render, outside);
    for (const PodSet &pods : render.podSets())
        follower.pods(pods);
    for (const QJsonObject &object : render.objects()) {
        const QString kind = object.value("kind"_L1).toString();
        if (kind == "Ingress"_L1)
            followIngress(follower, object);
        else if (kind == "NetworkPolicy"_L1)
            followPolicy(follower, object);
        else if (kind == "Service"_L1)
            follower.selects(textOf(object), {{u"matchLabels"_s, at(object, u"spec.selector"_s)}});
        else if (kind == "PodDisruptionBudget"_L1)
            follower.selects(textOf(object), at(object, u"spec.selector"_s).toObject());
        else if (kind == "HorizontalPodAutoscaler"_L1)
            follower.name(textOf(object), u"Deployment"_s, at(object, u"spec.scaleTargetRef.name"_s).toString());
        else if (kind == "StatefulSet"_L1)
            follower.name(textOf(object), u"Service"_s, at(object, u"spec.serviceName"_s).toString());
        else if (kind == "RoleBinding"_L1) {
            follower.name(textOf(object), u"Role"_s, at(object, u"roleRef.name"_s).toString());
            follower.name(textOf(object), u"ServiceAccount"_s, at(object, u"subjects.0.name"_s).toString());
        }
    }
    return follower.references;
}
