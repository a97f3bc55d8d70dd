// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The panes of the workloads page that reach into pods, against the sandbox's API server in front of programs of this machine.
#include "kube/client.h"
#include "kube/session.h"
#include "localcluster.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/confirmation.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"
#include "ui/workloads/bottompanes.h"
#include "ui/workloads/forwardpane.h"
#include "ui/workloads/shellpane.h"
#include "ui/workloads/terminal/emulatedterminal.h"
#include "ui/workloads/workloadspage.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QPointer>
#include <QSpinBox>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60000;

kube::ObjectRef pod(const QString &name) { return {u"v1"_s, u"Pod"_s, u"default"_s, name, {}}; }
const kube::ObjectRef service{u"v1"_s, u"Service"_s, u"default"_s, u"echo"_s, {}};

void save(QWidget &widget, const QString &name) { // with AQI_PICTURES (a folder), to look at
    QCoreApplication::processEvents();
    if (const QString folder = qEnvironmentVariable("AQI_PICTURES"); !folder.isEmpty())
        widget.grab().save(QDir(folder).filePath(name + u".png"_s));
}

} // namespace

class TestWorkloadPanes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light);
        QVERIFY(m_echo.listen(QHostAddress::LocalHost));
        connect(&m_echo, &QTcpServer::newConnection, this, [this] {
            auto *socket = m_echo.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
        });
        QVERIFY(m_cluster.start());
        addPod("web");
        const sandbox::Json port{{"name", "echo"}, {"port", 7}, {"targetPort", m_echo.serverPort()}};
        (void)m_cluster.store().create({"services", "default", "echo"},
            {{"apiVersion", "v1"}, {"kind", "Service"}, {"spec", {{"selector", {{"app", "web"}}}, {"ports", sandbox::Json::array({port})}}}});
        const auto config = kube::Kubeconfig::load(m_cluster.kubeconfig());
        QVERIFY2(config, config ? "" : qPrintable(config.error().text()));
        m_client = std::make_unique<kube::Client>(*config->access());
        m_page = std::make_unique<ui::WorkloadsPage>();
        m_page->resize(1280, 800);
        m_page->setTerminalMaker([] { return base::Result<ui::Terminal *>(new ui::EmulatedTerminal); });
        begin();
    }
    void cleanupTestCase() {
        m_page.reset();
        m_session.reset();
        m_client.reset();
        m_theme.reset();
    }

    void forwardsToAService() {
        ui::ForwardPane *pane = m_page->panes()->openForwards(service);
        QTRY_COMPARE_WITH_TIMEOUT(pane->ports()->count(), 1, patience);
        QCOMPARE(pane->ports()->currentText(), u"echo 7 → %1"_s.arg(m_echo.serverPort()));
        QVERIFY2(pane->minimumSizeHint().width() <= 816, qPrintable(QString::number(pane->minimumSizeHint().width()))); // 1280 pixels with rail and details
        pane->open();
        const auto row = [&] { return pane->model().shownAt(0) ? *pane->model().shownAt(0) : models::ForwardRow(); };
        QTRY_VERIFY_WITH_TIMEOUT(row().localPort > 0, patience);
        QCOMPARE(row().pod, u"web"_s);
        QCOMPARE(talk(row().localPort), "hello"_ba);
        QTRY_COMPARE_WITH_TIMEOUT(row().connections, 1, patience);
        QVERIFY(!answers(row().localPort, u"127.0.0.2"_s)); // on 127.0.0.1 and nowhere else
        save(*m_page, u"ports-light"_s);
        m_page->resize(816, 700);
        save(*m_page, u"ports-narrow"_s);
        m_page->resize(1280, 800);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        save(*m_page, u"ports-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
        m_port = row().localPort;
    }
    void aTakenPortIsSaid() {
        ui::ForwardPane *pane = m_page->panes()->forwards();
        QVERIFY(pane);
        pane->localPort()->setValue(m_port);
        pane->open();
        QTRY_COMPARE_WITH_TIMEOUT(pane->model().rowCount(), 2, patience);
        QVERIFY(pane->table()->view()->selectKey(u"2"_s));
        const auto *row = pane->model().find(u"2"_s);
        QVERIFY(row);
        QTRY_COMPARE_WITH_TIMEOUT(pane->model().find(u"2"_s)->health.state, kube::HealthState::Failed, patience);
        QVERIFY2(pane->model().find(u"2"_s)->problem.startsWith(u"port %1 of this machine cannot be used"_s.arg(m_port)), qPrintable(pane->model().find(u"2"_s)->problem));
        pane->stopSelected();
        QCOMPARE(pane->running(), 1);
    }
    void movesToAnotherPod() {
        ui::ForwardPane *pane = m_page->panes()->forwards();
        QVERIFY(pane);
        const auto row = [&] { return *pane->model().find(u"1"_s); };
        QVERIFY(m_cluster.store().remove({"pods", "default", "web"}));
        QTRY_COMPARE_WITH_TIMEOUT(row().health.state, kube::HealthState::Progressing, patience);
        QCOMPARE(row().problem, u"Pod web went away"_s);
        addPod("web");
        QTRY_COMPARE_WITH_TIMEOUT(row().health.state, kube::HealthState::Healthy, patience);
        QCOMPARE(row().localPort, m_port);
        QCOMPARE(talk(m_port), "hello"_ba);
    }
    void closesWithTheSession() {
        ui::ForwardPane *pane = m_page->panes()->forwards();
        QVERIFY(pane);
        m_page->setContext({m_environment, nullptr, nullptr, &m_tasks});
        QCOMPARE(pane->running(), 0);
        QCOMPARE(pane->banner()->text(), u"The connection was closed, and with it the forwarded ports."_s);
        QVERIFY(!answers(m_port, u"127.0.0.1"_s));
        begin();
        m_page->panes()->closeAll();
    }

    void aShellTakesWhatIsTyped() {
        ui::ShellPane *pane = m_page->panes()->openShell(pod(u"web"_s));
        QTRY_VERIFY_WITH_TIMEOUT(pane->running(), patience);
        QCOMPARE(pane->status(), u"running in container main"_s);
        type(pane, u"echo $((6*7))-$TERM grüße"_s);
        QTRY_VERIFY2_WITH_TIMEOUT(pane->terminal()->text().contains(u"42-xterm-256color grüße"_s), qPrintable(pane->terminal()->text()), patience);
        m_page->selectObject(pod(u"web"_s));
        QWidget *display = pane->terminal()->focusProxy()->focusProxy();
        QTest::keyClick(display, Qt::Key_L, Qt::ControlModifier); // the shell's, though it is the page's elsewhere
        QTest::keyClicks(display, u"echo key$((1+2))"_s);
        QTest::keyClick(display, Qt::Key_Return);
        QTRY_VERIFY2_WITH_TIMEOUT(pane->terminal()->text().contains(u"key3"_s), qPrintable(pane->terminal()->text()), patience);
        QVERIFY(!m_page->panes()->logs(pod(u"web"_s)));
        save(*m_page, u"shell-light"_s);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        save(*m_page, u"shell-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
    }
    void aShellKnowsItsSize() {
        auto *pane = qobject_cast<ui::ShellPane *>(m_page->panes()->currentWidget());
        QVERIFY(pane);
        const auto size = [&] { return u"%1 %2"_s.arg(pane->terminal()->rows()).arg(pane->terminal()->columns()); };
        const QString before = size();
        m_page->resize(1000, 700);
        QTRY_VERIFY_WITH_TIMEOUT(size() != before, patience);
        type(pane, u"until [ \"$(stty size)\" = '%1' ]; do sleep 0.1; done; echo \"size:\"is-right"_s.arg(size()));
        QTRY_VERIFY2_WITH_TIMEOUT(pane->terminal()->text().contains(u"size:is-right"_s), qPrintable(pane->terminal()->text()), patience);
        m_page->resize(1280, 800);
    }
    void muchOutputDoesNotStopIt() { // more than may wait anywhere on the way
        auto *pane = qobject_cast<ui::ShellPane *>(m_page->panes()->currentWidget());
        QVERIFY(pane);
        const QTemporaryDir folder;
        const QString over = folder.filePath(u"over"_s);
        QElapsedTimer clock;
        clock.start();
        type(pane, u"head -c 2000000 /dev/zero | tr '\\0' 'x' | fold -w 60; echo \"all \"there; touch %1"_s.arg(over));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(over), patience); // looking at the text itself is slower than all of the output
        qInfo("two megabytes in %lld ms", clock.elapsed());
        QTRY_VERIFY_WITH_TIMEOUT(pane->terminal()->text().contains(u"all there"_s), patience);
        pane->terminal()->empty();
    }
    void closingAsksOnlyWhileSomethingRuns() {
        auto *pane = qobject_cast<ui::ShellPane *>(m_page->panes()->currentWidget());
        QVERIFY(pane);
        type(pane, u"sh -c 'echo beg\"\"un; exec sleep 1234'"_s);
        QTRY_VERIFY_WITH_TIMEOUT(pane->terminal()->text().contains(u"begun"_s), patience);
        QVERIFY(!pane->mayClose());
        QTRY_VERIFY_WITH_TIMEOUT(pane->confirmation()->isVisible(), patience);
        const QString asked = pane->confirmation()->findChild<QLabel *>()->text();
        QVERIFY2(asked.startsWith(u"Closing ends what runs in this shell: "_s), qPrintable(asked));
        save(*m_page, u"shell-asks"_s);
        pane->confirmation()->dismiss();
        Q_EMIT pane->terminal()->typed("\x03"_ba);
        const QPointer<ui::ShellPane> alive(pane);
        QTRY_VERIFY_WITH_TIMEOUT((!alive || alive->mayClose(), !alive || !m_page->panes()->isVisible()), patience); // nothing runs: it goes
    }
    void anEndedShellSaysSoAndStartsAgain() {
        ui::ShellPane *pane = m_page->panes()->openShell(pod(u"web"_s));
        QTRY_VERIFY_WITH_TIMEOUT(pane->running(), patience);
        type(pane, u"exit 3"_s);
        QTRY_COMPARE_WITH_TIMEOUT(pane->status(), u"The shell has ended with exit code 3"_s, patience);
        QVERIFY(pane->mayClose());
        pane->start();
        QTRY_VERIFY_WITH_TIMEOUT(pane->running(), patience);
        m_page->setContext({m_environment, nullptr, nullptr, &m_tasks});
        QCOMPARE(pane->status(), u"The connection was closed, and with it this shell"_s);
        begin();
        m_page->panes()->closeAll();
    }
    void aPodThatIsNotThereIsSaid() {
        ui::ShellPane *pane = m_page->panes()->openShell(pod(u"nobody"_s));
        QTRY_COMPARE_WITH_TIMEOUT(pane->banner()->text(), u"No container of Pod/nobody is running, so there is none for a shell. Its events say why."_s, patience);
        m_page->panes()->closeAll();
    }
    void withoutItsModuleThePaneSaysSo() {
        m_page->setTerminalMaker([]() -> base::Result<ui::Terminal *> { return base::fail(base::ErrorKind::Io, u"cannot open shared object file"_s); });
        ui::ShellPane *pane = m_page->panes()->openShell(pod(u"web"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(pane->banner()->text().contains(u"Install AQI Console again"_s), qPrintable(pane->banner()->text()), patience);
        QVERIFY(pane->mayClose());
        m_page->panes()->closeAll();
    }

private:
    static void type(ui::ShellPane *pane, const QString &line) { Q_EMIT pane->terminal()->typed(line.toUtf8() + '\r'); }
    void begin() {
        m_environment.name = u"local"_s;
        m_session = std::make_unique<kube::Session>(*m_client, u"default"_s);
        m_page->setContext({m_environment, m_client.get(), m_session.get(), &m_tasks});
        m_session->start();
        m_page->show();
        QVERIFY(QTest::qWaitFor([&] { return m_session->complete() && !m_session->pods().isEmpty(); }, patience));
    }
    void addPod(const std::string &name) { m_cluster.addPod(name, {"main"}); }
    static bool answers(quint16 port, const QString &address) {
        QTcpSocket socket;
        socket.connectToHost(address, port);
        return socket.waitForConnected(2000);
    }
    static QByteArray talk(quint16 port) {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, port);
        socket.write("hello");
        QByteArray back;
        (void)QTest::qWaitFor([&] { return (back += socket.readAll()).size() >= 5; }, patience);
        return back;
    }

    std::unique_ptr<ui::ThemeController> m_theme;
    QTcpServer m_echo;
    LocalCluster m_cluster;
    ui::TaskList m_tasks;
    environment::Environment m_environment;
    std::unique_ptr<kube::Client> m_client;
    std::unique_ptr<kube::Session> m_session;
    std::unique_ptr<ui::WorkloadsPage> m_page;
    quint16 m_port = 0;
};

QTEST_MAIN(TestWorkloadPanes)
#include "tst_workload_panes.moc"
