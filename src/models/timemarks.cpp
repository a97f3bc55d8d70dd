// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timemarks.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;

namespace {

QString markText(const char *text) { return QCoreApplication::translate("models::TimeMarks", text); }

/// "api" of "api-7d9c5b6f4-x2x9k", "celery-worker" of "celery-worker-0": alike troubles of a workload's pods are one. Generated parts have no vowels
/// (k8s.io/apimachinery/pkg/util/rand), so that "worker" is none of them.
QString withoutSuffix(const QString &pod) {
    static const QRegularExpression suffix(u"(-[bcdfghjklmnpqrstvwxz2456789]{6,10})?-([bcdfghjklmnpqrstvwxz2456789]{5}|\\d+)$"_s);
    return QString(pod).remove(suffix);
}

} // namespace

QList<TimeMark> rolloutMarks(const QList<QJsonObject> &replicaSets) {
    QList<TimeMark> marks;
    for (const QJsonObject &set : replicaSets) {
        const QJsonValue metadata = set[u"metadata"];
        const QString revision = metadata[u"annotations"][u"deployment.kubernetes.io/revision"].toString();
        const QDateTime created = QDateTime::fromString(metadata[u"creationTimestamp"].toString(), Qt::ISODate);
        QString owner;
        for (const QJsonValueConstRef reference : metadata[u"ownerReferences"].toArray())
            if (reference[u"controller"].toBool() && reference[u"kind"].toString() == "Deployment"_L1)
                owner = reference[u"name"].toString();
        if (created.isValid() && !revision.isEmpty() && !owner.isEmpty())
            marks.append({created, TimeMark::Kind::Rollout, markText("%1: revision %2 rolled out").arg(owner, revision)});
    }
    return marks;
}

QList<TimeMark> troubleMarks(const QList<kube::EventRow> &events) {
    QList<TimeMark> marks;
    QSet<QString> seen;
    QList<kube::EventRow> sorted = events;
    std::ranges::stable_sort(sorted, {}, [](const kube::EventRow &event) { return event.first.isValid() ? event.first : event.last; });
    for (const kube::EventRow &event : std::as_const(sorted)) {
        const QDateTime at = event.first.isValid() ? event.first : event.last;
        const QString whose = event.regarding.kind == "Pod"_L1 ? withoutSuffix(event.regarding.name) : event.regarding.text();
        const QString key = event.reason + u'\n' + whose;
        if (!event.warning || !at.isValid() || seen.contains(key))
            continue;
        seen.insert(key);
        marks.append({at, TimeMark::Kind::Trouble, markText("%1: %2").arg(whose, event.reason)});
    }
    return marks;
}

QList<TimeMark> gathered(QList<TimeMark> marks, std::chrono::seconds apart) {
    std::ranges::stable_sort(marks, {}, &TimeMark::at);
    QList<TimeMark> out;
    for (const TimeMark &mark : std::as_const(marks)) {
        if (out.isEmpty() || out.last().at.secsTo(mark.at) >= apart.count()) {
            out.append(mark);
            continue;
        }
        TimeMark &last = out.last();
        const bool first = mark.kind == TimeMark::Kind::Trouble && last.kind == TimeMark::Kind::Rollout;
        last.text = first ? mark.text + u'\n' + last.text : last.text + u'\n' + mark.text;
        if (mark.kind == TimeMark::Kind::Trouble)
            last.kind = TimeMark::Kind::Trouble;
    }
    return out;
}

} // namespace models
