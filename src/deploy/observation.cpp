// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/observation.h"

#include "deploy/await.h"
#include "kube/client.h"
#include "kube/rowparser.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QSet>
#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace deploy {

namespace {

using Objects = QList<QJsonObject>;
using ListFuture = QFuture<base::Result<Objects>>;
using ObservedPromise = QPromise<QList<Observed>>;

QString uidOf(const QJsonObject &object) {
    return object["metadata"_L1]["uid"_L1].toString();
}

bool isOwnedBy(const QJsonObject &object, const QString &uid) {
    const QJsonArray owners = object["metadata"_L1]["ownerReferences"_L1].toArray();
    return std::ranges::any_of(owners, [&](const QJsonValue &owner) { return owner["uid"_L1].toString() == uid; });
}

QString revisionOf(const QJsonObject &object) {
    return object["metadata"_L1]["annotations"_L1]["deployment.kubernetes.io/revision"_L1].toString();
}

bool isSeen(const QJsonObject &workload) {
    const QJsonValue observed = workload["status"_L1]["observedGeneration"_L1];
    return workload["kind"_L1].toString() == "Job"_L1 || observed.toInteger() >= workload["metadata"_L1]["generation"_L1].toInteger();
}

QString selectorOf(const QJsonObject &workload) {
    const QJsonObject labels = workload["spec"_L1]["selector"_L1]["matchLabels"_L1].toObject();
    QStringList terms;
    for (auto it = labels.begin(); it != labels.end(); ++it)
        terms.append(it.key() + u'=' + it.value().toString());
    return terms.join(u',');
}

bool ownsPods(const QString &kind) {
    return kind == "Deployment"_L1 || kind == "StatefulSet"_L1 || kind == "DaemonSet"_L1 || kind == "ReplicaSet"_L1 || kind == "Job"_L1;
}

class Observer {
public:
    Observer(ObservedPromise &promise, kube::Client &client, const QList<kube::ObjectRef> &refs, const QDateTime &since)
        : m_promise(promise), m_client(client), m_refs(refs), m_since(since) {}

    QList<Observed> observe() {
        QList<QFuture<base::Result<QJsonObject>>> asked;
        for (const kube::ObjectRef &ref : m_refs)
            asked.append(m_client.get(ref));
        QList<Observed> all(m_refs.size());
        QList<QJsonObject> objects(m_refs.size());
        QList<qsizetype> unwell;
        for (qsizetype i = 0; i < m_refs.size(); ++i) {
            const auto object = wait(asked[i]);
            if (!object) {
                all[i].error = object.error();
                continue;
            }
            objects[i] = *object;
            all[i].health = kube::healthOf(*object, QDateTime::currentDateTimeUtc());
            if (all[i].health.state != kube::HealthState::Healthy && (ownsPods(m_refs[i].kind) || m_refs[i].kind == "Pod"_L1))
                unwell.append(i);
        }
        diagnose(objects, unwell, all);
        return all;
    }

private:
    struct Asked {
        ListFuture replicaSets;
        ListFuture pods;
    };

    template <class T> base::Result<T> wait(const QFuture<base::Result<T>> &future) {
        return await(future, [this] { return m_promise.isCanceled(); });
    }

    Objects listOr(const ListFuture &future) {
        if (!future.isValid())
            return {};
        return wait(future).value_or(Objects());
    }

    void diagnose(const QList<QJsonObject> &objects, const QList<qsizetype> &unwell, QList<Observed> &all) {
        QHash<QString, ListFuture> events;
        QHash<qsizetype, Asked> asked;
        for (const qsizetype i : unwell) {
            const QString ns = m_refs[i].ns;
            if (!events.contains(ns))
                events.insert(ns, m_client.list(u"v1"_s, u"Event"_s, ns));
            Asked &lists = asked[i];
            if (m_refs[i].kind == "Deployment"_L1)
                lists.replicaSets = m_client.list(u"apps/v1"_s, u"ReplicaSet"_s, ns, selectorOf(objects[i]));
            if (m_refs[i].kind != "Pod"_L1)
                lists.pods = m_client.list(u"v1"_s, u"Pod"_s, ns, selectorOf(objects[i]));
        }
        QHash<QString, Objects> heard;
        for (auto it = events.begin(); it != events.end(); ++it)
            heard.insert(it.key(), listOr(it.value()));
        for (const qsizetype i : unwell) {
            const Objects sets = listOr(asked[i].replicaSets);
            const Objects pods = m_refs[i].kind == "Pod"_L1 ? Objects{objects[i]} : currentPods(objects[i], sets, listOr(asked[i].pods));
            all[i].cause = causeFrom(objects[i], sets, pods, heard[m_refs[i].ns]);
        }
    }

    std::optional<Cause> causeFrom(const QJsonObject &object, const Objects &sets, const Objects &pods, const Objects &events) const {
        QSet<QString> uids{uidOf(object)};
        for (const QJsonObject &set : sets)
            if (isOwnedBy(set, uidOf(object)) && revisionOf(set) == revisionOf(object))
                uids.insert(uidOf(set));
        QList<kube::PodRow> podRows;
        for (const QJsonObject &pod : pods) {
            uids.insert(uidOf(pod));
            podRows.append(kube::podRow(pod, QDateTime::currentDateTimeUtc()));
        }
        QList<kube::EventRow> eventRows;
        for (const QJsonObject &event : events) {
            if (!uids.contains(event["involvedObject"_L1]["uid"_L1].toString()))
                continue;
            const kube::EventRow row = kube::eventRow(event);
            if (!row.last.isValid() || row.last >= m_since)
                eventRows.append(row);
        }
        return causeOf(kube::workloadRow(object, QDateTime::currentDateTimeUtc()), podRows, eventRows);
    }

    ObservedPromise &m_promise;
    kube::Client &m_client;
    const QList<kube::ObjectRef> m_refs;
    const QDateTime m_since;
};

} // namespace

QList<QJsonObject> currentPods(const QJsonObject &workload, const QList<QJsonObject> &replicaSets, const QList<QJsonObject> &pods) {
    if (!isSeen(workload))
        return {};
    const QString kind = workload["kind"_L1].toString();
    QString owner = uidOf(workload);
    if (kind == "Deployment"_L1) {
        const auto current = std::ranges::find_if(replicaSets,
            [&](const QJsonObject &set) { return isOwnedBy(set, owner) && revisionOf(set) == revisionOf(workload); });
        if (current == replicaSets.cend())
            return {};
        owner = uidOf(*current);
    }
    const QString revision = kind == "StatefulSet"_L1 ? workload["status"_L1]["updateRevision"_L1].toString() : QString();
    QList<QJsonObject> current;
    for (const QJsonObject &pod : pods) {
        const QString hash = pod["metadata"_L1]["labels"_L1]["controller-revision-hash"_L1].toString();
        if (isOwnedBy(pod, owner) && (revision.isEmpty() || hash.isEmpty() || hash == revision))
            current.append(pod);
    }
    return current;
}

QFuture<QList<Observed>> observe(kube::Client &client, const QList<kube::ObjectRef> &objects, const QDateTime &since) {
    return QtConcurrent::run(
        [&client, objects, since](ObservedPromise &promise) { promise.addResult(Observer(promise, client, objects, since).observe()); });
}

} // namespace deploy
