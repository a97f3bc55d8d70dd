// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is read of each platform's files.
#include "config/system/projections.h"
#include "config/system/systems.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

std::string sample(const QString &name) {
    QFile file(QStringLiteral(AQI_TEST_DIR "/data/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

QString variableText(const Service &service, std::string_view name) {
    const Variable *variable = service.variable(name);
    if (!variable)
        return u"absent"_s;
    static const QStringList givens{u"literal"_s, u"secret"_s, u"config"_s, u"pod"_s, u"outside"_s};
    return givens.at(int(variable->given)) + u' ' + QString::fromStdString(variable->text) + (variable->changeable ? u" changeable"_s : QString());
}

std::string_view written(const Site &site) {
    const Place place = placeOf(site);
    return place.document ? place.document->text(place.range) : std::string_view();
}

} // namespace

class TestProjections : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kubernetesWorkload() {
        const auto set = Set::of({{u"k8s/api.yaml"_s, sample(u"kubernetes.yaml"_s)}});
        const System system = kubernetesSystem(set->scopes().front());
        QCOMPARE(system.services.size(), 1U);
        const Service &api = system.services.front();
        QCOMPARE(api.name, "api");
        QCOMPARE(api.image->value, "example/api:1.2.0"); // not the helper's
        QCOMPARE(written(api.image->site), "example/api:1.2.0");
        QCOMPARE(api.command->value, "serve --port 8000");
        QCOMPARE(api.ports.front().value, 8000);
        QCOMPARE(variableText(api, "LEVEL"), u"literal info"_s); // env goes before envFrom
        QCOMPARE(variableText(api, "KEY"), u"secret KEY"_s);
        QCOMPARE(variableText(api, "MODE"), u"literal fast"_s);
        QCOMPARE(written(api.variable("MODE")->site), "fast");
        QCOMPARE(variableText(api, "FAR"), u"config FAR"_s);
        QCOMPARE(api.probes.front().path, "/ready");
        QCOMPARE(api.probes.front().port, 8000);
        QCOMPARE(api.probes.size(), 2U);
        QCOMPARE(api.resources.cpuRequest->value, 0.25);
        QCOMPARE(api.resources.memoryLimit->value, std::int64_t(1) << 30);
        QCOMPARE(api.replicas->minimum, 2);
        QCOMPARE(api.replicas->maximum, 6);
        QCOMPARE(api.hosts.front().value, "api.example.com");
    }

    void composeBaseAlone() {
        const auto base = Document::parse(u"compose.yaml"_s, sample(u"compose-base.yaml"_s), Format::Yaml);
        const System system = composeSystem(*base);
        const Service &api = system.services.front();
        QCOMPARE(api.image->value, "example/api:1.2.0");
        QCOMPARE(variableText(api, "LEVEL"), u"literal info changeable"_s);
        QCOMPARE(variableText(api, "KEY"), u"outside "_s);
        QCOMPARE(variableText(api, "PLAIN"), u"outside "_s);
        QCOMPARE(api.probes.front().path, "/ready");
        QCOMPARE(api.probes.front().port, 8000);
        QCOMPARE(api.resources.memoryLimit->value, std::int64_t(1) << 30);
        QCOMPARE(api.resources.memoryRequest->value, std::int64_t(512) << 20);
        QCOMPARE(api.replicas->minimum, 1);
        QVERIFY(!api.environmentOpen);
    }

    void composeVariantOverBase() {
        const auto base = Document::parse(u"compose.yaml"_s, sample(u"compose-base.yaml"_s), Format::Yaml);
        const auto variant = Document::parse(u"compose.production.yaml"_s, sample(u"compose-variant.yaml"_s), Format::Yaml);
        const System system = composeSystem(*base, variant.get());
        QCOMPARE(system.services.size(), 2U);
        const Service &api = system.services.front();
        QCOMPARE(api.image->value, "registry.example.com/api:1.2.0");
        QCOMPARE(api.image->site.document, variant.get());
        QCOMPARE(api.ports.size(), 2U); // 8000 is exposed and published, and is one
        QCOMPARE(api.ports.back().value, 9000);
        QCOMPARE(variableText(api, "LEVEL"), u"literal debug"_s);
        QCOMPARE(variableText(api, "MORE"), u"literal 1"_s);
        QCOMPARE(variableText(api, "KEY"), u"outside "_s);
        QVERIFY(api.environmentOpen);
        QCOMPARE(api.replicas->maximum, 3);
        QCOMPARE(api.resources.cpuLimit->value, 1.0);
        QCOMPARE(system.services.back().written, "extra");
    }

    void taskDefinition() {
        const auto task = Document::parse(u"task-definition.json"_s, sample(u"task-definition.json"_s), Format::Json);
        const auto scaling = Document::parse(u"scaling.json"_s, R"({"MinCapacity": 2, "MaxCapacity": 5})", Format::Json);
        const auto running = Document::parse(u"service.json"_s, R"({"desiredCount": 3})", Format::Json);
        Beside beside;
        beside.service = running.get();
        QCOMPARE(ecsSystem(*task, beside).services.front().replicas->maximum, 3);
        beside.scaling = scaling.get();
        const System system = ecsSystem(*task, beside);
        const Service &web = system.services.front();
        QCOMPARE(web.replicas->minimum, 2); // the autoscaler goes before the number
        QCOMPARE(web.replicas->maximum, 5);
        QCOMPARE(web.image->value, "example/web:1");
        QCOMPARE(web.ports.front().value, 8501);
        QCOMPARE(variableText(web, "LEVEL"), u"literal info"_s);
        QCOMPARE(variableText(web, "KEY"), u"secret arn:key"_s);
        QCOMPARE(web.resources.cpuLimit->value, 0.5);
        QCOMPARE(web.resources.memoryLimit->value, std::int64_t(1) << 30);
        QCOMPARE(web.resources.memoryRequest->value, std::int64_t(512) << 20);
        QCOMPARE(web.probes.front().path, "/health");
        QCOMPARE(written(web.variable("LEVEL")->site), "\"info\"");
    }

    void appRunner() {
        const auto service = Document::parse(u"service.json"_s, sample(u"app-runner.json"_s), Format::Json);
        const Service web = appRunnerSystem(*service).services.front();
        QCOMPARE(web.name, "web");
        QCOMPARE(web.image->value, "example/web:1");
        QCOMPARE(web.ports.front().value, 8501);
        QCOMPARE(variableText(web, "LEVEL"), u"literal info"_s);
        QCOMPARE(variableText(web, "KEY"), u"secret arn:key"_s);
        QCOMPARE(web.resources.cpuLimit->value, 0.5);
        QCOMPARE(web.resources.memoryLimit->value, std::int64_t(2) << 30);
        QCOMPARE(web.probes.front().path, "/health");
        const auto units = Document::parse(u"service.json"_s, R"({"ServiceName": "web", "InstanceConfiguration": {"Cpu": "1024", "Memory": "2048"}})", Format::Json);
        const Service counted = appRunnerSystem(*units).services.front();
        QCOMPARE(counted.resources.cpuLimit->value, 1.0);
        QCOMPARE(counted.resources.memoryLimit->value, std::int64_t(2) << 30);
    }

    void dockerrun() {
        const auto one = Document::parse(u"Dockerrun.aws.json"_s, R"({"AWSEBDockerrunVersion": "1", "Image": {"Name": "site/web:2"}, "Ports": [{"ContainerPort": 8501}]})",
            Format::Json);
        const Service web = dockerrunSystem(*one).services.front();
        QCOMPARE(web.name, "web"); // it has no other name
        QCOMPARE(web.image->value, "site/web:2");
        QCOMPARE(web.ports.front().value, 8501);
        const auto several = Document::parse(u"Dockerrun.aws.json"_s,
            R"({"AWSEBDockerrunVersion": 2, "containerDefinitions": [{"name": "a", "image": "x:1", "memory": 64}, {"name": "b", "image": "y:1"}]})", Format::Json);
        const System both = dockerrunSystem(*several);
        QCOMPARE(both.platform, Platform::Beanstalk);
        QCOMPARE(both.services.size(), 2U);
        QCOMPARE(both.services.front().resources.memoryLimit->value, std::int64_t(64) << 20);
    }

    void appEngine() {
        const auto app = Document::parse(u"app.yaml"_s, sample(u"app.yaml"_s), Format::Yaml);
        const auto image = Document::parse(u"Dockerfile"_s, "FROM build:1 AS build\nEXPOSE 1\nFROM site/web:3\nEXPOSE 8080/tcp\nCMD [\"run\", \"it\"]\n",
            Format::Dockerfile);
        Beside beside;
        beside.dockerfile = image.get();
        const System system = appEngineSystem(*app, beside);
        const Service &web = system.services.front();
        QCOMPARE(web.written, "default");
        QCOMPARE(web.image->value, "site/web:3"); // of the last stage
        QCOMPARE(web.ports.size(), 1U);
        QCOMPARE(web.ports.front().value, 8080);
        QCOMPARE(web.command->value, "run it");
        QCOMPARE(variableText(web, "LEVEL"), u"literal info"_s);
        QCOMPARE(web.resources.cpuLimit->value, 1.0);
        QCOMPARE(web.resources.memoryLimit->value, std::int64_t(3) << 29);
        QCOMPARE(web.replicas->minimum, 2);
        QCOMPARE(web.replicas->maximum, 5);
        QCOMPARE(web.probes.front().path, "/ready");
    }

    void heroku() {
        const auto app = Document::parse(u"app.json"_s, sample(u"app.json"_s), Format::Json);
        const auto processes = Document::parse(u"Procfile"_s, "web: serve --port $PORT\nworker: work\nrelease: migrate\n", Format::Procfile);
        Beside beside;
        beside.procfile = processes.get();
        const System system = herokuSystem(*app, beside);
        QCOMPARE(system.services.size(), 2U); // what runs once at a release is no service
        const Service &web = system.services.front();
        QCOMPARE(web.name, "site");
        QCOMPARE(web.command->value, "serve --port $PORT");
        QCOMPARE(web.command->site.document, processes.get());
        QCOMPARE(web.replicas->minimum, 2);
        QCOMPARE(web.resources.memoryLimit->value, std::int64_t(1) << 30);
        QCOMPARE(variableText(web, "LEVEL"), u"literal info changeable"_s);
        QCOMPARE(variableText(web, "SHORT"), u"literal x changeable"_s);
        QCOMPARE(variableText(web, "KEY"), u"outside "_s);
        QCOMPARE(variableText(web, "TOKEN"), u"secret "_s);
        QCOMPARE(system.services.back().name, "site-worker");
    }

    /// Nothing that a file may be while it is written makes a reader fall.
    void brokenFiles_data() {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "[]", "x", "{", "{\"containerDefinitions\": 1, \"services\": [1], \"env\": [1], \"formation\": {\"web\": 1}}",
                 "{\"services\": {\"a\": null, \"b\": 1, \"c\": {\"environment\": 1, \"ports\": {}, \"deploy\": []}}}",
                 "{\"run\": {\"env\": {}}, \"env_variables\": 1, \"resources\": {\"memory_gb\": 1e300, \"cpu\": -1}}"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void brokenFiles() {
        QFETCH(QString, text);
        const auto document = Document::parse(u"x.yaml"_s, text.toStdString(), Format::Yaml);
        Beside beside{document.get(), document.get(), document.get(), document.get()};
        for (const System &system : {composeSystem(*document), composeSystem(*document, document.get()), ecsSystem(*document, beside), appRunnerSystem(*document),
                 dockerrunSystem(*document), appEngineSystem(*document, beside), herokuSystem(*document, beside)})
            for (const Service &service : system.services)
                QVERIFY(!service.resources.memoryLimit || service.resources.memoryLimit->value >= 0);
    }

    void systemsAndTheirReferences() {
        const auto set = Set::of({{u"site/k8s/api.yaml"_s, sample(u"kubernetes.yaml"_s)}, {u"site/compose/compose.yaml"_s, sample(u"compose-base.yaml"_s)},
            {u"site/compose/compose.production.yaml"_s, sample(u"compose-variant.yaml"_s)}, {u"site/compose/compose.staging.yaml"_s, "services: {api: {image: example/api:2}}\n"},
            {u"site/other/docker-compose.yml"_s, "services: {api: {image: somebody/else:1}}\n"}});
        const std::vector<System> systems = systemsOf(*set);
        QCOMPARE(systems.size(), 4U); // the base is laid under its variants, and is none by itself
        const System &reference = systems.front();
        QCOMPARE(reference.platform, Platform::Kubernetes);
        QCOMPARE(referenceOf(reference, systems), nullptr);
        for (const System &system : systems) {
            if (system.name.endsWith(u"production.yaml"_s))
                QCOMPARE(referenceOf(system, systems), &reference);
            else if (system.platform == Platform::Compose) // another environment; another program under the same name
                QCOMPARE(referenceOf(system, systems), nullptr);
        }
    }
};

QTEST_GUILESS_MAIN(TestProjections)
#include "tst_projections.moc"
