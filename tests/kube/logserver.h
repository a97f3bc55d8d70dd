// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A FakeApi whose pods of one StatefulSet "db" write logs that a test scripts.
#pragma once

#include "kube/fakeapi.h"

#include <QDateTime>
#include <QJsonArray>
#include <QPointer>
#include <QTimeZone>

struct LogServer {
    inline static const QString podsPath = QStringLiteral("/api/v1/namespaces/x/pods");
    FakeApi api;
    QMap<QString, QByteArray> logs; // by pod: what a new request is told, from its sinceTime on
    QMap<QString, QPointer<support::Answer>> open;
    QMap<QString, QByteArray> refusals;
    QList<QUrlQuery> asked;
    support::ScriptServer server{[this](const support::Incoming &request, support::Answer &answer) { handle(request, answer); }};

    void handle(const support::Incoming &request, support::Answer &answer) {
        if (!request.path.endsWith(QLatin1String("/log")))
            return api.handle(request, answer);
        const QString name = request.path.section(u'/', -2, -2);
        asked.append(request.query);
        if (refusals.contains(name))
            return answer.whole(400, refusals.value(name));
        answer.begin(200, "text/plain");
        const QByteArray from = request.query.queryItemValue(QStringLiteral("sinceTime"), QUrl::FullyDecoded).toLatin1().left(19);
        QByteArray body;
        for (const QByteArray &line : logs.value(name).split('\n')) {
            if (!line.isEmpty() && line.left(19) >= from)
                body += line + '\n';
        }
        if (!body.isEmpty())
            answer.chunk(body);
        if (request.query.queryItemValue(QStringLiteral("follow")) != QLatin1String("true"))
            return answer.end();
        open.insert(name, &answer);
    }
    void say(const QString &name, const QByteArray &line) {
        logs[name] += line;
        if (open.value(name))
            open.value(name)->chunk(line);
    }
    [[nodiscard]] static QByteArray stamped(int second, const QByteArray &text) {
        return QDateTime::fromSecsSinceEpoch(1'770'000'000 + second, QTimeZone::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")).toLatin1()
            + ".000000001Z " + text + '\n';
    }
    [[nodiscard]] static QJsonObject pod(const QString &name, int restarts = 0, const QString &state = QStringLiteral("running"), bool deleted = false) {
        using namespace Qt::StringLiterals;
        QJsonObject object = FakeApi::pod(name);
        QJsonObject metadata = object["metadata"_L1].toObject();
        metadata["ownerReferences"_L1] = QJsonArray{QJsonObject{{"kind"_L1, u"StatefulSet"_s}, {"name"_L1, u"db"_s}, {"uid"_L1, u"uid-db"_s}, {"controller"_L1, true}}};
        if (deleted)
            metadata["deletionTimestamp"_L1] = u"2026-03-01T01:00:00Z"_s;
        object["metadata"_L1] = metadata;
        QJsonObject status = object["status"_L1].toObject();
        QJsonObject container = status["containerStatuses"_L1].toArray().first().toObject();
        container["restartCount"_L1] = restarts;
        container["state"_L1] = QJsonObject{{state, state == "waiting"_L1 ? QJsonObject{{"reason"_L1, u"CrashLoopBackOff"_s}} : QJsonObject{}}};
        if (restarts > 0)
            container["lastState"_L1] = QJsonObject{{"terminated"_L1, QJsonObject{{"reason"_L1, u"OOMKilled"_s}, {"exitCode"_L1, 137}}}};
        status["containerStatuses"_L1] = QJsonArray{container};
        object["status"_L1] = status;
        return object;
    }
};
