// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One watch of one client (https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes).
#pragma once

#include "sandbox/api/representation.h"
#include "sandbox/api/selectors.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace sandbox {

class HttpExchange;

struct WatchQuery {
    std::string ns; // empty: all namespaces
    Selection selection;
    std::string resourceVersion; // "" and "0": the present state first, as ADDED
    std::chrono::seconds timeout = std::chrono::minutes(30);
    bool bookmarks = false;
    bool sendInitialEvents = false; // the present state first, then a bookmark that says so
};

/// A child of its exchange: ends with it.
class Watch : public QObject {
    Q_OBJECT
public:
    Watch(HttpExchange &exchange, ObjectStore &store, const Kind &kind, WatchQuery query, Representation representation);
    /// Answers 200 and what has happened since the version asked for; a version that is too old is an ERROR event, as from an API server.
    void start();

public Q_SLOTS:
    /// Breaks the connection (a fault).
    void drop();
    /// Ends with an ERROR event 410, as a server does whose history was compacted under the watch.
    void expire();

private:
    void sendPresent();
    void onChanged(const StoreEvent &event);
    void send(std::string_view type, const Json &object);
    void sendBookmark(const Json &annotations = {});
    void fail(const StatusError &error);

    HttpExchange &m_exchange;
    ObjectStore &m_store;
    const Kind &m_kind;
    std::string m_resource;
    WatchQuery m_query;
    Representation m_representation;
    std::uint64_t m_last = 0; // the revision up to which the client knows
    bool m_columnsSent = false;
    QTimer m_timeout;
    QTimer m_bookmarks;
};

} // namespace sandbox
