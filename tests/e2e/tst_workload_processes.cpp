// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A shell and a forwarded port of the workloads page into pods that are processes, in a sandbox of its own.
#include "kube/client.h"
#include "kube/session.h"
#include "kubectl.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"
#include "ui/workloads/bottompanes.h"
#include "ui/workloads/forwardpane.h"
#include "ui/workloads/shellpane.h"
#include "ui/workloads/terminal/emulatedterminal.h"
#include "ui/workloads/workloadspage.h"

#include <QApplication>
#include <QComboBox>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 120000;

} // namespace

class TestWorkloadProcesses : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light);
        const auto up = m_sandbox.control({u"up"_s});
        QVERIFY2(up.status == 0, up.report().constData());
        if (up.err.contains(u"stay hollow"_s))
            QSKIP(qPrintable(up.err));
        const auto applied = m_sandbox.kubectl({u"apply"_s, u"--server-side"_s, u"-f"_s, u"-"_s}, cacheManifest);
        QVERIFY2(applied.status == 0, applied.report().constData());
        const auto rolled = m_sandbox.kubectl({u"-n"_s, u"try"_s, u"rollout"_s, u"status"_s, u"deployment/cache"_s, u"--timeout=100s"_s});
        QVERIFY2(rolled.status == 0, rolled.report().constData());
        const auto config = kube::Kubeconfig::load(m_sandbox.kubeconfig());
        QVERIFY2(config, config ? "" : qPrintable(config.error().text()));
        m_client = std::make_unique<kube::Client>(*config->access());
        m_session = std::make_unique<kube::Session>(*m_client, u"try"_s);
        m_page = std::make_unique<ui::WorkloadsPage>();
        m_page->setTerminalMaker([] { return base::Result<ui::Terminal *>(new ui::EmulatedTerminal); });
        m_page->resize(1280, 800);
        environment::Environment environment;
        environment.name = u"try"_s;
        m_page->setContext({environment, m_client.get(), m_session.get(), &m_tasks});
        m_session->start();
        m_page->show();
        QVERIFY(QTest::qWaitFor([&] { return m_session->complete() && !m_session->pods().isEmpty(); }, patience));
    }
    void cleanupTestCase() {
        m_page.reset();
        m_session.reset();
        m_client.reset();
        m_theme.reset();
    }

    void shellInAPod() {
        ui::ShellPane *pane = m_page->panes()->openShell(m_session->pods().first().ref);
        QTRY_VERIFY2_WITH_TIMEOUT(pane->running(), qPrintable(pane->status()), patience);
        QCOMPARE(pane->status(), u"running in container redis"_s);
        Q_EMIT pane->terminal()->typed("redis-cli -h cache ping; echo \"host:\"$(hostname)\r"_ba);
        QTRY_VERIFY2_WITH_TIMEOUT(pane->terminal()->text().contains(u"PONG"_s) && pane->terminal()->text().contains(u"host:cache-"_s),
            qPrintable(pane->terminal()->text()), patience);
        m_page->panes()->closeAll();
    }
    void portOfAService() {
        ui::ForwardPane *pane = m_page->panes()->openForwards({u"v1"_s, u"Service"_s, u"try"_s, u"cache"_s, {}});
        QTRY_COMPARE_WITH_TIMEOUT(pane->ports()->currentText(), u"redis 6379 → redis"_s, patience); // by the name of the pod's port
        pane->open();
        const auto row = [&] { return pane->model().shownAt(0) ? *pane->model().shownAt(0) : models::ForwardRow(); };
        QTRY_VERIFY_WITH_TIMEOUT(row().localPort > 0, patience);
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, row().localPort);
        socket.write("PING\r\n");
        QByteArray answer;
        QTRY_COMPARE_WITH_TIMEOUT(answer += socket.readAll(), "+PONG\r\n"_ba, patience);
        QTRY_COMPARE_WITH_TIMEOUT(row().connections, 1, patience);
    }

private:
    std::unique_ptr<ui::ThemeController> m_theme;
    Sandbox m_sandbox;
    ui::TaskList m_tasks;
    std::unique_ptr<kube::Client> m_client;
    std::unique_ptr<kube::Session> m_session;
    std::unique_ptr<ui::WorkloadsPage> m_page;
};

QTEST_MAIN(TestWorkloadProcesses)
#include "tst_workload_processes.moc"
