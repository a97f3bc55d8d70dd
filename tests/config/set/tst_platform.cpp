// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a file is taken for.
#include "config/set/platform.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace config;

class TestPlatform : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recognises_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("platform");
        QTest::addColumn<QString>("role");
        const auto row = [](const char *path, const char *text, const char *platform, const char *role) {
            QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(text) << QString::fromUtf8(platform) << QString::fromUtf8(role);
        };
        row("a/api.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\n", "kubernetes", "objects");
        row("a/api.json", "{\"apiVersion\": \"v1\", \"kind\": \"Service\"}", "kubernetes", "objects");
        row("a/kindless.yaml", "apiVersion: v1\nmetadata: {name: api}\n", "kubernetes", "objects");
        row("a/misspelt.yaml", "apVersion: v1\nkind: Service\nmetadata: {name: api}\n", "kubernetes", "objects");
        row("gcp/gke/lb.yaml", "apiVersion: v1\nkind: Service\n", "gke", "objects");
        row("x/service.yaml", "apiVersion: serving.knative.dev/v1\nkind: Service\n", "cloud-run", "objects");
        row("k/kustomization.yaml", "resources: [a.yaml]\n", "kubernetes", "kustomization");
        row("k/Kustomization", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", "kubernetes", "kustomization");
        row("gke/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n", "gke", "kustomization");
        row("kubeconfig.yaml", "apiVersion: v1\nkind: Config\nclusters: []\n", "other", "unknown");
        row("stack.yml", "services:\n  api:\n    image: a\n", "compose", "compose-file");
        row("compose/compose.dev.yaml", "services:\n  api: {}\n", "compose", "compose-file");
        row(".github/workflows/ci.yml", "on: push\njobs:\n  test: {runs-on: x, steps: []}\n", "github-actions", "workflow");
        row("h/app.json", "{\"name\": \"a\", \"formation\": {\"web\": {\"quantity\": 1}}}", "heroku", "app-json");
        row("h/Procfile", "web: run\n", "heroku", "procfile");
        row("beanstalk/Procfile", "web: run\n", "beanstalk", "procfile");
        row("s/.streamlit/config.toml", "[server]\nport = 8501\n", "streamlit-cloud", "streamlit-config");
        row("s/secrets.toml.example", "[api]\nkey = \"\"\n", "streamlit-cloud", "streamlit-secrets");
        row("aws/service.json", "{\"ServiceName\": \"a\", \"SourceConfiguration\": {}}", "app-runner", "app-runner-service");
        row("aws/apprunner.yaml", "version: 1.0\nruntime: python311\nrun: {command: a}\n", "app-runner", "app-runner-service");
        row("aws/task.json", "{\"family\": \"a\", \"containerDefinitions\": []}", "ecs", "task-definition");
        row("aws/ecs/svc.json", "{\"serviceName\": \"a\", \"desiredCount\": 2}", "ecs", "ecs-service");
        row("aws/ecs/scale.json", "{\"TargetValue\": 70, \"PredefinedMetricSpecification\": {}}", "ecs", "ecs-scaling");
        row("aws/Dockerrun.aws.json", "{\"AWSEBDockerrunVersion\": \"1\"}", "beanstalk", "dockerrun");
        row("gcp/app-engine/app.yaml", "runtime: custom\nenv: flex\n", "app-engine", "app-yaml");
        row("gcp/cloudbuild.yaml", "steps:\n  - name: gcr.io/cloud-builders/docker\n", "cloud-build", "cloud-build-file");
        row("m/prometheus.yml", "global: {scrape_interval: 15s}\nscrape_configs: []\n", "monitoring", "prometheus-config");
        row("m/rules.yml", "groups:\n  - name: a\n    rules: []\n", "monitoring", "alert-rules");
        row("m/am.yml", "route: {receiver: a}\nreceivers: [{name: a}]\n", "monitoring", "alertmanager-config");
        row("m/board.json", "{\"title\": \"a\", \"panels\": []}", "monitoring", "grafana-dashboard");
        row("m/ds.yaml", "apiVersion: 1\ndatasources: []\n", "monitoring", "grafana-provisioning");
        row("docker/Dockerfile.api", "FROM python\n", "image", "dockerfile");
        row(".env.production", "A=b\n", "environment", "dotenv-file");
        row("compose/.env", "A=b\n", "compose", "dotenv-file");
        row("aws/ec2/user-data.sh", "#!/bin/sh\n", "ec2", "script");
        row("openapi.json", "{\"openapi\": \"3.1.0\", \"paths\": {}}", "other", "open-api");
        row("heroku/README.md", "# Heroku\n", "heroku", "guide");
        row("notes.yaml", "a: 1\n", "other", "unknown");
        // broken: by name
        row("b/compose.yaml", "services: [\n", "compose", "compose-file");
        row("b/kustomization.go", "package types\n", "other", "unknown");
        row("b/compose.yml", "- name: start\n  command: docker compose up\n", "other", "unknown");
        row("b/kustomization.yaml", "", "kubernetes", "kustomization");
    }
    void recognises() {
        QFETCH(QString, path);
        QFETCH(QString, text);
        const auto document = Document::parse(path, text.toStdString(), formatOf(path));
        const FileKind kind = recognise(*document);
        QTEST(QString::fromUtf8(name(kind.platform)), "platform");
        QTEST(QString::fromUtf8(name(kind.role)), "role");
    }

    void namesAreDistinctAndTakenBack() {
        std::set<std::string_view> seen;
        for (int i = 0; i <= int(Platform::Other); ++i) {
            const auto platform = static_cast<Platform>(i);
            QVERIFY(seen.insert(name(platform)).second);
            QVERIFY(platformNamed(name(platform)) == platform);
        }
        seen.clear();
        for (int i = 0; i <= int(Role::Unknown); ++i)
            QVERIFY(seen.insert(name(static_cast<Role>(i))).second);
        QVERIFY(!platformNamed("kubernets"));
    }
};

QTEST_GUILESS_MAIN(TestPlatform)
#include "tst_platform.moc"
