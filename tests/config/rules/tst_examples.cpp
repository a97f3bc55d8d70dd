// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every rule of the catalogue against its own examples: the bad one is found, the good one is not, and a quick fix of a bad example mends it.
#include "config/cross/acrossrules.h"
#include "config/rules/catalogue.h"
#include "config/rules/subjects.h"

#include <QTest>

using namespace config;
using namespace Qt::StringLiterals;

class TestExamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isTold_data() { rows(); }
    void isTold();
    void findsBad_data() { rows(); }
    void findsBad();
    void passesGood_data() { rows(); }
    void passesGood();
    void goodIsNoErrorOfOthers_data() { rows(); }
    void goodIsNoErrorOfOthers();
    void fixMends_data() { rows(); }
    void fixMends();

private:
    void rows() const;
    [[nodiscard]] const Rule &rule() const { return *m_catalogue.find(QTest::currentDataTag()); }
    static std::vector<Finding> run(const Rule &rule, const Example &example);

    Catalogue m_catalogue;
};

void TestExamples::initTestCase() {
    auto catalogue = Catalogue::builtin(acrossRules());
    QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().message + u' ' + catalogue.error().where));
    m_catalogue = std::move(*catalogue);
    QVERIFY(!m_catalogue.rules().empty());
}

void TestExamples::rows() const {
    QTest::addColumn<bool>("any");
    for (const Rule &rule : m_catalogue.rules())
        QTest::newRow(rule.info().id.c_str()) << true;
}

std::vector<Finding> TestExamples::run(const Rule &rule, const Example &example) {
    const auto set = Set::of(example);
    const Subjects subjects(*set);
    return rule.run(subjects, rule.info().severity);
}

void TestExamples::isTold() {
    const RuleInfo &info = rule().info();
    QVERIFY(!info.title.isEmpty());
    QVERIFY(!info.why.isEmpty());
    QVERIFY(!info.mend.isEmpty());
    QVERIFY(!examplesOf(info).bad.empty());
    QVERIFY(!examplesOf(info).good.empty());
}

void TestExamples::findsBad() {
    const auto findings = run(rule(), examplesOf(rule().info()).bad);
    QVERIFY(!findings.empty());
    for (const Finding &finding : findings) {
        QCOMPARE(finding.rule, rule().info().id);
        QVERIFY2(!finding.message.isEmpty() && !finding.message.contains(u"%1"_s), qPrintable(finding.message));
        QVERIFY(finding.position.line > 0);
    }
}

void TestExamples::passesGood() {
    QStringList said;
    for (const Finding &finding : run(rule(), examplesOf(rule().info()).good))
        said << finding.message;
    QCOMPARE(said, QStringList());
}

/// Good examples are small deployments that work: no rule that sees more than one object may call one wrong.
void TestExamples::goodIsNoErrorOfOthers() {
    const auto set = Set::of(examplesOf(rule().info()).good);
    const Subjects subjects(*set);
    QStringList said;
    for (const Rule &other : m_catalogue.rules()) {
        if (!other.info().across || other.info().severity != Severity::Error)
            continue;
        for (const Finding &finding : other.run(subjects, Severity::Error))
            said << QString::fromStdString(finding.rule) + u": "_s + finding.message;
    }
    QCOMPARE(said.join(u'\n'), QString());
}

/// Any one fix leaves fewer findings than there were.
void TestExamples::fixMends() {
    const auto findings = run(rule(), examplesOf(rule().info()).bad);
    for (const Finding &finding : findings) {
        if (!finding.fix)
            continue;
        Example mended = examplesOf(rule().info()).bad;
        bool changed = false;
        for (auto &[path, text] : mended) {
            if (finding.file == path || finding.file.endsWith(u'/' + path)) {
                text = applied(text, finding.fix->edits);
                changed = true;
            }
        }
        QVERIFY(changed);
        QVERIFY2(run(rule(), mended).size() < findings.size(), qPrintable(finding.message));
    }
}

QTEST_APPLESS_MAIN(TestExamples)
#include "tst_examples.moc"
