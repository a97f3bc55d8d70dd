// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that hold platforms against each other: their examples, and our own files.
#include "config/cross/acrossrules.h"
#include "config/rules/catalogue.h"
#include "config/rules/subjects.h"
#include "config/system/compare.h"
#include "config/system/systems.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

std::vector<const Rule *> platformRulesOf(const Catalogue &catalogue) {
    std::vector<const Rule *> rules;
    for (const Rule &rule : catalogue.rules())
        if (rule.info().category == Category::Platforms && rule.info().across)
            rules.push_back(&rule);
    return rules;
}

QStringList messages(const Rule &rule, const Set &set) {
    QStringList texts;
    const Subjects subjects(set);
    for (const Finding &finding : rule.run(subjects, rule.info().severity))
        texts.append(finding.file + u':' + QString::number(finding.position.line) + u' ' + finding.message);
    return texts;
}

} // namespace

class TestPlatformRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void examples() {
        const base::Result<Catalogue> catalogue = Catalogue::builtin(acrossRules());
        QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().text()));
        const std::vector<const Rule *> rules = platformRulesOf(*catalogue);
        QVERIFY(rules.size() >= 5);
        for (const Rule *rule : rules) {
            const QStringList bad = messages(*rule, *Set::of(examplesOf(rule->info()).bad));
            QVERIFY2(bad.size() == 1, qPrintable(QString::fromStdString(rule->info().id) + u": "_s + bad.join(u'\n')));
            const QStringList good = messages(*rule, *Set::of(examplesOf(rule->info()).good));
            QVERIFY2(good.isEmpty(), qPrintable(QString::fromStdString(rule->info().id) + u": "_s + good.join(u'\n')));
        }
    }

    void missingVariablesAreOneFinding() {
        const base::Result<Catalogue> catalogue = Catalogue::builtin(acrossRules());
        QVERIFY(catalogue);
        const Rule *rule = catalogue->find("platform-environment-differs");
        Example example = examplesOf(rule->info()).bad;
        example.back().second = "services:\n  api:\n    image: example/api:1.4.0\n";
        const QStringList found = messages(*rule, *Set::of(example));
        QCOMPARE(found.size(), 1);
        QVERIFY2(found.front().contains(u"CACHE_SECONDS, API_URL"_s), qPrintable(found.front()));
    }

    void noSecretInAMessage() {
        const base::Result<Catalogue> catalogue = Catalogue::builtin(acrossRules());
        QVERIFY(catalogue);
        const Rule *rule = catalogue->find("platform-environment-differs");
        Example example = examplesOf(rule->info()).bad;
        example.back().second = "services:\n  api:\n    image: example/api:1.4.0\n    environment: {CACHE_SECONDS: hunter2, API_URL: http://api-service:8000}\n";
        const QStringList found = messages(*rule, *Set::of(example));
        QCOMPARE(found.size(), 1);
        QVERIFY(!found.front().contains(u"hunter2"_s));
    }

    void othersProgramsAreNotCompared() {
        const base::Result<Catalogue> catalogue = Catalogue::builtin(acrossRules());
        QVERIFY(catalogue);
        for (const Rule *rule : platformRulesOf(*catalogue)) {
            Example example = examplesOf(rule->info()).bad;
            std::string &compose = example.back().second;
            compose.replace(compose.find("example/api"), 11, "somebody/else");
            const QStringList found = messages(*rule, *Set::of(example));
            QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        }
    }

    /// With kubectl where it is installed: what it renders is what is deployed.
    void ourOwnFilesAgree() {
        const base::Result<Catalogue> catalogue = Catalogue::builtin(acrossRules());
        QVERIFY(catalogue);
        const auto set = Set::load({QStringLiteral(AQI_SOURCE_DIR "/manifests")});
        QVERIFY(set);
        for (const Rule *rule : platformRulesOf(*catalogue)) {
            const QStringList found = messages(*rule, **set);
            QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        }
    }

    /// Every platform is really read: what differs in the dashboard, which all of them run, and what has no words there.
    void ourOwnTable_data() {
        QTest::addColumn<QString>("system");
        QTest::addColumn<QStringList>("explained");
        QTest::addColumn<QStringList>("inexpressible");
        QTest::newRow("cloud-run") << u"cloud-run"_s << QStringList{u"cpu-limit"_s, u"API_BASE_URL"_s} << QStringList{u"cpu-request"_s, u"memory-request"_s};
        QTest::newRow("app-runner") << u"app-runner/service.json"_s << QStringList{u"API_BASE_URL"_s}
                                    << QStringList{u"cpu-request"_s, u"memory-request"_s, u"replicas"_s};
        QTest::newRow("ecs") << u"task-definition.json"_s << QStringList{u"API_BASE_URL"_s} << QStringList{u"cpu-request"_s};
        QTest::newRow("beanstalk") << u"Dockerrun.aws.json"_s << QStringList()
                                   << QStringList{u"cpu-request"_s, u"cpu-limit"_s, u"memory-request"_s, u"memory-limit"_s, u"replicas"_s, u"health-path"_s,
                                          u"ENVIRONMENT"_s, u"API_BASE_URL"_s, u"OPENWEATHER_API_KEY"_s, u"HOME"_s, u"PYTHONDONTWRITEBYTECODE"_s,
                                          u"STREAMLIT_BROWSER_GATHER_USAGE_STATS"_s};
        QTest::newRow("app-engine") << u"app-engine/app.yaml"_s
                                    << QStringList{u"ports"_s, u"cpu-limit"_s, u"API_BASE_URL"_s, u"OPENWEATHER_API_KEY_SECRET"_s}
                                    << QStringList{u"cpu-request"_s, u"memory-request"_s};
        QTest::newRow("heroku") << u"heroku/app.json"_s << QStringList{u"API_BASE_URL"_s}
                                << QStringList{u"image"_s, u"ports"_s, u"cpu-request"_s, u"cpu-limit"_s, u"memory-request"_s, u"health-path"_s};
        QTest::newRow("compose") << u"compose.production.yaml"_s << QStringList() << QStringList();
        QTest::newRow("compose staging") << u"compose.staging.yaml"_s << QStringList{u"replicas"_s} << QStringList();
    }
    void ourOwnTable() {
        QFETCH(QString, system);
        static const auto set = Set::load({QStringLiteral(AQI_SOURCE_DIR "/manifests")});
        QVERIFY(set);
        const std::vector<System> systems = systemsOf(**set);
        const auto found = std::ranges::find_if(systems, [&](const System &one) { return one.name.endsWith(system); });
        QVERIFY(found != systems.end());
        const System *reference = referenceOf(*found, systems);
        QVERIFY(reference);
        QStringList explained;
        QStringList inexpressible;
        const std::array both{reference, &*found};
        for (const Row &row : compare(both, 0)) {
            const Cell &cell = row.cells[1];
            QVERIFY2(cell.agreement != Agreement::Differs, row.service.c_str());
            const QString what = row.variable.empty() ? QString::fromUtf8(name(row.field).data()) : QString::fromStdString(row.variable);
            if (row.service == "dashboard" && cell.agreement == Agreement::Explained)
                explained.append(what);
            if (cell.agreement == Agreement::Inexpressible) {
                QCOMPARE(row.service, "dashboard");
                inexpressible.append(what);
            }
        }
        QTEST(explained, "explained");
        QTEST(inexpressible, "inexpressible");
    }
};

QTEST_GUILESS_MAIN(TestPlatformRules)
#include "tst_platformrules.moc"
