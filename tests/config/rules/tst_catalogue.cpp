// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What every rule says of itself and of what it finds, and the table of all rules that the documentation shows. That a rule finds its bad
// example and leaves its good one alone is tst_examples'.
#include "config/check/validator.h"
#include "config/cross/acrossrules.h"
#include "config/rules/catalogue.h"
#include "config/rules/subjects.h"

#include <QFile>
#include <QTest>

using namespace config;
using namespace Qt::StringLiterals;

namespace {

std::vector<Finding> findingsOf(const Rule &rule, const Example &example) {
    const std::unique_ptr<Set> set = Set::of(example);
    const Subjects subjects(*set);
    return rule.run(subjects, rule.info().severity);
}

QString listed(const std::vector<Finding> &findings) {
    QStringList lines;
    for (const Finding &finding : findings)
        lines.append(u"%1:%2: %3: %4"_s.arg(finding.file).arg(finding.position.line).arg(QString::fromStdString(finding.rule), finding.message));
    return lines.join(u'\n');
}

QString cell(QString text) {
    return text.replace(u'|', u"\\|"_s);
}

QString tableOf(std::span<const RuleInfo> rules) {
    QString text = u"<!-- SPDX-FileCopyrightText: AQI Console developers -->\n<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
                   "# The rules of `aqictl validate`\n\n"
                   "Written by `tst_config_catalogue` from what the rules say of themselves. *Error*: it will not work; *warning*: it will hurt; *info*: advice.\n"
                   "A rule that is off is turned on in `.aqi-validate.yaml`. The last column names the same check of other tools.\n\n"_s;
    qsizetype on = 0, across = 0;
    for (const RuleInfo &rule : rules) {
        on += rule.on;
        across += rule.across;
    }
    text += u"%1 rules, %2 of them on by default, %3 that see more than one object or file.\n\n"_s.arg(rules.size()).arg(on).arg(across);
    text += u"| Rule | Severity | Category | What it finds | Why, and how to mend it | Elsewhere |\n|---|---|---|---|---|---|\n"_s;
    for (const RuleInfo &rule : rules) {
        const QString severity = QString::fromLatin1(name(rule.severity)) + (rule.on ? QString() : u", off"_s) + (rule.across ? u", across"_s : QString());
        text += u"| `%1` | %2 | %3 | %4 | %5 *%6* | %7 |\n"_s.arg(QString::fromStdString(rule.id), severity, QString::fromLatin1(name(rule.category)),
            cell(rule.title), cell(rule.why), cell(rule.mend), cell(rule.likes.join(u", "_s)));
    }
    return text;
}

} // namespace

class CatalogueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysEverything_data() { rows(); }
    void saysEverything();
    void messagesAreWhole_data() { rows(); }
    void messagesAreWhole();
    void examplesCanBeRead_data() { rows(); }
    void examplesCanBeRead();
    void identifiersAreUnique();
    void tableIsCurrent();

private:
    void rows();
    const Rule &rule() const;

    Catalogue m_catalogue;
    std::unique_ptr<Validator> m_validator;
};

void CatalogueTest::initTestCase() {
    base::Result<Catalogue> catalogue = Catalogue::builtin(acrossRules());
    QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().message + u' ' + catalogue.error().where));
    m_catalogue = std::move(*catalogue);
    QVERIFY(m_catalogue.rules().size() > 250);
    base::Result<std::unique_ptr<Validator>> validator = Validator::create();
    QVERIFY(validator);
    m_validator = std::move(*validator);
}

void CatalogueTest::rows() {
    QTest::addColumn<QString>("id");
    for (const Rule &rule : m_catalogue.rules())
        QTest::newRow(rule.info().id.c_str()) << QString::fromStdString(rule.info().id);
}

const Rule &CatalogueTest::rule() const {
    QFETCH(QString, id);
    return *m_catalogue.find(id.toStdString());
}

void CatalogueTest::saysEverything() {
    const RuleInfo &info = rule().info();
    QVERIFY(!info.title.isEmpty() && !info.title.endsWith(u'.'));
    QVERIFY(info.why.endsWith(u'.'));
    QVERIFY(info.mend.endsWith(u'.'));
    QVERIFY(!examplesOf(info).bad.empty());
    QVERIFY(!examplesOf(info).good.empty());
}

void CatalogueTest::messagesAreWhole() {
    const std::vector<Finding> findings = findingsOf(rule(), examplesOf(rule().info()).bad);
    for (const Finding &finding : findings) {
        QVERIFY(!finding.file.isEmpty());
        QVERIFY2(!finding.message.contains(u'{') || finding.message.contains(u"${"_s), qPrintable(finding.message)); // a placeholder that nothing filled
    }
}

/// What is shown as right must be right in every other way that makes a deployment fail on its own.
void CatalogueTest::examplesCanBeRead() {
    const std::unique_ptr<Set> set = Set::of(examplesOf(rule().info()).good);
    std::vector<Finding> wrong = m_validator->run(*set).findings;
    std::erase_if(wrong, [](const Finding &finding) {
        const bool grammar = finding.rule.starts_with("schema-") || finding.rule.ends_with("-syntax") || finding.rule.ends_with("-duplicate-key");
        return finding.severity != Severity::Error || !grammar;
    });
    QVERIFY2(wrong.empty(), qPrintable(listed(wrong)));
}

void CatalogueTest::identifiersAreUnique() {
    std::set<std::string> seen;
    for (const RuleInfo &rule : m_validator->rules())
        QVERIFY2(seen.insert(rule.id).second, rule.id.c_str());
}

void CatalogueTest::tableIsCurrent() {
    const QByteArray expected = tableOf(m_validator->rules()).toUtf8();
    QFile file(QStringLiteral(AQI_SOURCE_DIR "/resources/rules/README.md"));
    const QByteArray shown = file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    if (shown == expected)
        return;
    QFile fail(QStringLiteral(AQI_FAIL_DIR "/README.md.fail"));
    QVERIFY(fail.open(QFile::WriteOnly));
    fail.write(expected);
    QFAIL(qPrintable(u"resources/rules/README.md does not show the rules as they are. What it should say stands in "_s + fail.fileName()));
}

QTEST_GUILESS_MAIN(CatalogueTest)
#include "tst_catalogue.moc"
