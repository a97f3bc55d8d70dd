// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of expressions, and what the rules about a workflow's words find in one line of it.
#include "config/cross/acrossrules.h"
#include "config/rules/catalogue.h"
#include "config/rules/expression.h"
#include "config/rules/subjects.h"

#include <QTest>

using namespace config;
using namespace Qt::StringLiterals;

class TestWorkflows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        auto catalogue = Catalogue::builtin(acrossRules());
        QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().text()));
        m_catalogue = std::move(*catalogue);
    }

    void isRead_data() {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("reads"); // joined
        for (const auto &[source, reads] : std::initializer_list<std::pair<const char *, const char *>>{
                 {"github.sha", "github.sha"}, {"github['sha']", "github.sha"}, {"github.event.commits.*.message", "github.event.commits.*.message"},
                 {"needs.a.outputs[matrix.os]", "matrix.os needs.a.outputs.*"}, {"a && b || !c", "a b c"}, {"(a == 'it''s') != true", "a"}, {"-1.5e3 <= 0xff && NaN", ""},
                 {"contains(fromJSON('[1, 2]'), github.run_attempt)", "github.run_attempt"}, {"fromJSON(needs.a.outputs.x).b[0].c", "needs.a.outputs.x"},
                 {"format('{0} }} {1}', a, b)", "a b"}, {"success()", ""}, {"a.b-c_d.e", "a.b-c_d.e"}})
            QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(reads);
    }
    void isRead() {
        QFETCH(QString, source);
        const Expression expression = parseExpression(source);
        QVERIFY2(!expression.problem, qPrintable(expression.problem.value_or(QString())));
        QStringList reads;
        for (const ExpressionRead &read : expression.reads)
            reads.append(read.path.join(u'.'));
        QTEST(reads.join(u' '), "reads");
    }

    void isRefused_data() {
        QTest::addColumn<QString>("source");
        const QString deep = QString(60, u'(') + u'a' + QString(60, u')');
        for (const QString &source : {u""_s, u"a &&"_s, u"a b"_s, u"'open"_s, u"\"double\" == a"_s, u"f(a"_s, u"f(a,)"_s, u"a."_s, u"a[1"_s, u"a = b"_s, u"a & b"_s, u"(a"_s, u"a)"_s, u"1a ="_s, deep})
            QTest::newRow(qPrintable(source.left(20))) << source;
    }
    void isRefused() {
        QFETCH(QString, source);
        QVERIFY(parseExpression(source).problem);
    }

    void comparesAndCalls() {
        const Expression expression = parseExpression(u"'push' == github.event_name && startsWith(github.ref, 'refs/tags/') && github.actor != github.event.sender"_s);
        QCOMPARE(expression.comparisons.size(), 1u);
        QCOMPARE(expression.comparisons[0].path, (QStringList{u"github"_s, u"event_name"_s}));
        QCOMPARE(expression.comparisons[0].text, u"push"_s);
        QCOMPARE(expression.calls.size(), 1u);
        QCOMPARE(expression.calls[0].arguments, 2);
        QVERIFY(!expression.calls[0].text);
    }

    void aStep_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("found"); // rules
        const auto row = [](const char *line, const char *found) { QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(found); };
        row("run: echo ${{ github.sha }} ${{ github.event.anything.at_all }}", "");
        row("run: echo ${{ github.sah }}", "workflow-property-unknown");
        row("run: echo ${{ github.something_new }}", ""); // GitHub adds some
        row("run: echo ${{ runner.tmp }}", "workflow-property-unknown");
        row("run: echo ${{ secret.KEY }}", "workflow-context-unknown");
        row("run: echo ${{ 'a }} b' }}", "");
        row("run: echo ${{ github.sha ", "workflow-expression-open");
        row("run: echo ${{ github. }}", "workflow-expression-invalid");
        row("run: echo ${{ hashFiles() }}", "workflow-function-unknown");
        row("run: echo ${{ toJson(github) }}", "");
        row("run: echo ${{ format('{0} {1}', github.sha) }}", "workflow-function-unknown");
        row("run: echo ${{ format('{{0}} {0}', github.sha) }}", "");
        row("run: echo ${{ success() }}", "workflow-context-unavailable");
        row("run: echo ${{ jobs.a.outputs.b }}", "workflow-context-unavailable");
        row("{if: always() && steps.tag.outcome == 'failure', run: make}", "");
        row("{if: always && failure(), run: make}", "workflow-context-unknown");
        row("{if: steps.tag.outcome == 'failed', run: make}", "workflow-comparison-never");
        row("{if: \"runner.os == 'linux'\", run: make}", "");
        row("{if: \"github.ref == 'main'\", run: make}", "workflow-comparison-never");
        row("{if: \"github.ref_name == 'refs/heads/main'\", run: make}", "workflow-comparison-never");
        row("{if: \"github.event_name == 'pull_reqest'\", run: make}", "workflow-comparison-never");
        row("{run: make, shell: bash}", "");
        row("{run: make, shell: 'bash -l {0}'}", "");
        row("{run: make, shell: zsh}", "workflow-shell-unknown");
        row("run: echo ${{ steps.tag.outputs.tag }} ${{ steps.tag.outputs.level }}", "");
        row("run: echo ${{ steps.tag.outputs.tga }}", "workflow-step-output");
        row("run: echo ${{ steps.called.outputs.anything }}", ""); // a program writes them
        row("run: echo ${{ steps.image.outputs.digset }}", "workflow-step-output");
        row("run: echo ${{ steps.image.outputs.something-new }}", "");
        row("run: echo ${{ steps.own.outputs.place }}", "");
        row("run: echo ${{ steps.own.outputs.other }}", "workflow-step-output");
        row("uses: actions/checkuot@v4", "workflow-action-misspelt");
        row("uses: somebody/checkout@v4", "");
        row("uses: Azure/setup-helm@v4", "");
        row("{uses: actions/checkout@v4, with: {fetch-deph: 0}}", "workflow-action-input");
        row("{uses: actions/checkout@v4, with: {something-new: 0}}", "");
        row("{uses: actions/upload-artifact@v4, with: {name: a}}", "workflow-action-input");
        row("{uses: ./.github/actions/own, with: {level: 1, mode: a}}", "workflow-action-input");
        row("uses: ./.github/actions/own", "workflow-action-input");
        row("{uses: ./.github/actions/own, with: {level: 1}}", "");
    }
    void aStep() {
        QFETCH(QString, line);
        const std::string text = "name: A\non: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
                                 "      - id: tag\n        run: |\n          tag=1\n          {\n            echo \"tag=$tag\"\n            echo level=2\n          } >>\"$GITHUB_OUTPUT\"\n"
                                 "      - {id: called, run: 'echo a=1 >>$GITHUB_OUTPUT; ./tell >>$GITHUB_OUTPUT\n\n          ./tell >>$GITHUB_OUTPUT'}\n"
                                 "      - {id: image, uses: docker/build-push-action@v6}\n      - {id: own, uses: ./.github/actions/own, with: {level: 1}}\n      - " + line.toStdString() + "\n";
        const std::string own = "name: Own\ninputs:\n  level: {required: true}\noutputs:\n  place: {value: here}\nruns: {using: composite, steps: []}\n";
        QTEST(found({{u".github/workflows/a.yml"_s, text}, {u".github/actions/own/action.yml"_s, own}}), "found");
    }

    void aJob_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *line, const char *found) { QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(found); };
        row("runs-on: ubuntu-24.04", "");
        row("runs-on: ubuntu-24.4", "workflow-runner-unknown");
        row("runs-on: uuntu-24.04", "workflow-runner-unknown");
        row("runs-on: ubuntu-latest-16-cores", ""); // a larger runner of one's own
        row("runs-on: [self-hosted, ubunut-24.04]", "");
        row("runs-on: {group: big}", "");
        row("{runs-on: '${{ matrix.os }}', strategy: {matrix: {os: [ubuntu-24.04, macos-12]}}}", "workflow-runner-unknown");
        row("{runs-on: '${{ matrix.os }}', strategy: {matrix: {os: [macOS-latest], n: [1], exclude: [{os: macos-latest, n: 1}]}}}", "");
        row("{runs-on: '${{ matrix.os }}', strategy: {matrix: {os: [ubuntu-24.04, windos-2022]}}}", "workflow-runner-unknown");
        row("{runs-on: '${{ matrix.os }}', strategy: {matrix: {include: [{os: macos-15}]}}}", "");
        row("{runs-on: ubuntu-24.04, strategy: {matrix: {n: [1, 2], exclude: [{n: 3}]}}}", "workflow-exclude-unknown");
        row("{runs-on: ubuntu-24.04, strategy: {matrix: {n: [1, 2, 1]}}}", "workflow-matrix-twice");
        row("{runs-on: ubuntu-24.04, if: 'env.A == 1'}", "workflow-context-unavailable");
        row("{runs-on: ubuntu-24.04, if: \"github.event_name == 'push' && vars.A\"}", "");
        row("{runs-on: ubuntu-24.04, env: {A: '${{ secrets.A }}', B: '${{ runner.temp }}'}}", "workflow-context-unavailable");
        row("{runs-on: ubuntu-24.04, environment: {name: a, url: '${{ steps.a.outputs.url }}'}}", "workflow-step-undefined");
        row("{runs-on: ubuntu-24.04, container: {image: a, credentials: {username: a, password: '${{ secrets.A }}'}}}", "");
        row("{runs-on: ubuntu-24.04, container: {image: '${{ secrets.A }}'}}", "workflow-context-unavailable");
        row("{runs-on: ubuntu-24.04, services: {db: {image: a, env: {A: '${{ secrets.A }}'}}}}", "");
        row("{runs-on: ubuntu-24.04, timeout-minutes: '${{ matrix.minutes }}', strategy: {matrix: {minutes: [1]}}}", "");
        row("{runs-on: ubuntu-24.04, needs: [a]}", "workflow-job-undefined");
    }
    void aJob() {
        QFETCH(QString, line);
        std::string job = line.toStdString();
        const std::string steps = "steps: [{run: make}]";
        job = job.front() == '{' ? job.substr(0, job.size() - 1) + ", " + steps + "}" : "{" + job + ", " + steps + "}";
        QTEST(found({{u".github/workflows/a.yml"_s, "name: A\non: push\njobs:\n  a: " + job + "\n"}}), "found");
    }

    void onlyTheirGuideNamesSecrets() {
        const std::string one = "name: A\non: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make\n"
                                "        env: {A: '${{ secrets.ALPHA_KEY }}', B: '${{ secrets.BETA_KEY }}', C: '${{ secrets.GITHUB_TOKEN }}', D: '${{ secrets.GITHUB_THING }}'}\n";
        QCOMPARE(found({{u".github/workflows/a.yml"_s, one}}), u"workflow-secret-unknown"_s); // GITHUB_THING alone
        const auto set = Set::of({{u".github/workflows/a.yml"_s, one}, {u".github/workflows/README.md"_s, "`ALPHA_KEY` opens the door.\n"}});
        const Subjects subjects(*set);
        const auto findings = m_catalogue.find("workflow-secret-unknown")->run(subjects, Severity::Warning);
        QCOMPARE(findings.size(), 1u); // one of three named is no list
    }

private:
    /// The rules of errors and warnings about workflows that find something, each once.
    QString found(const std::vector<std::pair<QString, std::string>> &files) const {
        const auto set = Set::of(files);
        const Subjects subjects(*set);
        QStringList rules;
        for (const Rule &rule : m_catalogue.rules())
            if (rule.info().id.starts_with("workflow-") && rule.info().severity != Severity::Info && !rule.run(subjects, rule.info().severity).empty())
                rules.append(QString::fromStdString(rule.info().id));
        return rules.join(u' ');
    }

    Catalogue m_catalogue;
};

QTEST_APPLESS_MAIN(TestWorkflows)
#include "tst_workflows.moc"
