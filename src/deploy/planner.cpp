// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/planner.h"

#include "deploy/await.h"
#include "deploy/conceal.h"
#include "deploy/conflict.h"
#include "deploy/words.h"
#include "kube/client.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QSet>
#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace deploy {

namespace {

using base::ErrorKind;
using PlanPromise = QPromise<base::Result<Plan>>;

constexpr qsizetype requestsAtOnce = 8;

// Where the cluster itself is not to be had, as opposed to refusing one object.
bool isUnreachable(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Network:
    case ErrorKind::Tls:
    case ErrorKind::Auth:
    case ErrorKind::Timeout:
    case ErrorKind::Cancelled: return true;
    default: return false;
    }
}

bool jobFailed(const QJsonObject &live) {
    const QJsonArray conditions = live["status"_L1]["conditions"_L1].toArray();
    return std::ranges::any_of(conditions, [](const QJsonValue &one) {
        return one["type"_L1].toString() == "Failed"_L1 && one["status"_L1].toString() == "True"_L1;
    });
}

class Planner {
public:
    Planner(PlanPromise &promise, kube::Client &client, const ManifestSet &set) : m_promise(promise), m_client(client) {
        m_plan.set = set;
        m_plan.cluster = u"%1 (%2)"_s.arg(client.access().context, client.access().server.toString(QUrl::RemoveUserInfo));
        m_plan.steps = ordered(set);
    }

    base::Result<Plan> plan() {
        for (const auto work : {&Planner::resolveKinds, &Planner::findNamespaces, &Planner::readLive, &Planner::tryApply})
            if (const auto status = (this->*work)(); !status)
                return std::unexpected(status.error());
        return m_plan;
    }

private:
    template <class T> base::Result<T> wait(const QFuture<base::Result<T>> &future) {
        return await(future, [this] { return m_promise.isCanceled(); });
    }

    static void refuse(Step &step, const base::Error &error) {
        const base::Error safe = concealed(error, step.manifest.object);
        step.change = Change::Unknown;
        step.refusal = safe;
        step.reason = safe.kind == ErrorKind::Conflict ? conflictText(safe) : safe.message;
    }

    // Namespaced objects get their namespace written in, cluster-wide ones lose it.
    base::Status resolveKinds() {
        QHash<QString, QFuture<base::Result<kube::ResourceType>>> types;
        const auto key = [](const Step &step) { return QString(step.manifest.ref.apiVersion + u' ' + step.manifest.ref.kind); };
        for (const Step &step : std::as_const(m_plan.steps))
            if (!types.contains(key(step)))
                types.insert(key(step), m_client.typeOf(step.manifest.ref.apiVersion, step.manifest.ref.kind));
        for (Step &step : m_plan.steps) {
            const auto type = wait(types[key(step)]);
            if (type)
                place(step, *type);
            else if (isUnreachable(type.error().kind))
                return std::unexpected(type.error());
            else
                placeUnknownKind(step, type.error());
        }
        return {};
    }

    void place(Step &step, const kube::ResourceType &type) {
        QString &ns = step.manifest.ref.ns;
        if (!type.namespaced) {
            ns.clear();
            return;
        }
        if (ns.isEmpty())
            ns = m_client.access().ns;
        QJsonObject metadata = step.manifest.object["metadata"_L1].toObject();
        metadata["namespace"_L1] = ns;
        step.manifest.object["metadata"_L1] = metadata;
        m_namespaces.insert(ns);
    }

    // A definition that comes with the set makes its kind known before the first object of it is applied.
    void placeUnknownKind(Step &step, const base::Error &error) {
        const kube::ObjectRef &ref = step.manifest.ref;
        const bool comes = std::ranges::any_of(m_plan.steps, [&](const Step &other) {
            const QJsonObject spec = other.manifest.object["spec"_L1].toObject();
            return other.manifest.ref.kind == "CustomResourceDefinition"_L1 && spec["names"_L1]["kind"_L1].toString() == ref.kind
                && ref.apiVersion.startsWith(spec["group"_L1].toString() + u'/');
        });
        m_decided.insert(ref.text() + ref.ns);
        if (comes) {
            step.change = Change::Create;
            step.reason = tr("its kind is defined by this set and is not there yet");
            return;
        }
        refuse(step, {ErrorKind::NotFound, tr("the cluster does not know the kind %1 of %2").arg(ref.kind, ref.apiVersion), error.where, error.detail});
    }

