// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Files that others wrote and that work, out of Debian's packages: no error, but for those that really are wrong.
#include "config/check/validator.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

struct Folder {
    const char *path;         // checked as one set
    const char *only = "";    // names of files: a regular expression; empty: all that a folder is looked into for
    const char *without = ""; // paths: a regular expression; empty: none
};

constexpr Folder folders[] = {
    // Examples of programs, as they are told to be deployed
    {"/usr/share/doc/kustomize/examples"},
    {"/usr/share/doc/podman-compose/examples"},
    {"/usr/share/doc/python3-prometheus-flask-exporter/examples"},
    {"/usr/share/doc/libdd-opentracing0/examples"},
    {"/usr/share/doc/prometheus/examples"},
    {"/usr/share/doc/prometheus-alertmanager/examples"},
    {"/etc/grafana/dashboards/ceph-dashboard"},
    {"/etc/prometheus/ceph"},
    // What libraries are tested with and takes every form that is allowed. Not: Go's own sources; templates
    {"/usr/share/gocode/src/github.com/compose-spec/compose-go/cli/testdata", "\\.(ya?ml|env)$|^\\.env"},
    {"/usr/share/gocode/src/sigs.k8s.io/kustomize/kyaml/kio/filters/testdata", "\\.ya?ml$"},
    {"/usr/share/gocode/src/sigs.k8s.io/kustomize/api/krusty/testdata/localize", "\\.ya?ml$"},
    {"/usr/share/gocode/src/k8s.io/cli-runtime/artifacts", "\\.ya?ml$", "deeply-nested|/kustomization/"},
};
/// Rust's packages keep their workflows.
constexpr const char *crates[] = {"critical-section", "memo-map", "minimal-lexical", "oneshot", "simd-adler32", "waker-fn", "wmidi"};

struct Wrong {
    const char *file; // the end of its path
    const char *rule;
    const char *why;
};
constexpr Wrong wrongs[] = {
    {"transformerconfigs/crd/resources.yaml", "schema-value", "v1beta1 without a group is no version of Kubernetes; only kustomize itself takes it"},
    {"transformerconfigs/images/kustomization.yaml", "kustomization-render", "the file of its configurations is not in the package"},
    {"transformerconfigs/images/kustomization.yaml", "schema-pattern", "a digest has 64 digits, this one has 6"},
    {"transformerconfigs/images/resources.yaml", "schema-value", "a Deployment of v1, and a version config/v1"},
    {"transformerconfigs/images/resources.yaml", "object-name-invalid", "a capital in a name"},
    {"validationTransformer/invalid.yaml", "schema-wrong-type", "made to be refused"},
    {"sample-signals/grafana/datasource.yaml", "schema-unknown-key", "is_default was version 0's; version 1 ignores it"},
    {"dataset1-expected/wordpress/wordpress-service.resource.yaml", "node-port-twice", "two Services want one node port"},
    {"dataset1-localupdates/wordpress/wordpress-service.resource.yaml", "node-port-twice", "two Services want one node port"},
    {"localize/simple/service.yaml", "service-without-pods", "its selector has the label of the Deployment, not that of the pods"},
    {".github/workflows/fuzz.yaml", "workflow-action-dead", "upload-artifact of version 2 is switched off"},
    {"build-and-test.yaml", "workflow-old-command", "::set-env is switched off"},
    {"lint.yaml", "workflow-old-command", "::set-env is switched off"},
    {"security.yaml", "workflow-old-command", "::set-env is switched off"},
};

} // namespace

class TestCorpus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void givesNoError_data();
    void givesNoError();
    void allWrongsOccur();
    void isEnough();

private:
    std::unique_ptr<Validator> m_validator;
    std::map<std::string, int> m_warnings; // by rule
    std::set<const Wrong *> m_seen;
    int m_files = 0, m_objects = 0, m_errors = 0;
};

void TestCorpus::initTestCase() {
    auto validator = Validator::create();
    QVERIFY2(validator, validator ? "" : qPrintable(validator.error().text()));
    m_validator = std::move(*validator);
}

void TestCorpus::givesNoError_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("only");
    QTest::addColumn<QString>("without");
    for (const Folder &folder : folders)
        QTest::newRow(folder.path) << QString::fromUtf8(folder.path) << QString::fromUtf8(folder.only) << QString::fromUtf8(folder.without);
    for (const char *crate : crates) {
        const QStringList found = QDir(u"/usr/share/cargo/registry"_s).entryList({QLatin1StringView(crate) + u"-[0-9]*"_s}, QDir::Dirs);
        QTest::newRow(crate) << u"/usr/share/cargo/registry/%1/.github"_s.arg(found.value(0)) << QString() << QString();
    }
}

namespace {

QStringList filesIn(const QString &folder, const QString &only, const QString &without) {
    if (only.isEmpty())
        return QFileInfo::exists(folder) ? QStringList{folder} : QStringList();
    const QRegularExpression wanted(only), unwanted(without);
    QStringList paths;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        const bool out = !without.isEmpty() && unwanted.match(file.filePath()).hasMatch();
        if (!out && wanted.match(file.fileName()).hasMatch())
            paths += file.filePath();
    }
    paths.sort();
    return paths;
}

const Wrong *knownAs(const Finding &finding) {
    const auto found = std::ranges::find_if(wrongs, [&](const Wrong &wrong) { return finding.rule == wrong.rule && finding.file.endsWith(QLatin1StringView(wrong.file)); });
    return found == std::end(wrongs) ? nullptr : found;
}

} // namespace

void TestCorpus::givesNoError() {
    QFETCH(QString, path);
    QFETCH(QString, only);
    QFETCH(QString, without);
    const QStringList paths = filesIn(path, only, without);
    QVERIFY2(!paths.isEmpty(), qPrintable(u"%1 holds nothing; packaging/packages.txt names what has it"_s.arg(path)));
    const auto set = Set::load(paths);
    QVERIFY2(set, set ? "" : qPrintable(set.error().text()));
    const Outcome outcome = m_validator->run(**set);
    qInfo("%d files, %d objects", outcome.files, outcome.objects);
    m_files += outcome.files;
    m_objects += outcome.objects;
    QStringList said;
    for (const Finding &finding : outcome.findings) {
        if (finding.severity == Severity::Warning)
            ++m_warnings[finding.rule];
        if (finding.severity != Severity::Error)
            continue;
        if (const Wrong *known = knownAs(finding))
            m_seen.insert(known);
        else
            said << u"%1:%2 %3: %4"_s.arg(finding.file).arg(finding.position.line).arg(QString::fromStdString(finding.rule), finding.message);
    }
    QVERIFY2(said.isEmpty(), qPrintable(said.join(u'\n')));
}

void TestCorpus::allWrongsOccur() {
    for (const Wrong &wrong : wrongs)
        QVERIFY2(m_seen.contains(&wrong), qPrintable(u"%1 of %2 is not found (any more)"_s.arg(QLatin1StringView(wrong.rule), QLatin1StringView(wrong.file))));
}

void TestCorpus::isEnough() {
    qInfo("%d files, %d objects", m_files, m_objects);
    std::vector<std::pair<int, std::string>> order;
    for (const auto &[rule, count] : m_warnings)
        order.emplace_back(count, rule);
    std::ranges::sort(order, std::greater());
    for (const auto &[count, rule] : order)
        qInfo("%4d warnings %s", count, rule.c_str());
    QVERIFY(m_files >= 300);
    QVERIFY(m_objects >= 60);
}

QTEST_GUILESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
