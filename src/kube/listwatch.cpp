// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/listwatch.h"

#include "kube/clientcore.h"
#include "kube/statuserror.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace kube {

using base::Error;
using base::ErrorKind;

namespace {

constexpr int pageSize = 500;
constexpr auto listLimit = 60s;
constexpr auto headLimit = 15s;
constexpr auto batchInterval = 33ms; // 30 a second
constexpr auto bookmarkPatience = 100s; // API servers send one about every minute
constexpr int watchSeconds = 300;
constexpr qint64 steadyAge = 5000; // ms; a stream that lived as long is no quick failure

QJsonObject trimmed(QJsonObject object, const QString &apiVersion, const QString &kind) {
    QJsonObject metadata = object["metadata"_L1].toObject();
    if (metadata.contains("managedFields"_L1)) {
        metadata.remove("managedFields"_L1);
        object["metadata"_L1] = metadata;
    }
    if (!object.contains("kind"_L1)) { // items of a list do not say it
        object["apiVersion"_L1] = apiVersion;
        object["kind"_L1] = kind;
    }
    return object;
}

QString keyOf(const QJsonObject &object) {
    const QJsonObject metadata = object["metadata"_L1].toObject();
    const QString uid = metadata["uid"_L1].toString();
    return uid.isEmpty() ? metadata["namespace"_L1].toString() + u'/' + metadata["name"_L1].toString() : uid;
}

} // namespace

ListWatch::ListWatch(ClientCore &core, QString apiVersion, QString kind, QString ns, Listing listing, QObject *parent)
    : QObject(parent)
    , m_core(core)
    , m_apiVersion(std::move(apiVersion))
    , m_kind(std::move(kind))
    , m_ns(std::move(ns))
    , m_listing(listing)
    , m_calls(std::make_unique<QObject>()) {
    m_retry.setSingleShot(true);
    m_retry.callOnTimeout(this, [this] { resume(); });
    m_idle.setSingleShot(true);
    m_idle.callOnTimeout(this, [this] { watch(); });
    m_flush.setSingleShot(true);
    m_flush.setTimerType(Qt::PreciseTimer);
    m_flush.callOnTimeout(this, &ListWatch::flush);
    Reachability &reach = m_core.reachability();
    connect(&reach, &Reachability::lost, this, &ListWatch::onLost);
    connect(&reach, &Reachability::regained, this, &ListWatch::onRegained);
    connect(&reach, &Reachability::tried, this, [this] {
        if (m_started)
            onLost(*m_core.reachability().error());
    });
    connect(&reach, &Reachability::contacted, this, [this] {
        if (m_state.phase == WatchState::Phase::Live)
            setLive();
    });
}

ListWatch::~ListWatch() {
    if (m_started)
        m_core.reachability().removeWatcher();
}

void ListWatch::start() {
    if (std::exchange(m_started, true))
        return;
    m_core.reachability().addWatcher();
    if (m_core.reachability().isLost())
        return onLost(*m_core.reachability().error());
    resume();
}

void ListWatch::refresh() {
    if (!m_started)
        return start();
    if (m_core.reachability().isLost())
        return m_core.reachability().hurry();
    if (m_state.phase == WatchState::Phase::Waiting)
        m_backoff.reset();
    dropCalls();
    m_version.clear();
    resume();
}

void ListWatch::resume() {
    if (m_path.isEmpty()) {
        m_core.type(m_apiVersion, m_kind, m_calls.get(), [this](const base::Result<ResourceType> &type) { onType(type); });
        return;
    }
    if (m_version.isEmpty())
        list();
    else if (m_compare)
        compareVersions();
    else
        watch();
}

void ListWatch::onType(const base::Result<ResourceType> &type) {
    if (!type)
        return fail(type.error());
    m_path = type->path(m_ns);
    resume();
}

void ListWatch::list() {
    m_items.clear();
    m_uids.clear();
    m_flush.stop();
    if (m_listing == Listing::Paged)
        flush(); // later, it would overwrite what the pages say
    m_changes.clear(); // the list knows them
    requestPage({});
}

void ListWatch::requestPage(const QString &continueToken) {
    Request request;
    request.path = m_path;
    request.timeout = listLimit;
    if (!m_unpaged)
        request.query.addQueryItem(u"limit"_s, QString::number(pageSize));
    if (!continueToken.isEmpty())
        request.query.addQueryItem(u"continue"_s, QString::fromLatin1(QUrl::toPercentEncoding(continueToken)));
    m_core.transport().send(request, m_calls.get(),
        [this, continued = !continueToken.isEmpty()](const base::Result<Reply> &reply) { onPage(reply, continued); });
}