    base::Status findNamespaces() {
        QHash<QString, QFuture<base::Result<QJsonObject>>> asked;
        for (const QString &ns : std::as_const(m_namespaces))
            asked.insert(ns, m_client.get({u"v1"_s, u"Namespace"_s, {}, ns, {}}));
        for (auto it = asked.begin(); it != asked.end(); ++it) {
            const auto found = wait(it.value());
            // Who may see only their own namespace cannot ask for it: then it is taken to be there.
            if (!found && found.error().kind == ErrorKind::NotFound)
                m_missing.insert(it.key());
            else if (!found && isUnreachable(found.error().kind))
                return std::unexpected(found.error());
        }
        for (Step &step : m_plan.steps)
            if (m_missing.contains(step.manifest.ref.ns) && !isDecided(step)) {
                step.change = Change::Create;
                step.reason = tr("the namespace does not exist yet");
                m_decided.insert(step.manifest.ref.text() + step.manifest.ref.ns);
            }
        return {};
    }

    bool isDecided(const Step &step) const { return m_decided.contains(step.manifest.ref.text() + step.manifest.ref.ns); }

    QList<Step *> undecided() {
        QList<Step *> steps;
        for (Step &step : m_plan.steps)
            if (!isDecided(step))
                steps.append(&step);
        return steps;
    }

    // ask: sends one step's request; take: uses its answer. No more than requestsAtOnce are under way.
    template <class Ask, class Take> base::Status each(const QList<Step *> &steps, Ask ask, Take take) {
        QList<QFuture<base::Result<QJsonObject>>> asked;
        for (qsizetype i = 0; i < steps.size(); ++i) {
            while (asked.size() < std::min(steps.size(), i + requestsAtOnce))
                asked.append(ask(*steps[asked.size()]));
            const auto answer = wait(asked[i]);
            if (!answer && isUnreachable(answer.error().kind)) {
                for (auto &future : asked)
                    future.cancel();
                return std::unexpected(answer.error());
            }
            take(*steps[i], answer);
        }
        return {};
    }

    base::Status readLive() {
        return each(
            undecided(), [this](const Step &step) { return m_client.get(step.manifest.ref); },
            [this](Step &step, const base::Result<QJsonObject> &live) {
                if (live)
                    m_live.insert(&step, *live);
                else if (live.error().kind != ErrorKind::NotFound)
                    refuse(step, live.error());
            });
    }

    base::Status tryApply() {
        QList<Step *> steps = undecided();
        steps.removeIf([](const Step *step) { return step->refusal.has_value(); });
        QList<Step *> conflicts;
        const auto status = each(
            steps, [this](const Step &step) { return m_client.apply(step.manifest.object, {.dryRun = true}); },
            [&](Step &step, const base::Result<QJsonObject> &merged) {
                judge(step, merged);
                if (step.refusal && step.refusal->kind == ErrorKind::Conflict)
                    conflicts.append(&step);
            });
        if (!status)
            return status;
        // What taking the fields over would change, for whoever decides to.
        return each(
            conflicts, [this](const Step &step) { return m_client.apply(step.manifest.object, {.force = true, .dryRun = true}); },
            [this](Step &step, const base::Result<QJsonObject> &merged) {
                if (merged)
                    step.changes = differences(m_live.value(&step), *merged);
                else
                    refuse(step, merged.error()); // a conflict hides what else is wrong
            });
    }

    void judge(Step &step, const base::Result<QJsonObject> &merged) {
        const bool exists = m_live.contains(&step);
        const QJsonObject live = m_live.value(&step);
        const bool isJob = step.manifest.ref.kind == "Job"_L1;
        if (!merged) {
            const bool immutable = exists && merged.error().message.contains("immutable"_L1);
            if (!isJob || !immutable)
                return refuse(step, merged.error());
            step.change = Change::Replace;
            step.reason = tr("a job's template cannot be changed: it is deleted and made anew");
            return;
        }
        if (!exists) {
            step.change = Change::Create;
            return;
        }
        step.changes = differences(live, *merged);
        step.change = step.changes.isEmpty() ? Change::Unchanged : Change::Update;
        if (isJob && jobFailed(live)) {
            step.change = Change::Replace;
            step.reason = tr("its last run failed: it is deleted and made anew");
        } else if (isJob && std::ranges::any_of(step.changes, [](const FieldChange &one) { return one.path.startsWith("spec.template"_L1); })) {
            step.change = Change::Replace;
            step.reason = tr("a job's template cannot be changed: it is deleted and made anew");
        }
    }

    PlanPromise &m_promise;
    kube::Client &m_client;
    Plan m_plan;
    QSet<QString> m_namespaces;
    QSet<QString> m_missing;
    QSet<QString> m_decided;
    QHash<const Step *, QJsonObject> m_live;
};

} // namespace

QFuture<base::Result<Plan>> makePlan(kube::Client &client, const ManifestSet &set) {
    return QtConcurrent::run([&client, set](PlanPromise &promise) { promise.addResult(Planner(promise, client, set).plan()); });
}

} // namespace deploy
