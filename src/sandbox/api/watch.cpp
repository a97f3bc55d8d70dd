// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/watch.h"

#include "sandbox/api/httpserver.h"
#include "sandbox/api/lister.h"
#include "sandbox/store/clock.h"

namespace sandbox {

namespace {
constexpr qint64 mostBacklog = 64 * 1024 * 1024; // a watcher that does not read is cut off, as by an API server
constexpr auto bookmarkPeriod = std::chrono::minutes(1);
} // namespace

Watch::Watch(HttpExchange &exchange, ObjectStore &store, const Kind &kind, WatchQuery query, Representation representation)
    : QObject(&exchange)
    , m_exchange(exchange)
    , m_store(store)
    , m_kind(kind)
    , m_resource(storedResource(kind))
    , m_query(std::move(query))
    , m_representation(representation) {
    connect(&exchange, &HttpExchange::closed, this, [this] {
        m_store.disconnect(this);
        m_timeout.stop();
        m_bookmarks.stop();
    });
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        if (m_query.bookmarks)
            sendBookmark();
        m_exchange.end();
    });
    connect(&m_bookmarks, &QTimer::timeout, this, [this] { sendBookmark(); });
}

void Watch::start() {
    m_exchange.begin(200, {{"Content-Type", "application/json"}, {"Cache-Control", "no-cache, private"}});
    const bool present = m_query.sendInitialEvents || m_query.resourceVersion.empty() || m_query.resourceVersion == "0";
    m_last = m_store.revision();
    if (present) {
        sendPresent();
    } else {
        const auto from = parseVersion(m_query.resourceVersion);
        if (!from)
            return fail(from.error());
        if (*from > m_store.revision())
            return fail(tooLargeVersion(m_query.resourceVersion, m_store.revision()).error());
        const auto missed = m_store.since(m_resource, m_query.ns, *from);
        if (!missed)
            return fail(missed.error());
        m_last = *from;
        for (const auto &event : *missed)
            onChanged(event);
        m_last = m_store.revision();
    }
    connect(&m_store, &ObjectStore::changed, this, &Watch::onChanged);
    m_timeout.setSingleShot(true);
    m_timeout.start(m_query.timeout);
    if (m_query.bookmarks)
        m_bookmarks.start(bookmarkPeriod);
}

void Watch::sendPresent() {
    for (const auto &object : m_store.list(m_resource, m_query.ns)) {
        if (m_query.selection.matches(*object))
            send("ADDED", *object);
    }
    if (m_query.sendInitialEvents)
        sendBookmark({{"k8s.io/initial-events-end", "true"}});
}

void Watch::onChanged(const StoreEvent &event) {
    if (event.revision <= m_last)
        return;
    m_last = event.revision;
    if (event.id.resource != m_resource || (!m_query.ns.empty() && event.id.ns != m_query.ns))
        return;
    const bool deleted = event.type == StoreEvent::Type::Deleted;
    const bool matches = !deleted && m_query.selection.matches(*event.object);
    const bool matched = event.previous && m_query.selection.matches(*event.previous);
    if (matches)
        send(matched ? "MODIFIED" : "ADDED", *event.object);
    else if (matched)
        send("DELETED", *event.object);
}

void Watch::send(std::string_view type, const Json &object) {
    const auto nowMs = timeMs(m_store.now()).value_or(0);
    const auto columns = m_columnsSent ? Representation::Columns::Without : Representation::Columns::With;
    m_exchange.write(m_representation.watchEvent(type, m_kind, object, nowMs, columns));
    m_columnsSent = true;
    if (m_exchange.backlog() > mostBacklog)
        m_exchange.abort();
}

void Watch::sendBookmark(const Json &annotations) {
    Json object = {{"kind", m_kind.kind}, {"apiVersion", m_kind.apiVersion()},
        {"metadata", {{"resourceVersion", std::to_string(m_last)}, {"creationTimestamp", nullptr}}}};
    if (!annotations.is_null())
        object["metadata"]["annotations"] = annotations;
    m_exchange.write(m_representation.watchEvent("BOOKMARK", m_kind, object, 0, Representation::Columns::Without));
}

void Watch::fail(const StatusError &error) {
    m_exchange.write(m_representation.watchEvent("ERROR", m_kind, error.toJson(), 0, Representation::Columns::Without));
    m_exchange.end();
}

void Watch::drop() {
    m_exchange.abort();
}

void Watch::expire() {
    fail(expired("too old resource version: " + std::to_string(m_last) + " (" + std::to_string(m_store.revision()) + ")").error());
}

} // namespace sandbox
