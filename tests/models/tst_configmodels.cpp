// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The configuration page's models: rows stay valid while findings come and go, the tree counts, forms write one value, texts are compared.
#include "models/config/filetreemodel.h"
#include "models/config/findingmodel.h"
#include "models/config/formfields.h"
#include "models/config/linediff.h"
#include "models/config/textoffsets.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using config::Severity;

namespace {

config::Finding finding(const char *rule, Severity severity, const QString &file, std::uint32_t at) {
    config::Finding found;
    found.rule = rule;
    found.severity = severity;
    found.file = file;
    found.range = {at, at + 1};
    found.message = QString::fromLatin1(rule) + u" at "_s + QString::number(at);
    return found;
}

constexpr auto deployment = R"(# of the team
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 3   # the autoscaler's minimum
  template:
    spec:
      containers:
        - name: api
          image: "ghcr.io/aqi/api:1.4"
          env:
            - {name: LOG_LEVEL, value: 'info'}
          resources:
            requests: {cpu: 250m}
)";

std::unique_ptr<config::Document> parsed(const char *text) { return config::Document::parse(u"/set/api.yaml"_s, text, config::Format::Yaml); }

models::FormField fieldNamed(const config::Document &document, const QString &label) {
    for (const models::FormSection &section : models::formOf(document, {config::Platform::Kubernetes, config::Role::Objects})) {
        for (const models::FormField &field : section.fields) {
            if (field.label == label)
                return field;
        }
    }
    return {};
}

} // namespace

