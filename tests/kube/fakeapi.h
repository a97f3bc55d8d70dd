// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Collections of objects behind a ScriptServer: list in pages, watch, and the mishaps a test asks for. The truth to compare with.
#pragma once

#include "support/scriptserver.h"

#include <QJsonObject>
#include <QMap>
#include <QPointer>

class FakeApi {
public:
    /// Every collection that is not put into is an empty one.
    void handle(const support::Incoming &request, support::Answer &answer);
    support::ScriptServer::Handler handler() {
        return [this](const support::Incoming &request, support::Answer &answer) { handle(request, answer); };
    }

    void put(const QString &path, QJsonObject object);
    void remove(const QString &path, const QString &uid);
    [[nodiscard]] QMap<QString, QJsonObject> &objects(const QString &path) { return m_objects[path]; }
    /// Raw bytes to all watchers of a collection.
    void say(const QString &path, const QByteArray &bytes);
    void cutWatches(const QString &path);
    [[nodiscard]] int watchers(const QString &path) const;
    /// Versions before this are gone: watches from them get 410.
    void forgetBefore(qint64 version) { m_oldest = version; }
    [[nodiscard]] qint64 version() const { return m_version; }
    /// As a store that was made anew: what happened before is not known.
    void setVersion(qint64 version) {
        m_version = version;
        m_history.clear();
    }
    /// Next requests of this path get this instead.
    void refuse(const QString &path, int status, const QByteArray &body, int times = 1 << 20);
    void allow(const QString &path) { m_refusals.remove(path); }

    enum class Expired { AsStatus, AsEvent };
    Expired expired = Expired::AsEvent;

    [[nodiscard]] static QJsonObject pod(const QString &name, const QString &phase = QStringLiteral("Running"));
    [[nodiscard]] static QByteArray status(int code, const QString &reason, const QString &message);

private:
    struct Refusal {
        int status = 0;
        QByteArray body;
        int times = 0;
    };
    struct Watcher {
        QString path;
        QPointer<support::Answer> answer;
    };
    struct Change {
        QString path;
        qint64 version = 0;
        QByteArray line;
    };
    void list(const support::Incoming &request, support::Answer &answer);
    void watch(const support::Incoming &request, support::Answer &answer);
    void note(const QString &path, const QString &type, const QJsonObject &object);

    QMap<QString, QMap<QString, QJsonObject>> m_objects;
    QMap<QString, Refusal> m_refusals;
    QList<Watcher> m_watchers;
    QList<Change> m_history;
    qint64 m_version = 100;
    qint64 m_oldest = 0;
};
