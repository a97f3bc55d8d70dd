// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that hold platforms against each other: their examples, and our own files.
#include "config/rules/catalogue.h"
#include "config/rules/subjects.h"

#include <QTest>

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
        const base::Result<Catalogue> catalogue = Catalogue::builtin();
        QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().text()));
        const std::vector<const Rule *> rules = platformRulesOf(*catalogue);
        QVERIFY(rules.size() >= 5);
        for (const Rule *rule : rules) {
            const QStringList bad = messages(*rule, *Set::of(rule->info().bad));
            QVERIFY2(bad.size() == 1, qPrintable(QString::fromStdString(rule->info().id) + u": "_s + bad.join(u'\n')));
            const QStringList good = messages(*rule, *Set::of(rule->info().good));
            QVERIFY2(good.isEmpty(), qPrintable(QString::fromStdString(rule->info().id) + u": "_s + good.join(u'\n')));
        }
    }

    void missingVariablesAreOneFinding() {
        const base::Result<Catalogue> catalogue = Catalogue::builtin();
        QVERIFY(catalogue);
        const Rule *rule = catalogue->find("platform-environment-differs");
        Example example = rule->info().bad;
        example.back().second = "services:\n  api:\n    image: example/api:1.4.0\n";
        const QStringList found = messages(*rule, *Set::of(example));
        QCOMPARE(found.size(), 1);
        QVERIFY2(found.front().contains(u"CACHE_SECONDS, API_URL"_s), qPrintable(found.front()));
    }

    void noSecretInAMessage() {
        const base::Result<Catalogue> catalogue = Catalogue::builtin();
        QVERIFY(catalogue);
        const Rule *rule = catalogue->find("platform-environment-differs");
        Example example = rule->info().bad;
        example.back().second = "services:\n  api:\n    image: example/api:1.4.0\n    environment: {CACHE_SECONDS: hunter2, API_URL: http://api-service:8000}\n";
        const QStringList found = messages(*rule, *Set::of(example));
        QCOMPARE(found.size(), 1);
        QVERIFY(!found.front().contains(u"hunter2"_s));
    }

    void othersProgramsAreNotCompared() {
        const base::Result<Catalogue> catalogue = Catalogue::builtin();
        QVERIFY(catalogue);
        for (const Rule *rule : platformRulesOf(*catalogue)) {
            Example example = rule->info().bad;
            std::string &compose = example.back().second;
            compose.replace(compose.find("example/api"), 11, "somebody/else");
            const QStringList found = messages(*rule, *Set::of(example));
            QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        }
    }

    /// With kubectl where it is installed: what it renders is what is deployed.
    void ourOwnFilesAgree() {
        const base::Result<Catalogue> catalogue = Catalogue::builtin();
        QVERIFY(catalogue);
        const auto set = Set::load({QStringLiteral(AQI_SOURCE_DIR "/manifests")});
        QVERIFY(set);
        for (const Rule *rule : platformRulesOf(*catalogue)) {
            const QStringList found = messages(*rule, **set);
            QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        }
    }
};

QTEST_GUILESS_MAIN(TestPlatformRules)
#include "tst_platformrules.moc"
