// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are right give no error: a set that sweeps every kind and feature, each alone.
#include "config/check/validator.h"
#include "good.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace config;
using proof::Good;

class TestPrecision : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isEnough();
    void givesNoError_data();
    void givesNoError();

private:
    std::vector<Good> m_good;
    std::unique_ptr<Validator> m_validator;
};

void TestPrecision::initTestCase() {
    auto validator = Validator::create();
    QVERIFY2(validator, validator ? "" : qPrintable(validator.error().text()));
    m_validator = std::move(*validator);
    for (const auto &some : {proof::goodPods(), proof::goodObjects(), proof::goodFiles()})
        m_good.insert(m_good.end(), some.begin(), some.end());
}

void TestPrecision::isEnough() {
    std::set<std::string> texts;
    std::set<QString> names;
    for (const Good &good : m_good) {
        QVERIFY2(texts.insert(good.text).second, qPrintable(good.name));
        QVERIFY2(names.insert(good.name).second, qPrintable(good.name));
    }
    qInfo("%zu files", texts.size());
    QVERIFY(texts.size() >= 200);
}

void TestPrecision::givesNoError_data() {
    QTest::addColumn<int>("at");
    for (int i = 0; i < int(m_good.size()); ++i)
        QTest::newRow(qPrintable(m_good[std::size_t(i)].name)) << i;
}

void TestPrecision::givesNoError() {
    QFETCH(int, at);
    const Good &good = m_good[std::size_t(at)];
    const auto set = Set::of({{good.path, good.text}});
    QStringList said;
    for (const Finding &finding : m_validator->run(*set).findings)
        if (finding.severity == Severity::Error)
            said << u"%1:%2 %3: %4"_s.arg(finding.position.line).arg(finding.position.column).arg(QString::fromStdString(finding.rule), finding.message);
    QVERIFY2(said.isEmpty(), qPrintable(said.join(u'\n') + u'\n' + QString::fromStdString(good.text)));
}

QTEST_GUILESS_MAIN(TestPrecision)
#include "tst_precision.moc"
