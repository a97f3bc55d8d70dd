// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is found while a file of a kustomization is typed is what is found once it is saved: kubectl is not asked between, so this holds its
// renderings, carried over, against new ones. On our own set of Kubernetes files.
#include "config/check/settingsfile.h"
#include "config/check/validator.h"

#include <QDir>
#include <QDirIterator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

namespace {

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &text) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

/// The one place where it stands; the test is wrong where that is not so.
QByteArray exchanged(QByteArray text, const QByteArray &what, const QByteArray &by) {
    return text.count(what) == 1 ? text.replace(what, by) : QByteArray();
}

} // namespace

class TestTyping : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(u"kubectl"_s).isEmpty())
            QSKIP("no kubectl");
        auto created = Validator::create();
        QVERIFY2(created, qPrintable(created ? QString() : created.error().text()));
        m_validator = std::move(*created);
        const QString source = QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes");
        for (QDirIterator it(source, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
            const QString path = it.next();
            write(at(path.mid(source.size() + 1)), contentOf(path));
        }
        // Something to be found in every run, in a file and across files, so that nothing found is no answer. And a file whose objects are what
        // they are by the kustomization alone: the namespace of the overlay, a prefix, labels, images.
        write(at(u"mistaken/base/kustomization.yaml"_s), "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml, space.yaml]\nconfigMapGenerator:\n"
            "  - name: settings\n    literals: [A=1]\n");
        write(at(u"mistaken/base/space.yaml"_s), "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: placed\n");
        write(at(u"mistaken/base/web.yaml"_s), web);
        write(at(u"mistaken/overlays/one/kustomization.yaml"_s), "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: placed\nnamePrefix: pre-\n"
            "resources: [../../base]\nlabels:\n  - pairs: {tier: front}\n    includeSelectors: true\nimages:\n  - name: web\n    newName: registry.example.org/web\n    newTag: 1.2.3\n"
            "patches:\n  - path: more.yaml\n");
        write(at(u"mistaken/overlays/one/more.yaml"_s), "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n");
        m_saved = load();
        QVERIFY(m_saved && m_saved->renderProblems().empty());
        m_found = findings(*m_saved);
        QVERIFY(m_found.size() > 2);
    }

    void aRemark_data() {
        QTest::addColumn<QString>("path");
        for (const char *path : {"base/api-deployment.yaml", "base/configmap.yaml", "base/namespace.yaml", "base/ingress.yaml", "base/monitoring/prometheus.yml", "base/kustomization.yaml",
                 "overlays/sandbox/kustomization.yaml", "overlays/sandbox/storage.yaml",
                 "overlays/production/alertmanager-egress.yaml", "overlays/staging/environment.yaml", "mistaken/base/web.yaml", "mistaken/base/space.yaml",
                 "mistaken/base/kustomization.yaml", "mistaken/overlays/one/kustomization.yaml", "mistaken/overlays/one/more.yaml"})
            QTest::newRow(path) << QString::fromLatin1(path);
    }
    void aRemark() {
        QFETCH(QString, path);
        const QByteArray text = contentOf(at(path));
        QVERIFY(!text.isEmpty());
        const auto typed = m_saved->with(at(path), (text + "# a remark\n").toStdString());
        QCOMPARE(findings(*typed), m_found);
        for (const Scope &scope : typed->scopes())
            QVERIFY2(!scope.approximate, qPrintable(scope.name));
        // a half-written line blinds nothing but itself
        const auto half = m_saved->with(at(path), (text + "\"half\n").toStdString());
        QStringList more = findings(*half);
        more.removeIf([&](const QString &line) { return line.contains(path) && line.contains("syntax"_L1); });
        QCOMPARE(more, m_found);
    }

    /// One after the other, as an operator types; then all of them are saved and kubectl renders.
    void changes() {
        const std::vector<std::array<QByteArray, 3>> edits{
            {"base/api-deployment.yaml", "  minReplicas: 3\n", "  # more\n  minReplicas: 4\n"},
            {"base/configmap.yaml", "metadata:\n", "metadata: # all\n"},
            {"mistaken/base/web.yaml", "image: web", "image: web # ours"},
            {"mistaken/base/web.yaml", "containerPort: 80\n", "containerPort: 81\n"},
            {"mistaken/base/web.yaml", "privileged: true\n", "privileged: false\n"},
            {"mistaken/base/web.yaml", "name: settings\n", "name: setting\n"},
            {"mistaken/overlays/one/more.yaml", "replicas: 3\n", "replicas: 1\n  paused: true\n"},
        };
        auto typed = load();
        for (const auto &[path, what, by] : edits) {
            const QString file = at(QString::fromLatin1(path));
            const QByteArray text = exchanged(QByteArray::fromStdString(std::string(typed->file(file)->document->text())), what, by);
            QVERIFY2(!text.isEmpty(), what.constData());
            typed = typed->with(file, text.toStdString());
        }
        const QStringList found = findings(*typed);
        QVERIFY(found != m_found);
        for (const auto &[path, what, by] : edits) {
            const QString file = at(QString::fromLatin1(path));
            write(file, QByteArray::fromStdString(std::string(typed->file(file)->document->text())));
        }
        QCOMPARE(found, findings(*load()));
    }

private:
    static constexpr const char *web = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n  selector:\n    matchLabels: {app: web}\n  template:\n"
        "    metadata:\n      labels: {app: web}\n    spec:\n      containers:\n        - name: web\n          image: web\n          ports:\n            - name: http\n              containerPort: 80\n"
        "          securityContext:\n            privileged: true\n          envFrom:\n            - configMapRef:\n                name: settings\n"
        "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n  ports:\n    - port: 80\n";

    [[nodiscard]] QString at(const QString &path) const { return m_folder.filePath(path); }
    [[nodiscard]] std::unique_ptr<Set> load() const {
        auto set = Set::load({m_folder.path()});
        return set ? std::move(*set) : nullptr;
    }
    [[nodiscard]] QStringList findings(const Set &set) const {
        QStringList lines;
        for (const Finding &finding : m_validator->run(set, settingsOf(set, *m_validator).settings, 2).findings)
            lines << u"%1:%2:%3 %4 %5 %6 %7"_s.arg(finding.file.mid(m_folder.path().size() + 1)).arg(finding.position.line).arg(finding.position.column)
                         .arg(QString::fromStdString(finding.rule), finding.object, finding.path, finding.message);
        lines.sort();
        return lines;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Validator> m_validator;
    std::unique_ptr<Set> m_saved;
    QStringList m_found;
};

QTEST_GUILESS_MAIN(TestTyping)
#include "tst_typing.moc"
