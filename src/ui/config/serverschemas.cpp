// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/serverschemas.h"

#include "kube/client.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr auto perDocument = std::chrono::seconds(15);

QString keyOf(const kube::ClusterAccess &access) { return access.server.toString() + u'\n' + access.user + u'\n' + access.impersonateUser; }

/// Of groups and versions ("api/v1", "apis/apps/v1"); the rest of the index are no kinds.
bool holdsKinds(const QString &path) { return path.startsWith("api/"_L1) || (path.startsWith("apis/"_L1) && path.count(u'/') == 2); }

} // namespace

ServerSchemas::ServerSchemas(QObject *parent) : QObject(parent) {
    m_silence.setSingleShot(true);
    setPatience(std::chrono::seconds(20));
    connect(&m_silence, &QTimer::timeout, this, [this] {
        fail({base::ErrorKind::Timeout, tr("it has said nothing for %1 s").arg(std::max(1, m_silence.interval() / 1'000)), {}, {}});
    });
}

ServerSchemas::~ServerSchemas() {
    for (QFuture<Answer> &call : m_calls)
        call.cancel();
}

void ServerSchemas::setServer(kube::Client *client) {
    if (client == m_client && (!client || keyOf(client->access()) == m_server)) // another one may lie where the old one did
        return;
    end();
    m_client = client;
    m_error.reset();
    m_server = client ? keyOf(client->access()) : QString();
    m_kinds = m_known.value(m_server);
    ask();
    Q_EMIT changed();
}

void ServerSchemas::ask() {
    if (!m_client || m_asking)
        return;
    m_asking = true;
    m_error.reset();
    m_coming = {};
    m_total = 0;
    m_silence.start();
    send(u"/version"_s, &ServerSchemas::takeVersion);
    send(u"/openapi/v3"_s, &ServerSchemas::takeIndex);
    Q_EMIT changed();
}

void ServerSchemas::send(const QString &path, void (ServerSchemas::*then)(const Answer &)) {
    ++m_underWay;
    kube::Request request;
    const QUrl url(path); // of a document, with the hash of what it says
    request.path = url.path();
    request.query = QUrlQuery(url);
    request.timeout = perDocument;
    QFuture<Answer> call = m_client->send(std::move(request));
    call.then(this, [this, then, round = m_round](const Answer &answer) {
        if (round != m_round)
            return;
        --m_underWay;
        m_silence.start();
        (this->*then)(answer);
    });
    m_calls.append(call);
}

/// Only a name for what follows: whether it answers is said by the index.
void ServerSchemas::takeVersion(const Answer &answer) {
    if (answer)
        m_coming.version = QJsonDocument::fromJson(answer->body).object()[u"gitVersion"_s].toString();
    next();
}

void ServerSchemas::takeIndex(const Answer &answer) {
    if (!answer)
        return fail(answer.error());
    const QJsonObject paths = QJsonDocument::fromJson(answer->body).object()[u"paths"_s].toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path)
        if (const QString url = path.value()[u"serverRelativeURL"_s].toString(); holdsKinds(path.key()) && !url.isEmpty())
            m_waiting << url;
    m_total = static_cast<int>(m_waiting.size());
    if (m_total == 0)
        return fail({base::ErrorKind::Server, tr("its list of kinds is empty"), u"/openapi/v3"_s, {}});
    next();
}

void ServerSchemas::takeDocument(const Answer &answer) {
    if (answer)
        m_coming.documents.push_back(answer->body);
    else if (m_coming.missing.isEmpty())
        m_coming.missing = answer.error().message;
    next();
}

void ServerSchemas::next() {
    while (m_underWay < atOnce && !m_waiting.isEmpty())
        send(m_waiting.takeFirst(), &ServerSchemas::takeDocument);
    if (m_underWay == 0)
        finish();
}

void ServerSchemas::finish() {
    if (m_coming.documents.empty())
        return fail({base::ErrorKind::Server, m_coming.missing, u"/openapi/v3"_s, {}});
    if (const auto missing = m_total - static_cast<int>(m_coming.documents.size()); missing > 0)
        m_coming.missing = tr("%1 of %2 documents were not given: %3").arg(missing).arg(m_total).arg(m_coming.missing);
    std::ranges::sort(m_coming.documents); // they come in any order
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &document : m_coming.documents)
        hash.addData(document);
    m_coming.key = hash.result();
    m_coming.at = QDateTime::currentDateTimeUtc();
    m_kinds = std::make_shared<const models::ServerKinds>(std::move(m_coming));
    m_known.insert(m_server, m_kinds);
    end();
    Q_EMIT changed();
}

void ServerSchemas::fail(const base::Error &error) {
    end();
    m_error = error;
    Q_EMIT changed();
}

void ServerSchemas::end() {
    ++m_round;
    m_silence.stop();
    m_asking = false;
    m_waiting.clear();
    m_underWay = 0;
    for (QFuture<Answer> &call : m_calls)
        call.cancel();
    m_calls.clear();
}

} // namespace ui