void ListWatch::onPage(const base::Result<Reply> &reply, bool continued) {
    const auto page = jsonOf(reply, m_path);
    if (!page) {
        m_unpaged = m_unpaged || (continued && page.error().kind == ErrorKind::Gone);
        return fail(page.error());
    }
    const QJsonValue items = (*page)["items"_L1];
    if (!items.isArray() && !items.isNull())
        return fail({ErrorKind::Server, u"the list of %1 has no items"_s.arg(m_kind), m_path, {}});
    const QJsonArray array = items.toArray();
    QList<QJsonObject> objects;
    objects.reserve(array.size());
    for (const QJsonValue &item : array)
        objects.append(trimmed(item.toObject(), m_apiVersion, m_kind));
    if (m_listing == Listing::Paged) {
        for (const QJsonObject &object : std::as_const(objects))
            m_uids.insert(keyOf(object));
        Q_EMIT batch({.replaced = false, .upserted = objects, .deleted = {}});
    } else {
        m_items += objects;
    }
    const QJsonObject metadata = (*page)["metadata"_L1].toObject();
    if (const QString token = metadata["continue"_L1].toString(); !token.isEmpty())
        return requestPage(token);
    m_version = metadata["resourceVersion"_L1].toString();
    onListed();
}

void ListWatch::onListed() {
    m_unpaged = false;
    m_failures = 0;
    m_backoff.reset();
    setLive();
    watch();
    if (m_listing == Listing::Paged)
        Q_EMIT listed(std::exchange(m_uids, {}));
    else
        Q_EMIT batch({.replaced = true, .upserted = std::exchange(m_items, {}), .deleted = {}});
}

void ListWatch::watch() {
    dropCalls();
    Request request;
    request.path = m_path;
    request.timeout = headLimit;
    const int seconds = watchSeconds + QRandomGenerator::global()->bounded(60);
    request.query.addQueryItem(u"watch"_s, u"true"_s);
    request.query.addQueryItem(u"allowWatchBookmarks"_s, u"true"_s);
    request.query.addQueryItem(u"resourceVersion"_s, m_version);
    request.query.addQueryItem(u"timeoutSeconds"_s, QString::number(seconds));
    m_streamAge.start();
    m_bookmarks = false;
    m_idle.start((seconds + 15) * 1000);
    m_core.transport().stream(request, m_calls.get(), [this](const QByteArray &bytes) { onBytes(bytes); },
        [this](const base::Result<Reply> &reply) { onStreamEnd(reply); });
}

void ListWatch::onBytes(const QByteArray &bytes) {
    if (m_state.phase != WatchState::Phase::Live)
        setLive();
    if (m_bookmarks)
        m_idle.start(bookmarkPatience);
    m_lines.feed(bytes);
    while (const auto line = m_lines.next()) {
        if (!line->trimmed().isEmpty() && !onLine(*line))
            return;
    }
    if (m_lines.isTooLong()) {
        m_version.clear();
        fail({ErrorKind::Server, u"the watch of %1 sent a line longer than %2 MiB"_s.arg(m_kind).arg(LineSplitter::limit >> 20), m_path, {}});
    }
}

bool ListWatch::onLine(const QByteArray &line) {
    const QJsonObject event = QJsonDocument::fromJson(line).object();
    const QString type = event["type"_L1].toString();
    const QJsonObject object = event["object"_L1].toObject();
    if (!type.isEmpty() && !object.isEmpty())
        return onEvent(type, object);
    m_version.clear(); // what else it garbled is not known
    fail({ErrorKind::Server, u"the watch of %1 sent a line that is no event"_s.arg(m_kind), m_path,
        m_kind == "Secret"_L1 ? QString() : QString::fromUtf8(line.left(200))});
    return false;
}

bool ListWatch::onEvent(const QString &type, QJsonObject object) {
    if (type == "ERROR"_L1) {
        m_version.clear();
        fail(errorOfStatus(object, m_path));
        return false;
    }
    const QString version = object["metadata"_L1].toObject()["resourceVersion"_L1].toString();
    if (!version.isEmpty())
        m_version = version;
    m_failures = 0;
    m_backoff.reset();
    if (type == "BOOKMARK"_L1) {
        m_bookmarks = true;
        m_idle.start(bookmarkPatience);
        return true;
    }
    change(trimmed(std::move(object), m_apiVersion, m_kind), type == "DELETED"_L1);
    return true;
}

