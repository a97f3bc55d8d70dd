// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/systempicture.h"

#include "base/quantity.h"
#include "models/celltext.h"
#include "models/words.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

struct Place {
    QString name;
    QString kind;
    const char *role;
    int column;
    int row;
    bool needed; // drawn as missing where it is not there
};

/// Names as the AQI Predictor's manifests give them. The ingress stands first and is no workload.
const QList<Place> &places() {
    static const QList<Place> list{
        {u"ingress"_s, u"Ingress"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "Ingress"), 0, 1, true},
        {u"dashboard"_s, u"Deployment"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "Dashboard"), 1, 0, true},
        {u"api"_s, u"Deployment"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "API"), 1, 1, true},
        {u"frontend"_s, u"Deployment"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "Frontend"), 1, 2, true},
        {u"celery-beat"_s, u"Deployment"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "Scheduler"), 2, 0, true},
        {u"redis"_s, u"StatefulSet"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "Queue and cache"), 2, 1, true},
        {u"celery-worker"_s, u"Deployment"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "Workers"), 3, 1, true},
        {u"timescaledb"_s, u"StatefulSet"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "Database"), 3, 2, true},
        {u"prometheus"_s, u"Deployment"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "Metrics"), 4, 0, true},
        {u"alertmanager"_s, u"Deployment"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "Alerts"), 4, 1, false},
        {u"grafana"_s, u"Deployment"_s, QT_TRANSLATE_NOOP("models::SystemPicture", "Dashboards"), 4, 2, true},
    };
    return list;
}

const QList<std::pair<QString, QString>> &flows() {
    static const QList<std::pair<QString, QString>> list{{u"ingress"_s, u"dashboard"_s}, {u"ingress"_s, u"api"_s}, {u"ingress"_s, u"frontend"_s},
        {u"dashboard"_s, u"api"_s}, {u"frontend"_s, u"api"_s}, {u"api"_s, u"redis"_s}, {u"api"_s, u"timescaledb"_s}, {u"celery-beat"_s, u"redis"_s},
        {u"redis"_s, u"celery-worker"_s}, {u"celery-worker"_s, u"timescaledb"_s}};
    return list;
}

SystemBox boxOf(const kube::WorkloadRow &row) {
    SystemBox box;
    box.name = row.ref.name;
    box.ref = row.ref;
    box.health = row.health;
    if (row.ref.kind != "CronJob"_L1)
        box.ready = std::pair(row.ready, row.desired);
    box.restarts = row.restarts;
    box.autoscaler = row.autoscaler;
    box.note = row.schedule;
    return box;
}

SystemBox boxOf(const IngressFact &ingress) {
    SystemBox box;
    box.name = ingress.ref.name;
    box.ref = ingress.ref;
    box.health = ingress.health;
    box.note = ingress.hosts.join(", "_L1);
    return box;
}

SystemBox missingBox(const Place &place) {
    SystemBox box;
    box.name = place.name;
    box.health = {kube::HealthState::Missing, {}, tr("%1/%2 is part of the system and is not in this namespace").arg(place.kind, place.name)};
    return box;
}

const kube::WorkloadRow *workloadFor(const Place &place, const QList<kube::WorkloadRow> &workloads) {
    const auto found = std::find_if(workloads.cbegin(), workloads.cend(),
        [&](const kube::WorkloadRow &row) { return row.ref.name == place.name && row.ref.kind == place.kind; });
    return found == workloads.cend() ? nullptr : &*found;
}

std::optional<SystemBox> boxFor(const Place &place, const QList<kube::WorkloadRow> &workloads, const std::optional<IngressFact> &ingress) {
    std::optional<SystemBox> box;
    if (place.kind == "Ingress"_L1) {
        if (!ingress)
            return {};
        box = ingress->ref.name.isEmpty() ? missingBox(place) : boxOf(*ingress);
    } else if (const kube::WorkloadRow *row = workloadFor(place, workloads)) {
        box = boxOf(*row);
    } else if (place.needed) {
        box = missingBox(place);
    }
    if (box) {
        box->role = tr(place.role);
        box->column = place.column;
        box->row = place.row;
    }
    return box;
}

