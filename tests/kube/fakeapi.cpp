// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeapi.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using support::Answer;
using support::Incoming;

namespace {

QByteArray compact(const QJsonObject &object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray FakeApi::status(int code, const QString &reason, const QString &message) {
    return compact({{"kind"_L1, u"Status"_s}, {"apiVersion"_L1, u"v1"_s}, {"status"_L1, u"Failure"_s}, {"code"_L1, code},
        {"reason"_L1, reason}, {"message"_L1, message}});
}

QJsonObject FakeApi::pod(const QString &name, const QString &phase) {
    const QJsonObject running{{"name"_L1, u"main"_s}, {"ready"_L1, phase == "Running"_L1}, {"restartCount"_L1, 0},
        {"state"_L1, QJsonObject{{"running"_L1, QJsonObject{}}}}};
    return {{"metadata"_L1, QJsonObject{{"name"_L1, name}, {"namespace"_L1, u"x"_s}, {"uid"_L1, "uid-"_L1 + name},
                 {"creationTimestamp"_L1, u"2026-03-01T00:00:00Z"_s}, {"managedFields"_L1, QJsonArray{QJsonObject{{"manager"_L1, u"m"_s}}}}}},
        {"spec"_L1, QJsonObject{{"containers"_L1, QJsonArray{QJsonObject{{"name"_L1, u"main"_s}, {"image"_L1, u"i:1"_s}}}}}},
        {"status"_L1, QJsonObject{{"phase"_L1, phase}, {"containerStatuses"_L1, QJsonArray{running}},
                 {"conditions"_L1, QJsonArray{QJsonObject{{"type"_L1, u"Ready"_s}, {"status"_L1, u"True"_s}}}}}}};
}

void FakeApi::handle(const Incoming &request, Answer &answer) {
    if (const auto refusal = m_refusals.find(request.path); refusal != m_refusals.end()) {
        const Refusal given = *refusal;
        if (--refusal->times == 0)
            m_refusals.erase(refusal);
        return answer.whole(given.status, given.body);
    }
    if (request.path == "/version"_L1)
        return answer.whole(200, "{\"major\":\"1\"}");
    if (request.path.contains("metrics.k8s.io"_L1) && !m_objects.contains(request.path))
        return answer.whole(404, status(404, u"NotFound"_s, u"the server could not find the requested resource"_s));
    if (request.query.queryItemValue(u"watch"_s) == "true"_L1)
        return watch(request, answer);
    list(request, answer);
}

void FakeApi::list(const Incoming &request, Answer &answer) {
    const auto &objects = m_objects[request.path];
    const qsizetype from = request.query.queryItemValue(u"continue"_s).toLongLong();
    const qsizetype limit = request.query.hasQueryItem(u"limit"_s) ? request.query.queryItemValue(u"limit"_s).toLongLong() : objects.size();
    QJsonArray items;
    for (const QJsonObject &object : objects.values().mid(from, limit))
        items.append(object);
    QJsonObject metadata{{"resourceVersion"_L1, QString::number(m_version)}};
    if (from + limit < objects.size())
        metadata["continue"_L1] = QString::number(from + limit);
    answer.whole(200, compact({{"kind"_L1, u"List"_s}, {"metadata"_L1, metadata}, {"items"_L1, items}}));
}

void FakeApi::watch(const Incoming &request, Answer &answer) {
    const qint64 from = request.query.queryItemValue(u"resourceVersion"_s).toLongLong();
    const QByteArray gone = status(410, u"Expired"_s, u"too old resource version: %1 (%2)"_s.arg(from).arg(m_oldest));
    if (from < m_oldest && expired == Expired::AsStatus)
        return answer.whole(410, gone);
    answer.begin();
    if (from < m_oldest) {
        answer.chunk("{\"type\":\"ERROR\",\"object\":" + gone + "}\n");
        return answer.end();
    }
    for (const Change &change : std::as_const(m_history)) {
        if (change.path == request.path && change.version > from)
            answer.chunk(change.line);
    }
    m_watchers.append({request.path, &answer});
}

void FakeApi::note(const QString &path, const QString &type, const QJsonObject &object) {
    const QByteArray line = compact({{"type"_L1, type}, {"object"_L1, object}}) + '\n';
    m_history.append({path, m_version, line});
    say(path, line);
}

void FakeApi::put(const QString &path, QJsonObject object) {
    QJsonObject metadata = object["metadata"_L1].toObject();
    metadata["resourceVersion"_L1] = QString::number(++m_version);
    object["metadata"_L1] = metadata;
    const QString uid = metadata["uid"_L1].toString();
    const bool known = m_objects[path].contains(uid);
    m_objects[path].insert(uid, object);
    note(path, known ? u"MODIFIED"_s : u"ADDED"_s, object);
}

void FakeApi::remove(const QString &path, const QString &uid) {
    QJsonObject object = m_objects[path].take(uid);
    QJsonObject metadata = object["metadata"_L1].toObject();
    metadata["resourceVersion"_L1] = QString::number(++m_version);
    object["metadata"_L1] = metadata;
    note(path, u"DELETED"_s, object);
}

void FakeApi::say(const QString &path, const QByteArray &bytes) {
    for (const Watcher &watcher : std::as_const(m_watchers)) {
        if (watcher.answer && watcher.path == path)
            watcher.answer->chunk(bytes);
    }
}

void FakeApi::cutWatches(const QString &path) {
    for (const Watcher &watcher : std::as_const(m_watchers)) {
        if (watcher.answer && watcher.path == path)
            watcher.answer->cut();
    }
    m_watchers.removeIf([&](const Watcher &watcher) { return watcher.path == path; });
}

int FakeApi::watchers(const QString &path) const {
    return int(std::count_if(m_watchers.begin(), m_watchers.end(), [&](const Watcher &w) { return w.answer && w.path == path; }));
}

void FakeApi::refuse(const QString &path, int code, const QByteArray &body, int times) {
    m_refusals.insert(path, {code, body, times});
}
