// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is reported and what is accepted: comments with a reason, settings, the baseline; one thread finds what several find.
#include "config/check/settingsfile.h"
#include "config/check/validator.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

const std::string pod = R"(apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.27
      securityContext:
        privileged: true)";

QStringList rulesOf(const std::vector<Finding> &findings) {
    QStringList rules;
    for (const Finding &finding : findings)
        rules.append(QString::fromStdString(finding.rule));
    return rules;
}

QStringList errorsOf(std::vector<Finding> findings) {
    std::erase_if(findings, [](const Finding &finding) { return finding.severity != Severity::Error; });
    return rulesOf(findings);
}

} // namespace

class TestCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        auto created = Validator::create();
        QVERIFY2(created, qPrintable(created ? QString() : created.error().text()));
        m_validator = std::move(*created);
    }

    void finds() { QVERIFY(rulesOf(check(pod + "\n").findings).contains(u"privileged-container"_s)); }

    // Which of two findings at one place speaks must not depend on whether its fix was made.
    void findsTheSameWithoutFixes() {
        Settings without;
        without.fixes = false;
        int fixes = 0;
        for (const RuleInfo &rule : m_validator->rules()) {
            if (rule.category == Category::Syntax)
                continue; // files that hardly any other rule looks at
            const auto set = Set::of(examplesOf(rule).bad);
            const std::vector<Finding> all = m_validator->run(*set).findings, bare = m_validator->run(*set, without).findings;
            QCOMPARE(rulesOf(bare), rulesOf(all));
            for (std::size_t i = 0; i < all.size(); ++i) {
                QCOMPARE(bare[i].range, all[i].range);
                QCOMPARE(bare[i].message, all[i].message);
                fixes += all[i].fix ? 1 : 0;
            }
        }
        QVERIFY(fixes > 100);
    }

    void ofAServersKinds() {
        const std::string text = "apiVersion: example.org/v1\nkind: A\nmetadata: {name: a}\nsize: big\n";
        QCOMPARE(rulesOf(check(text).findings), QStringList{u"schema-unknown-kind"_s});
        const std::array documents{QByteArray(R"({"swagger": "2.0", "definitions": {"a": {"type": "object", "properties": {"apiVersion": {"type": "string"},
            "kind": {"type": "string"}, "metadata": {"type": "object"}, "size": {"type": "integer"}},
            "x-kubernetes-group-version-kind": [{"group": "example.org", "version": "v1", "kind": "A"}]}}})")};
        auto schemas = m_validator->schemas().withOpenApi(documents);
        QVERIFY(schemas);
        Settings settings;
        settings.schemas = std::move(*schemas);
        const auto set = Set::of({{u"a.yaml"_s, text}});
        QCOMPARE(rulesOf(m_validator->run(*set, settings).findings), QStringList{u"schema-wrong-type"_s});
    }

    // Kept for the set's next run; another definition, or those of a server, are others.
    void ofASetsDefinitions() {
        const std::string definition = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.example.org}\nspec:\n  group: example.org\n"
                                       "  scope: Namespaced\n  names: {kind: A, plural: as}\n  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema:\n"
                                       "    {type: object, properties: {size: {type: integer}}}}}]\n";
        const std::string resource = "---\napiVersion: example.org/v1\nkind: A\nmetadata: {name: a}\nsize: big\n";
        const auto set = Set::of({{u"a.yaml"_s, definition + resource}});
        QVERIFY(rulesOf(m_validator->run(*set).findings).contains(u"schema-wrong-type"_s));
        const auto schemas = m_validator->schemasFor(*set);
        QCOMPARE(m_validator->schemasFor(*set->with(u"b.yaml"_s, pod)), schemas);
        QVERIFY(m_validator->schemasFor(*Set::of({{u"b.yaml"_s, pod}})) != schemas);
        std::string other = definition;
        other.replace(other.find("integer"), 7, "string");
        QVERIFY(!rulesOf(m_validator->run(*Set::of({{u"a.yaml"_s, other + resource}})).findings).contains(u"schema-wrong-type"_s));
        Settings settings;
        settings.schemas = m_validator->schemas().withDefinitions({});
        QVERIFY(m_validator->schemasFor(*set, settings) != m_validator->schemasFor(*set));
        QVERIFY(rulesOf(m_validator->run(*set, settings).findings).contains(u"schema-wrong-type"_s));
    }

    void acceptedByAComment() {
        const Outcome outcome = check(pod + " # aqi-ignore: privileged-container because the node's disks are formatted here\n");
        QVERIFY(!rulesOf(outcome.findings).contains(u"privileged-container"_s));
        QCOMPARE(outcome.suppressed.size(), 1u);
        QCOMPARE(outcome.suppressed[0].reason, u"the node's disks are formatted here"_s);
    }

    void aCommentNeedsAReason() {
        const QStringList rules = rulesOf(check(pod + " # aqi-ignore: privileged-container\n").findings);
        QVERIFY(rules.contains(u"privileged-container"_s));
        QVERIFY2(rules.contains(u"suppression-without-reason"_s), qPrintable(rules.join(u' ')));
    }

    void aCommentForNothing() {
        const QStringList rules = rulesOf(check("# aqi-ignore: host-network because of old times\n" + pod + "\n").findings);
        QVERIFY2(rules.contains(u"suppression-unused"_s), qPrintable(rules.join(u' ')));
    }

    // What the schema and a rule both see is said by the rule; what is accepted takes nothing's place.
    void aValueIsSaidOnce() {
        const std::string text = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: nginx:1.27.3\n      resources:\n"
                                 "        requests: {cpu: 100m, memory: 1Gi}\n        limits: {memory: 512Mi}";
        QCOMPARE(errorsOf(check(text + "\n").findings), QStringList{u"request-above-limit"_s});
        std::string accepted = text;
        accepted.insert(accepted.find("\n        limits"), " # aqi-ignore: request-above-limit because of a test");
        QCOMPARE(errorsOf(check(accepted + "\n").findings), QStringList{u"invalid-resources"_s});
    }

    void theFixOfAnotherIsKept() {
        const Outcome outcome = check("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  volumes:\n    - {name: content, emptyDir: {}}\n  containers:\n    - name: web\n"
                                      "      image: nginx:1.27.3\n      volumeMounts:\n        - {name: contents, mountPath: /srv}\n");
        QCOMPARE(errorsOf(outcome.findings), QStringList{u"volume-undefined"_s});
        const auto found = std::ranges::find(outcome.findings, "volume-undefined", &Finding::rule);
        QVERIFY(found->fix && found->fix->edits.size() == 1);
        QCOMPARE(found->fix->edits[0].text, "content");
    }

    void aUsersOwnRuleAlwaysSpeaks() {
        const auto document = Document::parse(u"rules.yaml"_s, "rules:\n  - id: small-requests\n    severity: warning\n    title: A large request\n    check:\n      for: container\n"
                                                               "      path: resources.requests.memory\n      wrong: {is: 1Gi}\n      message: Too much.\n", Format::Yaml);
        auto own = readRules(*document);
        QVERIFY2(own, qPrintable(own ? QString() : own.error().text()));
        Settings settings;
        settings.own = std::move(*own);
        const Outcome outcome = check("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: nginx:1.27.3\n      resources:\n"
                                      "        requests: {memory: 1Gi}\n        limits: {memory: 512Mi}\n", settings);
        QVERIFY(rulesOf(outcome.findings).contains(u"small-requests"_s));
        QCOMPARE(errorsOf(outcome.findings), QStringList{u"request-above-limit"_s});
    }

    // Two things that a map lacks are two; what it lacks because a key is misspelt is that key's.
    void whatIsMissing() {
        const std::string head = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n";
        QCOMPARE(errorsOf(check(head + "  replicas: 1\n").findings).count(u"schema-missing-key"_s), 2);
        const Outcome outcome = check(head + "  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n"
                                             "        - {nmae: web, image: 'nginx:1.27.3'}\n");
        QCOMPARE(errorsOf(outcome.findings), QStringList{u"schema-unknown-key"_s});
        // Nothing can be put in a map's place.
        for (const Finding &finding : check(head + "  replicas: 1\n").findings)
            QVERIFY(finding.rule != "schema-missing-key" || !finding.fix);
    }

    void settingsSwitchRules() {
        Settings settings;
        settings.rules["privileged-container"] = std::nullopt;
        QVERIFY(!rulesOf(check(pod + "\n", settings).findings).contains(u"privileged-container"_s));
        settings.rules["privileged-container"] = Severity::Info;
        for (const Finding &finding : check(pod + "\n", settings).findings)
            if (finding.rule == "privileged-container")
                QCOMPARE(finding.severity, Severity::Info);
    }

    void baselineHoldsOverEdits() {
        const Outcome before = check(pod + "\n");
        Settings settings;
        for (const Finding &finding : before.findings)
            settings.baseline.push_back(fingerprint(finding, {}));
        QCOMPARE(rulesOf(check(pod + "\n", settings).findings), QStringList());
        QCOMPARE(rulesOf(check("# moved by a line\n" + pod + "\n", settings).findings), QStringList());
    }

    void aBrokenDocumentDoesNotBlindTheNext() {
        const QStringList rules = rulesOf(check("a: [1\nb: 2\n---\n" + pod + "\n").findings);
        QVERIFY(rules.contains(u"yaml-syntax"_s));
        QVERIFY2(rules.contains(u"privileged-container"_s), qPrintable(rules.join(u' ')));
    }

    void misspeltKeysAreNamed() {
        const Outcome outcome = check("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  replcas: 3\n  selector:\n    matchLabels: {app: a}\n"
                                      "  template:\n    metadata:\n      labels: {app: a}\n    spec:\n      containers:\n        - name: a\n          image: a:1\n");
        const auto found = std::ranges::find(outcome.findings, "schema-unknown-key", &Finding::rule);
        QVERIFY(found != outcome.findings.end());
        QCOMPARE(found->position, (Position{6, 3}));
        QVERIFY2(found->message.contains(u"replicas"_s), qPrintable(found->message));
        QVERIFY(found->fix.has_value());
    }

    void threadsFindTheSame() {
        LoadOptions load;
        load.render = false;
        const auto set = Set::load({QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes/base")}, load);
        QVERIFY(set);
        const Outcome one = m_validator->run(**set, {}, 1);
        const Outcome four = m_validator->run(**set, {}, 4);
        QCOMPARE(rulesOf(four.findings), rulesOf(one.findings));
        QVERIFY(one.objects > 50 && one.files == four.files);
    }

    void settingsFile() {
        const QTemporaryDir folder;
        const auto write = [&](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write(u"pod.yaml"_s, QByteArray::fromStdString(pod));
        write(u".aqi-validate.yaml"_s, "rules:\n  privileged-container: \"off\"\n  no-such-rule: error\n");
        const auto set = Set::load({folder.path()});
        QVERIFY(set);
        const SettingsFile file = settingsOf(**set, *m_validator);
        QCOMPARE(file.problems.size(), 1u);
        QVERIFY(file.problems[0].message.contains(u"no-such-rule"_s));
        QVERIFY(!rulesOf(m_validator->run(**set, file.settings).findings).contains(u"privileged-container"_s));
    }

private:
    Outcome check(const std::string &text, const Settings &settings = {}) {
        const std::unique_ptr<Set> set = Set::of({{u"example.yaml"_s, text}});
        return m_validator->run(*set, settings);
    }

    std::unique_ptr<Validator> m_validator;
};

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
