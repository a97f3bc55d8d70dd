// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The configuration page beside a real API server with our own set deployed by the real kubectl: files that were just applied differ in
// nothing, what was changed since is shown, and the server's own schemas judge.
#include "kubectl.h"

#include "kube/client.h"
#include "kube/kubeconfig.h"
#include "ui/config/comparepanel.h"
#include "ui/config/configpage.h"
#include "ui/config/differenceview.h"
#include "ui/config/filepanel.h"
#include "ui/config/openfile.h"

#include <QComboBox>
#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using State = models::Checker::State;

class TestConfigLive : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(QDir().mkpath(m_root + u"/overlays"_s)); // the base and the sandbox's overlay alone: less to render
        for (const QString &folder : {u"/base"_s, u"/overlays/sandbox"_s})
            QCOMPARE(QProcess::execute(u"cp"_s, {u"-r"_s, QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes") + folder, m_root + folder}), 0);
        RAN(m_sandbox.up());
        RAN(m_sandbox.kubectl({u"apply"_s, u"--server-side"_s, u"-k"_s, m_overlay}));
        const auto config = kube::Kubeconfig::load(m_sandbox.kubeconfig());
        QVERIFY2(config, qPrintable(config ? QString() : config.error().text()));
        const auto access = config->access({});
        QVERIFY2(access, qPrintable(access ? QString() : access.error().text()));
        m_client = std::make_unique<kube::Client>(*access);
        m_page = std::make_unique<ui::ConfigPage>();
        m_page->resize(1280, 800);
        m_page->show();
        ui::PageContext context;
        context.environment.name = u"sandbox"_s;
        context.environment.ns = u"aqi-predictor"_s;
        context.environment.manifests = m_overlay;
        context.client = m_client.get();
        m_page->setContext(context);
        QVERIFY(QTest::qWaitFor([this] { return m_page->workspace().checker().state() == State::Idle; }, 180'000));
        QVERIFY(m_page->workspace().set()->renderProblems().empty());
    }
    void cleanupTestCase() {
        m_page.reset(); // asks the client
        m_client.reset();
    }

    void theServersOwnSchemasJudge() {
        QVERIFY(QTest::qWaitFor([this] { return m_page->schemaPhrase().contains(u"the schemas of sandbox (v"_s) && m_page->workspace().checker().state() == State::Idle; }, 180'000));
        QVERIFY(m_page->serverSchemas().kinds()->missing.isEmpty());
        QVERIFY(m_page->workspace().checker().schemas() != nullptr);
        for (const config::Finding &finding : m_page->workspace().checked()->findings)
            QVERIFY2(!finding.rule.starts_with("schema-"), qPrintable(finding.file + u": "_s + finding.message)); // our own set is right by them
        OpenResult opened = open(u"base/quota.yaml"_s);
        QVERIFY2(opened.isEmpty(), qPrintable(opened));
    }

    void whatWasJustAppliedDiffersInNothing_data() {
        QTest::addColumn<QString>("file");
        for (const char *file : {"base/api-deployment.yaml", "base/redis-statefulset.yaml", "base/timescaledb-statefulset.yaml", "base/grafana-deployment.yaml", "base/configmap.yaml",
                 "base/ingress.yaml", "base/network-policies.yaml", "base/disruption-budgets.yaml", "base/backup-cronjob.yaml", "base/quota.yaml", "base/frontend-deployment.yaml",
                 "base/prometheus-deployment.yaml"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void whatWasJustAppliedDiffersInNothing() {
        QFETCH(QString, file);
        const OpenResult trouble = open(file);
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        QCOMPARE(compare()->view()->text(), QString()); // no defaults of the server's, no managedFields
        QVERIFY2(!compare()->note().contains("Not there"_L1) && !compare()->note().contains("Not compared"_L1), qPrintable(compare()->note()));
    }

    void whatWasChangedSinceIsShown() {
        RAN(m_sandbox.kubectl({u"-n"_s, u"aqi-predictor"_s, u"scale"_s, u"deployment/frontend"_s, u"--replicas=5"_s}));
        const OpenResult trouble = open(u"base/frontend-deployment.yaml"_s);
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        const QString text = compare()->view()->text();
        QVERIFY2(text.contains("replicas: 5"_L1) && text.contains("replicas: 2"_L1), qPrintable(text));
        qsizetype changed = 0;
        for (const QString &line : text.split(u'\n'))
            changed += line.contains(u"− "_s) || line.contains(u"+ "_s);
        QVERIFY2(changed == 2, qPrintable(text)); // and nothing else
        for (const auto no : {"managedFields"_L1, "resourceVersion"_L1, "terminationMessagePath"_L1, "status:"_L1})
            QVERIFY2(!text.contains(no), qPrintable(text));
    }

private:
    using OpenResult = QString; // what went wrong
    /// Shows a file of the set beside the live objects, all of them answered.
    [[nodiscard]] OpenResult open(const QString &file) {
        const QString path = QDir::cleanPath(m_overlay + u"/../../"_s + file);
        if (!m_page->openFile(path))
            return u"not opened: "_s + path;
        m_page->panel()->showTab(ui::FilePanel::Difference);
        const int live = compare()->chooser()->findText(u"the live objects of sandbox"_s);
        if (live < 0)
            return u"no live objects to choose"_s;
        compare()->choose(live);
        if (!QTest::qWaitFor([this] { return !compare()->live().isAsking() && !compare()->live().isEmpty(); }, 120'000))
            return compare()->live().error() ? compare()->live().error()->message : u"no answer"_s;
        return {};
    }
    [[nodiscard]] ui::ComparePanel *compare() const { return m_page->panel()->compare(); }

    QTemporaryDir m_home;
    const QString m_root = m_home.filePath(u"manifests/kubernetes"_s);
    const QString m_overlay = m_root + u"/overlays/sandbox"_s;
    Sandbox m_sandbox;
    std::unique_ptr<kube::Client> m_client;
    std::unique_ptr<ui::ConfigPage> m_page;
};

QTEST_MAIN(TestConfigLive)
#include "tst_config_live.moc"