void ListWatch::onStreamEnd(const base::Result<Reply> &reply) {
    m_idle.stop();
    if (!reply)
        return fail(reply.error());
    if (reply->status != 200) {
        m_version.clear(); // e.g. a version that the server does not know (yet)
        return fail(errorOf(*reply, m_path));
    }
    m_lines.clear();
    if (m_streamAge.elapsed() < 1000) // a server that closes at once must not be asked in a loop
        return retryIn(m_backoff.next());
    watch();
}

// A server that was replaced by one with a younger store would take our version for one yet to come, and say nothing until then.
void ListWatch::compareVersions() {
    Request request;
    request.path = m_path;
    request.query.addQueryItem(u"limit"_s, u"1"_s);
    m_core.transport().send(request, m_calls.get(), [this](const base::Result<Reply> &reply) {
        const auto page = jsonOf(reply, m_path);
        if (!page)
            return fail(page.error());
        const QString theirs = (*page)["metadata"_L1].toObject()["resourceVersion"_L1].toString();
        if (theirs.toULongLong() < m_version.toULongLong())
            m_version.clear();
        m_compare = false;
        resume();
    });
}

void ListWatch::fail(const Error &error) {
    dropCalls();
    if (m_streamAge.isValid() && m_streamAge.elapsed() > steadyAge) {
        m_failures = 0;
        m_backoff.reset();
    }
    m_streamAge.invalidate();
    if (error.kind == ErrorKind::Network && m_state.phase == WatchState::Phase::Live && m_failures++ == 0)
        return m_retry.start(0ms); // one broken connection is not yet a lost server
    m_state.error = error;
    if (isConnectionLoss(error)) {
        ++m_failures;
        m_core.reachability().reportFailure(error);
        return onLost(m_core.reachability().error().value_or(error));
    }
    if (error.kind == ErrorKind::Gone) {
        m_version.clear();
        if (m_failures++ == 0)
            return list(); // at once, and without calling it a failure: this is the protocol's ordinary way
    }
    retryIn(m_backoff.next());
}

void ListWatch::retryIn(std::chrono::milliseconds delay) {
    m_retry.start(delay);
    if (!m_state.error)
        return; // an empty but well-ended stream: still as good as live
    m_state.phase = WatchState::Phase::Waiting;
    m_state.nextTry = QDateTime::currentDateTimeUtc().addMSecs(delay.count());
    tell();
}

void ListWatch::onLost(const Error &error) {
    if (!m_started)
        return;
    dropCalls();
    m_retry.stop();
    m_compare = true;
    m_state.phase = WatchState::Phase::Waiting;
    m_state.error = error;
    m_state.nextTry = m_core.reachability().nextTry();
    tell();
}

void ListWatch::onRegained() {
    if (!m_started)
        return;
    if (m_failures > 1) { // the server answers, but not us: no hurry
        m_retry.start(m_backoff.next());
        return;
    }
    resume();
}

void ListWatch::dropCalls() {
    m_idle.stop();
    m_lines.clear();
    m_calls = std::make_unique<QObject>();
}

void ListWatch::setLive() {
    m_state.phase = WatchState::Phase::Live;
    m_state.error.reset();
    m_state.nextTry = {};
    m_state.lastContact = m_core.reachability().lastContact();
    tell();
}

void ListWatch::tell() {
    Q_EMIT stateChanged(m_state);
}

void ListWatch::change(const QJsonObject &object, bool removed) {
    m_changes.insert(keyOf(object), {object, removed});
    if (m_flush.isActive())
        return;
    const auto since = m_lastFlush.isValid() ? std::chrono::milliseconds(m_lastFlush.elapsed()) : batchInterval;
    m_flush.start(std::max(0ms, batchInterval - since));
}

void ListWatch::flush() {
    m_lastFlush.start();
    WatchBatch changes;
    for (const Change &change : std::as_const(m_changes))
        (change.removed ? changes.deleted : changes.upserted).append(change.object);
    m_changes.clear();
    if (!changes.upserted.isEmpty() || !changes.deleted.isEmpty())
        Q_EMIT batch(changes);
}

} // namespace kube