bool isDone(const kube::PodRow &pod) { return pod.phase == "Succeeded"_L1; }

} // namespace

SystemPicture pictureOf(const QList<kube::WorkloadRow> &workloads, const std::optional<IngressFact> &ingress) {
    SystemPicture picture;
    const auto known = std::count_if(places().cbegin(), places().cend(), [&](const Place &place) { return workloadFor(place, workloads) != nullptr; });
    QSet<QString> drawn;
    QHash<QString, int> indexOf;
    for (const Place &place : places()) {
        const auto box = known < 3 ? std::nullopt : boxFor(place, workloads, ingress);
        if (!box)
            continue;
        indexOf.insert(place.name, static_cast<int>(picture.boxes.size()));
        picture.boxes << *box;
        drawn.insert(box->ref.text());
    }
    for (const auto &[from, to] : flows()) {
        if (indexOf.contains(from) && indexOf.contains(to))
            picture.arrows << std::pair(indexOf.value(from), indexOf.value(to));
    }
    for (const kube::WorkloadRow &row : workloads) {
        if (!drawn.contains(row.ref.text()))
            picture.others << boxOf(row);
    }
    std::sort(picture.others.begin(), picture.others.end(), [](const SystemBox &a, const SystemBox &b) {
        const int bySeverity = order(severityRank(a.health.state), severityRank(b.health.state));
        return bySeverity != 0 ? bySeverity < 0 : naturalOrder(a.name, b.name) < 0;
    });
    return picture;
}

void addSignals(SystemPicture &picture, const QHash<QString, BoxSignals> &all) {
    for (QList<SystemBox> *boxes : {&picture.boxes, &picture.others}) {
        for (SystemBox &box : *boxes)
            box.measured = all.value(box.name);
    }
}

QString systemSummary(const SystemPicture &picture, const QList<kube::WorkloadRow> &workloads, const QList<kube::PodRow> &pods) {
    QStringList parts;
    QStringList missing;
    for (const SystemBox &box : picture.boxes) {
        if (box.health.state == kube::HealthState::Missing)
            missing << box.name;
    }
    if (!missing.isEmpty())
        parts << tr("%1 missing").arg(missing.join(", "_L1));
    const kube::WorkloadRow *worst = nullptr;
    for (const kube::WorkloadRow &row : workloads) {
        const int rank = severityRank(row.health.state);
        if (rank >= severityRank(kube::HealthState::Suspended))
            continue;
        const int held = worst ? severityRank(worst->health.state) : rank + 1;
        if (rank < held || (rank == held && naturalOrder(row.ref.name, worst->ref.name) < 0))
            worst = &row;
    }
    if (worst) {
        const QString why = worst->health.message.isEmpty() ? worst->health.reason : worst->health.message;
        parts << (why.isEmpty() ? tr("%1 %2").arg(worst->ref.name, stateWord(worst->health.state)) : tr("%1 %2 (%3)").arg(worst->ref.name, stateWord(worst->health.state), why));
    }
    qint64 wanted = 0;
    qint64 ready = 0;
    for (const kube::PodRow &pod : pods) {
        if (isDone(pod))
            continue;
        ++wanted;
        ready += pod.containers > 0 && pod.ready == pod.containers ? 1 : 0;
    }
    parts << (wanted == 0 ? tr("no pods") : tr("%1 of %2 pods ready").arg(base::countText(ready), base::countText(wanted)));
    for (const kube::WorkloadRow &row : workloads) {
        if (row.autoscaler && row.ref.name == "api"_L1)
            parts << tr("api at %1").arg(rangeText(*row.autoscaler));
    }
    return parts.join("; "_L1);
}

} // namespace models
