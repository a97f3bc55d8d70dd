// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// List and watch, the part that lives in the client's thread. watch.h says what it promises.
#pragma once

#include "base/backoff.h"
#include "kube/linesplitter.h"
#include "kube/watch.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSet>
#include <QTimer>

namespace kube {

class ClientCore;
struct Reply;
struct ResourceType;

class ListWatch : public QObject {
    Q_OBJECT
public:
    /// Whole: a list is one batch that replaces. Paged: every page is a batch as it comes, and listed() names all that there is, so that
    /// neither the first rows nor memory wait for the last page; its receiver must not destroy it from a slot.
    enum class Listing { Whole, Paged };
    /// The core must outlive it.
    ListWatch(ClientCore &core, QString apiVersion, QString kind, QString ns, Listing listing = Listing::Whole, QObject *parent = nullptr);
    ~ListWatch() override;

    void start();
    void refresh();
    [[nodiscard]] const WatchState &state() const { return m_state; }

Q_SIGNALS:
    void batch(const kube::WatchBatch &batch);
    void listed(const QSet<QString> &uids);
    void stateChanged(const kube::WatchState &state);

private:
    void onType(const base::Result<ResourceType> &type);
    void list();
    void requestPage(const QString &continueToken);
    void onListed();
    void onPage(const base::Result<Reply> &reply, bool continued);
    void watch();
    void onBytes(const QByteArray &bytes);
    [[nodiscard]] bool onLine(const QByteArray &line);
    [[nodiscard]] bool onEvent(const QString &type, QJsonObject object);
    void onStreamEnd(const base::Result<Reply> &reply);
    void resume();
    void compareVersions();
    void fail(const base::Error &error);
    void retryIn(std::chrono::milliseconds delay);
    void onLost(const base::Error &error);
    void onRegained();
    void dropCalls();
    void setLive();
    void tell();
    void change(const QJsonObject &object, bool removed);
    void flush();

    struct Change {
        QJsonObject object;
        bool removed = false;
    };

    ClientCore &m_core;
    QString m_apiVersion;
    QString m_kind;
    QString m_ns;
    Listing m_listing;
    QSet<QString> m_uids; // of the pages that came
    QString m_path; // empty until discovered
    QString m_version; // resourceVersion; empty: list first
    QList<QJsonObject> m_items; // of the list that is coming in
    std::unique_ptr<QObject> m_calls; // owner of what is in flight
    LineSplitter m_lines;
    QHash<QString, Change> m_changes;
    WatchState m_state;
    base::Backoff m_backoff;
    QTimer m_retry;
    QTimer m_idle; // a stream that outlives its own time, or stays silent where bookmarks came
    QTimer m_flush;
    QElapsedTimer m_lastFlush;
    QElapsedTimer m_streamAge;
    int m_failures = 0;
    bool m_started = false;
    bool m_compare = false; // after a loss: first see whether the server still knows our version
    bool m_bookmarks = false;
    bool m_unpaged = false; // a continue token expired: ask for all at once
};

} // namespace kube
