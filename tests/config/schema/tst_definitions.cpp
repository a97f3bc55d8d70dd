// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds that the program does not know by itself: of a CustomResourceDefinition, of a server's OpenAPI documents.
#include "config/schema/schema.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

constexpr FileKind objects{Platform::Kubernetes, Role::Objects};
const QString folder = QStringLiteral(AQI_TEST_DIR "/definitions/");
const std::string monitor = "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: a}\nspec:\n  selector: {}\n  endpoints:\n    - port: web\n";

std::unique_ptr<Document> yaml(const std::string &text) {
    return Document::parse(u"a.yaml"_s, text, Format::Yaml);
}

/// "LINE CODE MESSAGE" of each.
QStringList problemsOf(const Schemas &schemas, const Document &document) {
    QStringList found;
    for (const Node root : document.roots())
        for (const SchemaProblem &problem : schemas.validate(objects, root)) {
            const int line = document.position(problem.atKey ? problem.node.keyRange().begin : problem.node.range().begin).line;
            found += u"%1 %2 %3"_s.arg(line).arg(QString::fromStdString(problem.code), problem.message);
        }
    return found;
}

std::unique_ptr<Schemas> withDefinition(const Schemas &schemas, const std::string &text) {
    const auto document = yaml(text); // gone when they are used
    return schemas.withDefinitions(document->roots());
}

std::string definition(const std::string &schema) {
    return "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.example.org}\nspec:\n  group: example.org\n  scope: Namespaced\n"
           "  names: {kind: A, plural: as}\n  versions:\n    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: " + schema + "}}\n";
}

} // namespace

