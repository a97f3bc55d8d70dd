// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The workloads page on a made-up namespace "x": Deployment/api with its autoscaler, StatefulSet/db, their pods.
#pragma once

#include "kube/client.h"
#include "kube/fakeapi.h"
#include "kube/session.h"
#include "ui/widgets/tasklist.h"
#include "ui/workloads/workloadspage.h"

#include <QJsonArray>
#include <QTest>

struct WorkloadScene {
    static constexpr int patience = 30000;
    inline static const QString pods = QStringLiteral("/api/v1/namespaces/x/pods");
    inline static const QString apps = QStringLiteral("/apis/apps/v1/namespaces/x/");
    inline static const QString autoscalers = QStringLiteral("/apis/autoscaling/v2/namespaces/x/horizontalpodautoscalers");

    FakeApi api;
    support::ScriptServer server{[this](const support::Incoming &request, support::Answer &answer) { handle(request, answer); }};
    ui::TaskList tasks;
    std::unique_ptr<kube::Client> client;
    std::unique_ptr<kube::Session> session;
    ui::WorkloadsPage page;

    virtual ~WorkloadScene() { page.setContext({}); } // before the session goes
    virtual void handle(const support::Incoming &request, support::Answer &answer) { api.handle(request, answer); }

    [[nodiscard]] static QJsonObject object(const QString &name, QJsonObject rest, const QString &ownerKind = {}, const QString &owner = {}) {
        using namespace Qt::StringLiterals;
        QJsonObject metadata = rest["metadata"_L1].toObject();
        metadata["name"_L1] = name;
        metadata["namespace"_L1] = u"x"_s;
        metadata["uid"_L1] = "uid-"_L1 + name;
        if (!owner.isEmpty())
            metadata["ownerReferences"_L1] = QJsonArray{QJsonObject{{"kind"_L1, ownerKind}, {"name"_L1, owner}, {"uid"_L1, "uid-"_L1 + owner}, {"controller"_L1, true}}};
        rest["metadata"_L1] = metadata;
        return rest;
    }
    [[nodiscard]] static QJsonObject counted(int replicas, QJsonObject spec = {}) {
        using namespace Qt::StringLiterals;
        spec["replicas"_L1] = replicas;
        return {{"spec"_L1, spec},
            {"status"_L1, QJsonObject{{"replicas"_L1, replicas}, {"updatedReplicas"_L1, replicas}, {"readyReplicas"_L1, replicas}, {"availableReplicas"_L1, replicas}}}};
    }
    void fill() {
        using namespace Qt::StringLiterals;
        api.put(apps + u"deployments"_s, object(u"api"_s, counted(3)));
        api.put(apps + u"statefulsets"_s, object(u"db"_s, counted(1)));
        api.put(apps + u"replicasets"_s, object(u"api-5"_s, counted(3), u"Deployment"_s, u"api"_s));
        for (const QString &name : {u"api-5-a"_s, u"api-5-b"_s, u"api-5-c"_s})
            api.put(pods, object(name, FakeApi::pod(name), u"ReplicaSet"_s, u"api-5"_s));
        api.put(pods, object(u"db-0"_s, FakeApi::pod(u"db-0"_s), u"StatefulSet"_s, u"db"_s));
        api.put(autoscalers, object(u"api-hpa"_s, {{"spec"_L1, QJsonObject{{"minReplicas"_L1, 3}, {"maxReplicas"_L1, 10},
            {"scaleTargetRef"_L1, QJsonObject{{"apiVersion"_L1, u"apps/v1"_s}, {"kind"_L1, u"Deployment"_s}, {"name"_L1, u"api"_s}}}}}}));
    }
    [[nodiscard]] ui::PageContext context(environment::Kind kind = environment::Kind::Sandbox) {
        environment::Environment environment;
        environment.name = QStringLiteral("made-up");
        environment.kind = kind;
        environment.color = environment::defaultColor(kind);
        return {environment, client.get(), session.get(), &tasks};
    }
    bool begin(environment::Kind kind = environment::Kind::Sandbox) {
        fill();
        if (!server.start())
            return false;
        kube::ClusterAccess access;
        access.server = server.url();
        client = std::make_unique<kube::Client>(access);
        session = std::make_unique<kube::Session>(*client, QStringLiteral("x"));
        page.resize(1280, 720);
        page.setContext(context(kind));
        session->start();
        return QTest::qWaitFor([&] { return session->complete() && session->connection().state == kube::Connection::State::Live; }, patience);
    }
    [[nodiscard]] static kube::ObjectRef ref(const QString &kind, const QString &name) {
        using namespace Qt::StringLiterals;
        return {kind == "Pod"_L1 ? u"v1"_s : kind == "HorizontalPodAutoscaler"_L1 ? u"autoscaling/v2"_s : u"apps/v1"_s, kind, u"x"_s, name, {}};
    }
};
