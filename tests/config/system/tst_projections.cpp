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
    static const QStringList givens{u"literal"_s, u"secret"_s, u"config"_s, u"outside"_s};
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