class TestDefinitions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        auto loaded = Schemas::builtin();
        QVERIFY(loaded);
        m_builtin = std::move(*loaded);
        m_schemas = m_builtin->withDefinitions(Document::read(folder + u"servicemonitors.yaml"_s)->roots());
    }

    void theDefinitionItselfIsGood() {
        const QStringList found = problemsOf(*m_builtin, *Document::read(folder + u"servicemonitors.yaml"_s));
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void good() {
        const QStringList found = problemsOf(*m_schemas, *Document::read(folder + u"good.yaml"_s));
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void bad() {
        const QStringList found = problemsOf(*m_schemas, *Document::read(folder + u"bad.yaml"_s));
        const QStringList wanted{u"5 schema-unknown-key"_s, u"7 schema-missing-key"_s, u"7 schema-unknown-key"_s, u"9 schema-wrong-type"_s, u"10 schema-duplicate-item"_s,
            u"13 schema-unknown-key"_s, u"15 schema-pattern"_s, u"16 schema-value"_s, u"17 schema-wrong-type"_s, u"18 schema-wrong-type"_s, u"20 schema-missing-key"_s};
        const QString all = found.join(u'\n');
        for (const QString &each : wanted)
            QVERIFY2(std::ranges::any_of(found, [&](const QString &line) { return line.startsWith(each + u' '); }), qPrintable(each + u" in\n"_s + all));
        QVERIFY2(all.contains(u"did you mean interval?"_s) && all.contains(u"did you mean selector?"_s), qPrintable(all));
        for (const QString &line : found)
            QVERIFY2(std::ranges::any_of(wanted, [&](const QString &each) { return line.startsWith(each + u' '); }), qPrintable(line));
    }

    void onlyThereIsItKnown() {
        const auto document = yaml(monitor);
        QVERIFY(m_schemas->knows(objects, document->roots()[0]));
        QVERIFY(!m_builtin->knows(objects, document->roots()[0]));
        QVERIFY(problemsOf(*m_builtin, *document).join(u'\n').contains(u"schema-unknown-kind"_s));
    }

    void outlivesWhatItWasMadeOf() {
        auto builtin = Schemas::builtin();
        QVERIFY(builtin);
        auto first = (*builtin)->withDefinitions(Document::read(folder + u"servicemonitors.yaml"_s)->roots());
        const auto second = withDefinition(*first, definition("{type: object, properties: {spec: {type: object, properties: {a: {type: integer}}}}}"));
        builtin->reset();
        first.reset();
        QVERIFY(problemsOf(*second, *yaml(monitor)).isEmpty());
        QVERIFY(!problemsOf(*second, *yaml("apiVersion: example.org/v1\nkind: A\nmetadata: {name: a}\nspec: {a: b}\n")).isEmpty());
        QVERIFY(!problemsOf(*second, *yaml("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {prts: []}\n")).isEmpty());
    }

    void names_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("version that is not there") << u"coreos.com/v1"_s << u"coreos.com/v2"_s << u"1 schema-value ServiceMonitor is not in monitoring.coreos.com/v2, but in monitoring.coreos.com/v1"_s;
        QTest::newRow("version that is not served") << u"coreos.com/v1"_s << u"coreos.com/v1alpha1"_s << u"1 schema-value ServiceMonitor is not in monitoring.coreos.com/v1alpha1, but in monitoring.coreos.com/v1"_s;
        QTest::newRow("kind") << u"ServiceMonitor"_s << u"ServiceMonitr"_s << u"2 schema-value monitoring.coreos.com/v1 has no kind ServiceMonitr; did you mean ServiceMonitor?"_s;
        QTest::newRow("another kind") << u"ServiceMonitor"_s << u"PodMonitor"_s << u"2 schema-unknown-kind "_s;
        QTest::newRow("group") << u"coreos.com"_s << u"coreos.co"_s << u"1 schema-value There is no monitoring.coreos.co/v1; did you mean monitoring.coreos.com/v1?"_s;
    }

    void names() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, wanted);
        const QString text = QString::fromStdString(monitor).replace(from, to);
        const QStringList found = problemsOf(*m_schemas, *yaml(text.toStdString()));
        QCOMPARE(found.size(), 1);
        QVERIFY2(found[0].startsWith(wanted), qPrintable(found[0]));
    }

    void offers_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("wanted");
        const QString all = QString::fromStdString(monitor);
        QTest::newRow("kinds") << u"apiVersion: monitoring.coreos.com/v1\nkind: ^\n"_s << QStringList{u"ServiceMonitor"_s};
        QTest::newRow("versions") << u"apiVersion: ^\nkind: ServiceMonitor\n"_s << QStringList{u"monitoring.coreos.com/v1"_s};
        QTest::newRow("keys") << all + u"      ^"_s << QStringList{u"bearerTokenSecret"_s, u"interval"_s, u"scheme"_s, u"targetPort"_s};
        QTest::newRow("values") << all + u"      scheme: ^"_s << QStringList{u"http"_s, u"https"_s};
        QTest::newRow("metadata") << u"apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  ^\n"_s << QStringList{u"name"_s, u"labels"_s};
    }

    void offers() {
        QFETCH(QString, text);
        QFETCH(QStringList, wanted);
        const qsizetype offset = text.indexOf(u'^');
        QStringList labels;
        for (const Completion &each : m_schemas->complete(objects, *yaml(text.remove(offset, 1).toStdString()), std::uint32_t(offset)))
            labels += QString::fromStdString(each.label);
        for (const QString &each : wanted)
            QVERIFY2(labels.contains(each), qPrintable(each + u" in "_s + labels.join(u' ')));
        QVERIFY2(!labels.contains(u"port"_s) && labels.size() < 60, qPrintable(labels.join(u' ')));
    }

    void explains() {
        const auto document = yaml(monitor + "      honorLabels: true\n");
        const Node root = document->roots()[0];
        const auto explanation = m_schemas->explain(objects, root, root.find("spec.endpoints[0].honorLabels"));
        QVERIFY(explanation);
        QCOMPARE(explanation->title, u"ServiceMonitor.spec.endpoints[0].honorLabels"_s);
        QCOMPARE(explanation->description, u"Whether labels of the metrics win over those of the target."_s);
        QVERIFY2(explanation->constraints.contains(u"false"_s), qPrintable(explanation->constraints));
    }

    // What somebody else wrote may be anything: an answer, soon, and nothing that is not certain.
    void oddDefinitions_data() {
        QTest::addColumn<QString>("schema");
        QTest::newRow("none") << u"null"_s;
        QTest::newRow("text") << u"nonsense"_s;
        QTest::newRow("list") << u"[a]"_s;
        QTest::newRow("free") << u"{type: object, x-kubernetes-preserve-unknown-fields: true}"_s;
        QTest::newRow("refers to itself") << u"{$ref: '#'}"_s;
        QTest::newRow("refers to itself within") << u"{type: object, properties: {spec: {$ref: '#/properties/spec'}}}"_s;
        QTest::newRow("refers to nowhere") << u"{type: object, properties: {spec: {$ref: 'https://example.org/schema.json#/definitions/x'}}}"_s;
        QTest::newRow("no expression") << u"{type: object, properties: {spec: {type: object, properties: {a: {type: string, pattern: '((('}}}}}"_s;
        QTest::newRow("odd keywords") << u"{type: [object, 3], properties: {spec: {type: object, properties: 7, required: {}, enum: {}, minimum: x}}}"_s;
        QTest::newRow("keys with quotes") << u"{type: object, properties: {spec: {type: object, properties: {a: {type: string}, 'q\"\\': {type: string}}}, '\"': {}}}"_s;
        QTest::newRow("a default need not be written") << u"{type: object, properties: {spec: {type: object, required: [c], properties: {a: {type: string}, c: {type: integer, default: 1}}}}}"_s;
        QTest::newRow("branches name no keys") << u"{type: object, properties: {spec: {type: object, properties: {a: {type: string}}, anyOf: [{properties: {b: {minimum: 1}}}]}}}"_s;
    }

    void oddDefinitions() {
        QFETCH(QString, schema);
        const auto schemas = withDefinition(*m_builtin, definition(schema.toStdString()));
        const QStringList good = problemsOf(*schemas, *yaml("apiVersion: example.org/v1\nkind: A\nmetadata: {name: a}\nspec: {a: b}\n"));
        QVERIFY2(good.isEmpty(), qPrintable(good.join(u'\n')));
        if (!schema.contains(u"'#'"_s)) // which replaces what is known of the metadata
            QVERIFY(!problemsOf(*schemas, *yaml("apiVersion: example.org/v1\nkind: A\nmetadata: {nam: a}\nspec: {a: b}\n")).isEmpty());
    }

    void definitionsWithoutNames() {
        for (const char *text : {"{}", "[]", "kind: CustomResourceDefinition", "spec: []", "spec: {group: a.b, names: {kind: C}, versions: [{}, 3, {name: v1}]}"})
            QVERIFY(withDefinition(*m_builtin, text) != nullptr);
    }

    // As kubectl reads it; of the same document that the program's own are made of, and a resource of somebody's.
    void secondVersion() {
        QFile file(QStringLiteral(AQI_CONFIG_KUBERNETES_OPENAPI));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
        QJsonObject definitions = document["definitions"_L1].toObject();
        const QByteArray schema = R"({"type": "object", "required": ["spec"], "properties": {
            "apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"$ref": "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"},
            "spec": {"type": "object", "properties": {"size": {"$ref": "#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity"}, "port": {"type": "string", "format": "int-or-string"}}}},
            "x-kubernetes-group-version-kind": [{"group": "example.org", "kind": "A", "version": "v1"}]})";
        definitions[u"org.example.v1.A"_s] = QJsonDocument::fromJson(schema).object();
        document[u"definitions"_s] = definitions;
        const std::array documents{QJsonDocument(document).toJson()};
        const auto schemas = m_builtin->withOpenApi(documents);
        QVERIFY2(schemas, qPrintable(schemas ? QString() : schemas.error().text()));
        const std::string own = "apiVersion: example.org/v1\nkind: A\nmetadata: {name: a}\nspec: ";
        QVERIFY(problemsOf(**schemas, *yaml(own + "{size: 1, port: 80}\n")).isEmpty());
        QVERIFY(problemsOf(**schemas, *yaml(own + "{size: 1Gi, port: web}\n")).isEmpty());
        const QStringList found = problemsOf(**schemas, *yaml(own + "{size: 1Gb, port: [], sze: 2}\n"));
        QVERIFY2(found.size() == 3, qPrintable(found.join(u'\n')));
        const QString base = QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes/base/");
        QStringList problems;
        for (const QString &name : QDir(base).entryList({u"*.yaml"_s}, QDir::Files)) {
            const auto read = Document::read(base + name);
            if (recognise(*read).role == Role::Objects)
                for (const QString &line : problemsOf(**schemas, *read))
                    problems += line.section(u' ', 1, 2); // rule and key
        }
        problems.removeDuplicates();
        problems.sort();
        // The document is older than our files, and what it does not know is not known of that server.
        const QStringList newer{u"schema-unknown-key sleep"_s, u"schema-unknown-key timeZone"_s, u"schema-unknown-key unhealthyPodEvictionPolicy"_s};
        QVERIFY2(problems == newer, qPrintable(problems.join(u'\n')));
    }

    void thirdVersion() {
        const QByteArray document = R"({"openapi": "3.0.0", "components": {"schemas": {
            "org.example.v1.A": {"type": "object", "properties": {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"allOf": [{"$ref": "#/components/schemas/Meta"}], "default": {}},
                "spec": {"allOf": [{"$ref": "#/components/schemas/Spec"}]}}, "x-kubernetes-group-version-kind": [{"group": "example.org", "kind": "A", "version": "v1"}]},
            "Meta": {"type": "object", "properties": {"name": {"type": "string"}}},
            "Spec": {"type": "object", "properties": {"size": {"$ref": "#/components/schemas/io.k8s.apimachinery.pkg.api.resource.Quantity"}}},
            "io.k8s.apimachinery.pkg.api.resource.Quantity": {"oneOf": [{"type": "string"}, {"type": "number"}]}}}})";
        const std::array documents{document};
        const auto schemas = m_builtin->withOpenApi(documents);
        QVERIFY(schemas);
        const std::string own = "apiVersion: example.org/v1\nkind: A\nmetadata: {name: a}\nspec: ";
        QVERIFY(problemsOf(**schemas, *yaml(own + "{size: 500m}\n")).isEmpty());
        QCOMPARE(problemsOf(**schemas, *yaml(own + "{size: 500x, sise: 1}\n")).size(), 2);
    }

    void whatIsNoDocument_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html>not found</html>");
        QTest::newRow("cut short") << QByteArray(R"({"components": {"schemas": {"a": {)");
        QTest::newRow("an error") << QByteArray(R"({"kind": "Status", "code": 403})");
    }

    void whatIsNoDocument() {
        QFETCH(QByteArray, text);
        const std::array documents{text};
        const auto schemas = m_builtin->withOpenApi(documents);
        QVERIFY(!schemas);
        QVERIFY(!schemas.error().message.isEmpty());
    }

private:
    std::unique_ptr<Schemas> m_builtin;
    std::unique_ptr<Schemas> m_schemas;
};

QTEST_GUILESS_MAIN(TestDefinitions)
#include "tst_definitions.moc"