class TestConfigModels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findingsKeepTheirRows() {
        models::FindingModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const auto a = finding("a", Severity::Error, u"/set/one.yaml"_s, 1);
        const auto b = finding("b", Severity::Warning, u"/set/one.yaml"_s, 2);
        const auto c = finding("c", Severity::Info, u"/set/two.yaml"_s, 3);
        model.setFindings({c, b, a}, u"/set"_s);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.finding(model.index(0, 0))->rule, "a"); // worst first
        const QPersistentModelIndex last(model.index(2, 0));
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setFindings({c, a}, u"/set"_s);
        QCOMPARE(resets.size(), 0);
        QVERIFY(last.isValid());
        QCOMPARE(last.row(), 1);
        QCOMPARE(model.finding(last)->rule, "c");
        model.setFindings({}, u"/set"_s);
        QCOMPARE(model.rowCount(), 0);
    }

    void findingsAreFiltered() {
        models::FindingModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setFindings({finding("a", Severity::Error, u"/set/one.yaml"_s, 1), finding("b", Severity::Warning, u"/set/two.yaml"_s, 2), finding("c", Severity::Info, u"/set/two.yaml"_s, 3)}, u"/set"_s);
        model.setFilter({{}, Severity::Warning, {}});
        QCOMPARE(model.rowCount(), 2);
        model.setFilter({u"/set/two.yaml"_s, Severity::Info, {}});
        QCOMPARE(model.rowCount(), 2);
        model.setFilter({{}, Severity::Info, u"ONE.yaml"_s});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, models::FindingModel::Place).data().toString(), u"one.yaml:1"_s);
        QCOMPARE(model.counts().all(), 3); // of all, whatever is shown
        QCOMPARE(models::countsText(model.counts()), u"1 error, 1 warning, 1 advice"_s);
    }

    void theTreeCountsUpwards() {
        models::FileTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        using Model = models::FileTreeModel;
        model.setFiles({{u"/set/compose/compose.yaml"_s, config::Platform::Compose}, {u"/set/kubernetes/base/api.yaml"_s, config::Platform::Kubernetes},
                           {u"/set/kubernetes/overlays/dev/kustomization.yaml"_s, config::Platform::Kubernetes}},
            u"/set"_s);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), u"Kubernetes"_s);
        models::FindingCounts counts;
        counts.add(Severity::Error);
        counts.add(Severity::Warning);
        model.setCounts({{u"/set/kubernetes/base/api.yaml"_s, counts}});
        model.setModified({u"/set/kubernetes/base/api.yaml"_s});
        QCOMPARE(model.index(0, 0).data(Model::ErrorsRole).toInt(), 1);
        QCOMPARE(model.index(1, 0).data(Model::ErrorsRole).toInt(), 0);
        const QModelIndex file = model.indexOf(u"/set/kubernetes/base/api.yaml"_s);
        QCOMPARE(file.data().toString(), u"api.yaml"_s);
        QVERIFY(file.data(Model::ModifiedRole).toBool());
        QCOMPARE(file.parent().data().toString(), u"base"_s);
        model.setFilter(u"overlays"_s);
        QCOMPARE(model.shownFiles(), 1);
        QVERIFY(!model.indexOf(u"/set/kubernetes/base/api.yaml"_s).isValid());
        model.setFilter(u"nothing"_s);
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({});
        QCOMPARE(model.shownFiles(), 3);
    }

    void aFieldChangesItsOwnBytes_data() {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("a number, with a comment behind it") << u"Replicas"_s << u"5"_s << QByteArray("replicas: 3   #") << QByteArray("replicas: 5   #");
        QTest::newRow("a quoted image") << u"Image"_s << u"ghcr.io/aqi/api:1.5"_s << QByteArray("\"ghcr.io/aqi/api:1.4\"") << QByteArray("\"ghcr.io/aqi/api:1.5\"");
        QTest::newRow("a value within braces") << u"LOG_LEVEL"_s << u"debug"_s << QByteArray("'info'") << QByteArray("'debug'");
        QTest::newRow("a quantity") << u"CPU requested"_s << u"500m"_s << QByteArray("cpu: 250m") << QByteArray("cpu: 500m");
    }
    void aFieldChangesItsOwnBytes() {
        QFETCH(QString, label);
        QFETCH(QString, text);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const auto document = parsed(deployment);
        const auto edit = models::editOf(*document, fieldNamed(*document, label), text);
        QVERIFY2(edit, edit ? "" : qPrintable(edit.error().message));
        QByteArray expected(deployment);
        QCOMPARE(expected.count(before), 1);
        expected.replace(before, after);
        QCOMPARE(QByteArray::fromStdString(config::applied(document->text(), {&*edit, 1})), expected);
    }

    void whatIsMissingIsInserted() {
        const auto document = parsed(deployment);
        const models::FormField field = fieldNamed(*document, u"Memory limit"_s);
        QVERIFY(field.row && !field.present);
        const auto edit = models::editOf(*document, field, u"1Gi"_s);
        QVERIFY2(edit, edit ? "" : qPrintable(edit.error().message));
        const auto changed = parsed(config::applied(document->text(), {&*edit, 1}).c_str());
        QVERIFY(changed->problems().empty());
        QCOMPARE(changed->roots()[0].find("spec.template.spec.containers[0].resources.limits.memory").text(), "1Gi");
        QCOMPARE(changed->roots()[0].find("spec.template.spec.containers[0].resources.requests.cpu").text(), "250m");
    }

    void whatCannotBeSaidIsRefused_data() {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("letters") << u"Replicas"_s << u"many"_s << false;
        QTest::newRow("too many") << u"Replicas"_s << u"100000"_s << false;
        QTest::newRow("negative") << u"Replicas"_s << u"-1"_s << false;
        QTest::newRow("fine") << u"Replicas"_s << u"0"_s << true;
        QTest::newRow("variable") << u"Image"_s << u"${IMAGE}"_s << true;
        QTest::newRow("blank in an image") << u"Image"_s << u"api 1"_s << false;
        QTest::newRow("a wrong unit") << u"CPU requested"_s << u"250x"_s << false;
    }
    void whatCannotBeSaidIsRefused() {
        QFETCH(QString, label);
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto document = parsed(deployment);
        QCOMPARE(models::complaintOf(fieldNamed(*document, label), text).isEmpty(), good);
    }

    void linesAreCompared() {
        using Kind = models::DiffLine::Kind;
        const auto lines = models::lineDiff(u"a\nreplicas: 3\nb\nc\n"_s, u"a\nreplicas: 5\nb\nc\nd\n"_s);
        QCOMPARE(models::differenceCount(lines), 2);
        QCOMPARE(lines.at(1).kind, Kind::Changed);
        QCOMPARE(lines.at(1).right.mid(lines.at(1).rightWords.at(0).begin, lines.at(1).rightWords.at(0).length), u"5"_s);
        QCOMPARE(lines.last().kind, Kind::Added);
        QCOMPARE(models::differenceCount(models::lineDiff(u"a\n"_s, u"a\n"_s)), 0);
    }

    void placesAreTheSameInBothCountings() {
        const std::string text = "a: \xC3\xA4\n# \xF0\x9F\x98\x80 x\nb: 1\n"; // ä, a character beyond the first plane
        const models::TextOffsets offsets(text);
        const QString units = QString::fromStdString(text);
        for (int unit = 0; unit <= units.size(); ++unit) {
            if (unit > 0 && units.at(unit - 1).isHighSurrogate())
                continue;
            const std::uint32_t byte = offsets.toBytes(unit);
            QCOMPARE(qsizetype(byte), units.left(unit).toUtf8().size());
            QCOMPARE(offsets.toUnits(byte), unit);
        }
    }
};

QTEST_GUILESS_MAIN(TestConfigModels)
#include "tst_configmodels.moc"
