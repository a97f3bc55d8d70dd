// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the schemas offer at a place and say of it. "^" in a text is the cursor.
#include "config/schema/schema.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

const std::string deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n";
const std::string pod = deployment + "  selector: {}\n  template:\n    spec:\n      containers:\n        - name: web\n          image: nginx:1.27\n";

} // namespace

class TestComplete : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        auto loaded = Schemas::builtin();
        QVERIFY(loaded);
        m_schemas = std::move(*loaded);
    }

    // What must be offered, first to last where "<" stands before it; what must not, behind "!".
    void offers_data() {
        QTest::addColumn<int>("role");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("wanted");
        const auto row = [](const char *title, Role role, const char *name, const std::string &text, const QStringList &wanted) {
            QTest::newRow(title) << int(role) << QString::fromLatin1(name) << QString::fromStdString(text) << wanted;
        };
        row("empty object", Role::Objects, "a.yaml", "^", {u"apiVersion"_s, u"kind"_s, u"metadata"_s});
        row("kind of a version", Role::Objects, "a.yaml", "apiVersion: apps/v1\nkind: ^\n", {u"Deployment"_s, u"StatefulSet"_s, u"!Pod"_s});
        row("version of a kind", Role::Objects, "a.yaml", "apiVersion: ^\nkind: CronJob\n", {u"batch/v1"_s, u"!apps/v1"_s});
        row("top of a deployment", Role::Objects, "a.yaml", "apiVersion: apps/v1\nkind: Deployment\n^", {u"metadata"_s, u"spec"_s, u"!kind"_s, u"!replicas"_s});
        row("required first", Role::Objects, "a.yaml", deployment + "  ^", {u"<selector"_s, u"<template"_s, u"replicas"_s, u"strategy"_s, u"!containers"_s});
        row("present is left out", Role::Objects, "a.yaml", deployment + "  replicas: 3\n  ^\n  template: {}\n", {u"<selector"_s, u"!replicas"_s, u"!template"_s});
        row("a prefix", Role::Objects, "a.yaml", deployment + "  rep^\n", {u"<replicas"_s, u"!selector"_s});
        row("broken before the end", Role::Objects, "a.yaml", deployment + "  rep^\n  selector:\n    matchLabels: {app: web}\n", {u"<replicas"_s});
        row("half a line in a container", Role::Objects, "a.yaml", pod + "          image^\n", {u"imagePullPolicy"_s, u"!ports"_s});
        row("a new item", Role::Objects, "a.yaml", pod + "        - ^\n", {u"<name"_s, u"image"_s, u"livenessProbe"_s});
        row("deep, after an item", Role::Objects, "a.yaml", pod + "          ports:\n            - containerPort: 80\n              ^\n", {u"protocol"_s, u"hostPort"_s, u"!containerPort"_s});
        row("a list beside its key", Role::Objects, "a.yaml", deployment + "  template:\n    spec:\n      containers:\n      - name: web\n        ^\n", {u"image"_s, u"!name"_s});
        row("values", Role::Objects, "a.yaml", pod + "          imagePullPolicy: ^\n", {u"Always"_s, u"IfNotPresent"_s, u"Never"_s});
        row("values by prefix", Role::Objects, "a.yaml", pod + "          imagePullPolicy: If^\n", {u"<IfNotPresent"_s, u"!Never"_s});
        row("true or false", Role::Objects, "a.yaml", pod + "          tty: ^\n", {u"true"_s, u"false"_s});
        row("the second document", Role::Objects, "a.yaml", deployment + "---\napiVersion: v1\nkind: Service\nspec:\n  ^\n", {u"ports"_s, u"selector"_s, u"!replicas"_s});
        row("behind another broken line", Role::Objects, "a.yaml", pod + "          image^\n      : [\n", {u"imagePullPolicy"_s});
        row("in flow", Role::Objects, "a.yaml", deployment + "  strategy: {type: Re^create}\n", {u"<Recreate"_s, u"!RollingUpdate"_s});
        row("in flow, before the word", Role::Objects, "a.yaml", deployment + "  strategy: {type: ^Recreate}\n", {u"Recreate"_s, u"RollingUpdate"_s});
        row("a key in flow", Role::Objects, "a.yaml", deployment + "  strategy: {ty^pe: Recreate}\n", {u"<type"_s, u"!rollingUpdate"_s});
        row("in flow over lines", Role::Objects, "a.yaml", pod + "          ports: [\n            {containerPort: 80,\n             pro^tocol: TCP}]\n", {u"<protocol"_s, u"!containerPort"_s});
        row("an item in flow", Role::Objects, "a.yaml", pod + "          ports:\n            - {containerPort: 80, host^Port: 81}\n", {u"hostIP"_s, u"hostPort"_s, u"!containerPort"_s});
        row("Windows lines", Role::Objects, "a.yaml", "apiVersion: apps/v1\r\nkind: Deployment\r\nspec:\r\n  rep^\r\n", {u"<replicas"_s, u"!selector"_s});
        row("a quoted value", Role::Objects, "a.yaml", pod + "          imagePullPolicy: \"If^\"\n", {u"<IfNotPresent"_s, u"!Never"_s});
        row("in a comment", Role::Objects, "a.yaml", deployment + "  # re^\n", {u"!replicas"_s});
        row("in a text of lines", Role::Objects, "a.yaml", "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    met^\n", {u"!metadata"_s});
        row("a patch", Role::Patch, "a.yaml", deployment + "  ^\n", {u"replicas"_s});
        row("patch operations", Role::Patch, "a.yaml", "- op: rep^\n  path: /a\n", {u"<replace"_s, u"!add"_s});
        row("compose service", Role::ComposeFile, "compose.yaml", "services:\n  web:\n    image: nginx\n    ^\n", {u"environment"_s, u"ports"_s, u"healthcheck"_s, u"!image"_s, u"!services"_s});
        row("compose top", Role::ComposeFile, "compose.yaml", "services: {}\nvol^\n", {u"<volumes"_s, u"!services"_s});
        row("compose values", Role::ComposeFile, "compose.yaml", "services:\n  web:\n    read_only: ^\n", {u"true"_s, u"false"_s});
        row("workflow top", Role::Workflow, "a.yml", "name: a\n^", {u"<jobs"_s, u"<on"_s, u"permissions"_s, u"!name"_s});
        row("workflow events", Role::Workflow, "a.yml", "on:\n  pu^\njobs: {}\n", {u"push"_s, u"public"_s, u"!schedule"_s});
        row("workflow job", Role::Workflow, "a.yml", "on: push\njobs:\n  a:\n    runs-on: b\n    ^\n", {u"<steps"_s, u"timeout-minutes"_s, u"!runs-on"_s});
        row("a called workflow", Role::Workflow, "a.yml", "on: push\njobs:\n  a:\n    uses: ./a.yml\n    ^\n", {u"with"_s, u"secrets"_s, u"!steps"_s, u"!container"_s});
        row("workflow step", Role::Workflow, "a.yml", "on: push\njobs:\n  a:\n    runs-on: b\n    steps:\n      - uses: actions/checkout@v4\n      - ^\n", {u"run"_s, u"uses"_s, u"name"_s});
        row("workflow permission", Role::Workflow, "a.yml", "on: push\npermissions:\n  contents: ^\n", {u"read"_s, u"write"_s, u"none"_s});
        row("json", Role::EcsService, "a.json", R"({"serviceName": "a", "launchType": "FAR^GATE"})", {u"<FARGATE"_s});
        row("json key", Role::EcsService, "a.json", R"({"serviceName": "a", "desired^": 1})", {u"<desiredCount"_s, u"!serviceName"_s});
        row("json, a new key", Role::EcsService, "a.json", "{\"serviceName\": \"a\",\n  ^\n}", {u"desiredCount"_s, u"!serviceName"_s});
        row("toml", Role::StreamlitConfig, "a.toml", "[client]\ntoolbarMode = \"^auto\"\n", {u"auto"_s, u"minimal"_s});
    }

    void offers() {
        QFETCH(int, role);
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QStringList, wanted);
        const std::vector<Completion> all = completions(Role(role), name, text.toStdString());
        QStringList labels;
        for (const Completion &each : all)
            labels += QString::fromStdString(each.label);
        qsizetype first = 0;
        for (const QString &each : wanted) {
            const QString shown = each + u" in "_s + labels.join(u' ');
            if (each.startsWith(u'!'))
                QVERIFY2(!labels.contains(each.mid(1)), qPrintable(shown));
            else if (each.startsWith(u'<'))
                QVERIFY2(labels.indexOf(each.mid(1)) == first++, qPrintable(shown));
            else
                QVERIFY2(labels.contains(each), qPrintable(shown));
        }
        QStringList once = labels;
        QCOMPARE(once.removeDuplicates(), 0);
    }

    void offersSayWhatTheyAre() {
        const auto all = completions(Role::Objects, u"a.yaml"_s, deployment + "  ^");
        const auto named = [&](std::string_view label) { return *std::ranges::find(all, label, &Completion::label); };
        const Completion replicas = named("replicas");
        QVERIFY(replicas.isKey && !replicas.required);
        QCOMPARE(replicas.kind, Kind::Integer);
        QVERIFY2(replicas.detail.contains(u"number"_s), qPrintable(replicas.detail));
        QVERIFY(replicas.description.contains(u"pods"_s));
        QVERIFY(named("template").required);
        QCOMPARE(named("template").kind, Kind::Map);
    }

    // Wherever the cursor is, in whatever is left of the file: an answer, and no crash.
    void everyOffset() {
        const std::string text = pod + "          ports: [{containerPort: 80}]\n---\napiVersion: v1\nkind: Service\nspec: {type: NodePort}\n";
        for (std::size_t end = 0; end <= text.size(); end += 7) {
            const auto document = Document::parse(u"a.yaml"_s, text.substr(0, end), Format::Yaml);
            for (std::uint32_t offset = 0; offset <= end + 1; offset += 3)
                (void)m_schemas->complete({Platform::Kubernetes, Role::Objects}, *document, offset);
        }
    }

    void explains_data() {
        QTest::addColumn<int>("role");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("constraints");
        const QString web = QString::fromStdString(pod + "          imagePullPolicy: Always\n          ports: [{containerPort: 80}]\n");
        const QString compose = u"services:\n  web:\n    image: nginx\n    pull_policy: always\n"_s;
        const QString workflow = u"on: push\npermissions: {contents: read}\njobs:\n  a:\n    runs-on: b\n    steps: [{run: c, continue-on-error: true}]\n"_s;
        QTest::newRow("text") << int(Role::Objects) << web << u"spec.template.spec.containers[0].image"_s << u"Deployment.spec.template.spec.containers[0].image"_s << u"text"_s << QString();
        QTest::newRow("values") << int(Role::Objects) << web << u"spec.template.spec.containers[0].imagePullPolicy"_s << u"Deployment.spec.template.spec.containers[0].imagePullPolicy"_s
                                << u"text"_s << u"Always"_s;
        QTest::newRow("number") << int(Role::Objects) << web << u"spec.template.spec.containers[0].ports[0].containerPort"_s
                                << u"Deployment.spec.template.spec.containers[0].ports[0].containerPort"_s << u"1 to 65535"_s << QString();
        QTest::newRow("map") << int(Role::Objects) << web << u"spec.template"_s << u"Deployment.spec.template"_s << u"a map"_s << QString();
        QTest::newRow("compose") << int(Role::ComposeFile) << compose << u"services.web.pull_policy"_s << u"services.web.pull_policy"_s << u"text"_s << u"always"_s;
        QTest::newRow("workflow") << int(Role::Workflow) << workflow << u"jobs.a.steps[0].run"_s << u"GitHub workflow.jobs.a.steps[0].run"_s << u"text"_s << QString();
        QTest::newRow("workflow values") << int(Role::Workflow) << workflow << u"permissions.contents"_s << u"GitHub workflow.permissions.contents"_s << u"text"_s << u"one of read, write, none"_s;
        QTest::newRow("workflow default") << int(Role::Workflow) << workflow << u"jobs.a.steps[0].continue-on-error"_s << u"GitHub workflow.jobs.a.steps[0].continue-on-error"_s
                                          << u"true or false"_s << u"false where it is not given"_s;
    }

    void explains() {
        QFETCH(int, role);
        QFETCH(QString, text);
        QFETCH(QString, path);
        QFETCH(QString, title);
        QFETCH(QString, type);
        QFETCH(QString, constraints);
        const auto document = Document::parse(u"a.yaml"_s, text.toStdString(), Format::Yaml);
        const Node root = document->roots().front();
        const Node node = root.find(path.toStdString());
        QVERIFY(node);
        const auto explanation = m_schemas->explain({Platform::Other, Role(role)}, root, node);
        QVERIFY(explanation);
        QVERIFY2(explanation->title.endsWith(title), qPrintable(explanation->title));
        QVERIFY2(explanation->type.contains(type), qPrintable(explanation->type));
        QVERIFY2(explanation->constraints.contains(constraints), qPrintable(explanation->constraints));
        if (role != int(Role::ComposeFile) && !path.endsWith(u"contents"_s))
            QVERIFY(!explanation->description.isEmpty());
    }

    void nothingToExplain() {
        const auto document = Document::parse(u"a.yaml"_s, deployment + "  replcas: 3\n", Format::Yaml);
        const Node root = document->roots().front();
        QVERIFY(!m_schemas->explain({Platform::Kubernetes, Role::Objects}, root, root.find("spec.replcas")));
        QVERIFY(!m_schemas->explain({Platform::Other, Role::Script}, root, root.find("spec")));
        QVERIFY(!m_schemas->explain({Platform::Kubernetes, Role::Objects}, root, {}));
    }

private:
    std::vector<Completion> completions(Role role, const QString &name, std::string text) {
        const std::size_t offset = text.find('^');
        text.erase(offset, 1);
        const auto document = Document::parse(name, text, formatOf(name));
        return m_schemas->complete({Platform::Other, role}, *document, std::uint32_t(offset));
    }

    std::unique_ptr<Schemas> m_schemas;
};

QTEST_GUILESS_MAIN(TestComplete)
#include "tst_complete.moc"
