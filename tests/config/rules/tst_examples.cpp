// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every rule is tested by its own examples: the bad one is found by it, the good one is silent for it. A fix that it offers mends.
#include "config/rules/catalogue.h"
#include "config/rules/subjects.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

std::vector<Finding> run(const Rule &rule, const Example &example) {
    const std::unique_ptr<Set> set = Set::of(example);
    const Subjects subjects(*set);
    return rule.run(subjects, rule.info().severity);
}

QString shown(const std::vector<Finding> &findings) {
    QStringList lines;
    for (const Finding &finding : findings)
        lines.append(u"%1:%2 %3"_s.arg(finding.file).arg(finding.position.line).arg(finding.message));
    return lines.join(u'\n');
}

} // namespace

class TestExamples : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        auto builtin = Catalogue::builtin();
        QVERIFY2(builtin, qPrintable(builtin ? QString() : builtin.error().text()));
        m_catalogue.emplace(std::move(*builtin));
    }

    void everyRule_data() {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < m_catalogue->rules().size(); ++i)
            QTest::newRow(m_catalogue->rules()[i].info().id.c_str()) << int(i);
    }

    void everyRule() {
        QFETCH(int, index);
        const Rule &rule = m_catalogue->rules()[size_t(index)];
        const RuleInfo &info = rule.info();
        QVERIFY(!info.title.isEmpty() && !info.why.isEmpty() && !info.mend.isEmpty() && !info.bad.empty() && !info.good.empty());
        const std::vector<Finding> found = run(rule, info.bad);
        QVERIFY2(!found.empty(), "the bad example is not found");
        for (const Finding &finding : found) {
            QVERIFY2(finding.position.line >= 1 && !finding.message.isEmpty() && !finding.file.isEmpty(), qPrintable(shown(found)));
            QVERIFY2(!finding.message.contains(QRegularExpression(u"\\{[a-z]+\\}"_s)), qPrintable(finding.message));
        }
        const std::vector<Finding> silent = run(rule, info.good);
        QVERIFY2(silent.empty(), qPrintable(shown(silent)));
        mends(rule, found.front());
    }

    void identifiersAreWords() {
        QSet<QString> seen;
        for (const Rule &rule : m_catalogue->rules()) {
            const QString id = QString::fromStdString(rule.info().id);
            QVERIFY2(QRegularExpression(u"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"_s).match(id).hasMatch(), qPrintable(id));
            QVERIFY(!seen.contains(id));
            seen.insert(id);
        }
    }

private:
    static void mends(const Rule &rule, const Finding &finding) {
        if (!finding.fix)
            return;
        Example mended = rule.info().bad;
        const auto before = run(rule, mended).size();
        for (auto &[path, text] : mended)
            if (finding.file == path || finding.file.endsWith(u'/' + path))
                text = applied(text, finding.fix->edits);
        QVERIFY2(run(rule, mended).size() < before, qPrintable(u"the fix does not mend: "_s + finding.fix->title));
    }

    std::optional<Catalogue> m_catalogue;
};

QTEST_GUILESS_MAIN(TestExamples)
#include "tst_examples.moc"
