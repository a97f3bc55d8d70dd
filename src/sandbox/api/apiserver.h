// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox's API server: authentication, routing, and the verbs on the object store.
#pragma once

#include "sandbox/api/backends.h"
#include "sandbox/api/disturbance.h"
#include "sandbox/api/httpmessage.h"
#include "sandbox/api/lister.h"
#include "sandbox/api/requestpath.h"
#include "sandbox/api/writer.h"

#include <QObject>

namespace sandbox {

class HttpExchange;

class ApiServer : public QObject {
    Q_OBJECT
public:
    /// token: what clients must bear, or one of a service account that was signed with it (accounttoken.h).
    ApiServer(ObjectStore &store, const OpenApi &openApi, Backends backends, std::string token, QObject *parent = nullptr);

    /// Answers the exchange, now or later.
    void handle(HttpExchange &exchange);
    /// What controllers write goes through the same door: defaults, validation, admission (see Writer::admitted).
    [[nodiscard]] Outcome<Json> admitted(const ObjectId &id, Json object) const { return m_writer.admitted(id, std::move(object)); }
    /// What a cluster has before anybody writes to it, where it is missing: the service "default/kubernetes"
    /// (without endpoints) and priority classes. firstService: its address, the first of those that services get.
    void bootstrap(const std::string &firstService = "10.96.0.1");

    // Faults
    void setDisturb(Disturb disturb) { m_disturb = std::move(disturb); }
    void dropWatches();   // every watch's connection breaks
    void expireWatches(); // the history is forgotten: every watch, resume and page answers 410

Q_SIGNALS:
    void watchesDropped();
    void watchesExpired();

private:
    struct Call { // one request on a stored kind
        HttpExchange &exchange;
        const Kind &kind;
        const RequestPath &path;
        ObjectId id;
    };
    void handleUndisturbed(HttpExchange &exchange);
    void route(HttpExchange &exchange);
    void virtualResource(HttpExchange &exchange, const RequestPath &path);
    void storedResource(const Call &call);
    void collection(const Call &call);
    void object(const Call &call);
    void subresource(const Call &call);

    void list(const Call &call);
    void watch(const Call &call);
    void get(const Call &call);
    void create(const Call &call);
    void write(const Call &call); // PUT and PATCH
    void remove(const Call &call);
    void removeCollection(const Call &call);
    void scale(const Call &call);
    void evict(const Call &call);

    void sendObject(const Call &call, const Outcome<Written> &written);
    [[nodiscard]] bool authenticated(const HttpRequest &request) const;

    ObjectStore &m_store;
    const OpenApi &m_openApi;
    Backends m_backends;
    Disturb m_disturb;
    std::string m_token;
    Lister m_lister;
    Writer m_writer;
};

} // namespace sandbox
