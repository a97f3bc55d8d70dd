// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The log pane: order, restarts, search, pause, copy, saving, and that a hundred thousand lines make nobody wait.
#include "kube/logserver.h"

#include "kube/client.h"
#include "kube/session.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"
#include "ui/workloads/bottompanes.h"
#include "ui/workloads/logpane.h"
#include "ui/workloads/logtools.h"
#include "ui/workloads/logview.h"
#include "ui/workloads/workloadspage.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using models::LogEntry;
using models::Severity;

namespace {

constexpr int patience = 30000;
const kube::ObjectRef workload{u"apps/v1"_s, u"StatefulSet"_s, u"x"_s, u"db"_s, {}};

QList<LogEntry> entries(int from, int to) {
    QList<LogEntry> list;
    for (int i = from; i < to; ++i)
        list.append({1'770'000'000'000'000'000 + qint64(i) * 1'000'000, i % 3, Severity::None, false, u"line %1 of a log, about as long as an access log's lines are: GET /api/v1/health 200"_s.arg(i)});
    return list;
}

QStringList texts(const models::LogLines &lines) {
    QStringList list;
    for (qsizetype row = 0; row < lines.rows(); ++row)
        list.append(lines.at(row).text);
    return list;
}

void save(QWidget &widget, const QString &name) { // with AQI_PICTURES (a folder), to look at
    if (const QString folder = qEnvironmentVariable("AQI_PICTURES"); !folder.isEmpty())
        widget.grab().save(QDir(folder).filePath(name + u".png"_s));
}

struct Scene : LogServer {
    ui::TaskList tasks;
    std::unique_ptr<kube::Client> client;
    std::unique_ptr<kube::Session> session;
    ui::WorkloadsPage page;

    ~Scene() { page.setContext({}); } // before the session goes
    bool begin() {
        if (!server.start())
            return false;
        kube::ClusterAccess access;
        access.server = server.url();
        client = std::make_unique<kube::Client>(access);
        session = std::make_unique<kube::Session>(*client, u"x"_s);
        page.resize(1100, 700);
        environment::Environment environment;
        environment.name = u"logs"_s;
        page.setContext({environment, client.get(), session.get(), &tasks});
        session->start();
        page.show();
        return QTest::qWaitFor([&] { return session->complete() && session->connection().state == kube::Connection::State::Live; }, patience);
    }
    [[nodiscard]] ui::LogPane *openLog() { return page.panes()->openLogs(workload, false); }
};

} // namespace

class TestLogPane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void mergesThePodsByTime() {
        Scene scene;
        scene.api.put(LogServer::podsPath, LogServer::pod(u"db-0"_s));
        scene.api.put(LogServer::podsPath, LogServer::pod(u"db-1"_s));
        scene.logs = {{u"db-0"_s, LogServer::stamped(1, "a") + LogServer::stamped(3, "\x1b[31mERROR\x1b[0m c") + LogServer::stamped(5, "e")},
            {u"db-1"_s, LogServer::stamped(2, "b") + LogServer::stamped(4, "d")}};
        QVERIFY(scene.begin());
        ui::LogPane *pane = scene.openLog();
        QTRY_COMPARE_WITH_TIMEOUT(texts(pane->lines()), (QStringList{u"a"_s, u"b"_s, u"ERROR c"_s, u"d"_s, u"e"_s}), patience);
        QCOMPARE(pane->lines().at(2).severity, Severity::Error);
        QTRY_VERIFY2_WITH_TIMEOUT(pane->status().startsWith(u"2 of 2 containers followed · 5 lines"_s), qPrintable(pane->status()), patience);
        QCOMPARE(pane->view()->lineText(pane->lines().at(0)), u"02:40:01.000  0  a"_s); // the pod without what all have in common
        save(scene.page, u"logs-merged"_s);
    }
    void aRestartIsSaidInTheStream() {
        Scene scene;
        scene.api.put(LogServer::podsPath, LogServer::pod(u"db-0"_s));
        scene.logs[u"db-0"_s] = LogServer::stamped(1, "before");
        QVERIFY(scene.begin());
        ui::LogPane *pane = scene.openLog();
        QTRY_COMPARE_WITH_TIMEOUT(pane->lines().rows(), 1, patience);
        scene.logs[u"db-0"_s] = LogServer::stamped(9, "after");
        scene.open.value(u"db-0"_s)->end();
        scene.api.put(LogServer::podsPath, LogServer::pod(u"db-0"_s, 1));
        QTRY_COMPARE_WITH_TIMEOUT(texts(pane->lines()), (QStringList{u"before"_s, u"db-0/main was restarted (OOMKilled, 137); from here on it is the new instance"_s, u"after"_s}), patience);
        QVERIFY(pane->lines().at(1).notice);
    }
    void pausesWithoutLosing() {
        Scene scene;
        scene.api.put(LogServer::podsPath, LogServer::pod(u"db-0"_s));
        scene.logs[u"db-0"_s] = LogServer::stamped(1, "a");
        QVERIFY(scene.begin());
        ui::LogPane *pane = scene.openLog();
        QTRY_COMPARE_WITH_TIMEOUT(pane->lines().rows(), 1, patience);
        pane->tools()->pause()->click();
        scene.say(u"db-0"_s, LogServer::stamped(2, "b"));
        QTRY_VERIFY2_WITH_TIMEOUT(pane->status().contains(u"paused, 1 new lines wait"_s), qPrintable(pane->status()), patience);
        QCOMPARE(pane->lines().rows(), 1);
        pane->tools()->pause()->click();
        QCOMPARE(texts(pane->lines()), (QStringList{u"a"_s, u"b"_s}));
    }
    void findsAndSaves() {
        Scene scene;
        scene.api.put(LogServer::podsPath, LogServer::pod(u"db-0"_s));
        scene.logs[u"db-0"_s] = LogServer::stamped(1, "alpha") + LogServer::stamped(2, "beta") + LogServer::stamped(3, "alphabet");
        QVERIFY(scene.begin());
        ui::LogPane *pane = scene.openLog();
        QTRY_COMPARE_WITH_TIMEOUT(pane->lines().rows(), 3, patience);
        pane->tools()->field()->setText(u"ALPHA"_s);
        QCOMPARE(pane->tools()->field()->verdict(), ui::SearchField::Verdict::Good);
        QTest::keyClick(pane->tools()->field(), Qt::Key_Return);
        QCOMPARE(pane->view()->currentRow(), 0);
        QTest::keyClick(pane->tools()->field(), Qt::Key_Return);
        QCOMPARE(pane->view()->currentRow(), 2);
        pane->tools()->only()->click();
        QCOMPARE(texts(pane->lines()), (QStringList{u"alpha"_s, u"alphabet"_s}));
        QVERIFY2(pane->status().contains(u"2 of 3 lines shown"_s), qPrintable(pane->status()));
        save(scene.page, u"logs-found"_s);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"db.log"_s);
        pane->saveTo(path);
        QTRY_VERIFY_WITH_TIMEOUT(scene.tasks.lastAction().startsWith(u"Saved 2 lines to"_s), patience);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("2026-02-02T02:40:01.000000001Z db-0/main alpha\n2026-02-02T02:40:03.000000001Z db-0/main alphabet\n"));
        pane->saveTo(folder.filePath(u"no/such/folder"_s));
        QTRY_VERIFY2_WITH_TIMEOUT(scene.tasks.lastAction().contains(u"could not be written"_s), qPrintable(scene.tasks.lastAction()), patience);
    }
    void theSelectionsLogOpensByKey() {
        Scene scene;
        scene.api.put(LogServer::podsPath, LogServer::pod(u"db-0"_s));
        QVERIFY(scene.begin());
        QVERIFY(!scene.page.pageActions().first()->isEnabled());
        QCOMPARE(scene.page.pageActions().first()->toolTip(), u"Choose a pod or a workload first"_s);
        scene.page.selectObject({u"v1"_s, u"Pod"_s, u"x"_s, u"db-0"_s, u"uid-db-0"_s});
        scene.page.pageActions().first()->trigger();
        QVERIFY(scene.page.panes()->isVisible());
        QVERIFY(scene.page.panes()->logs({{}, u"Pod"_s, {}, u"db-0"_s, {}}));
        scene.page.panes()->closeAll();
        QVERIFY(!scene.page.panes()->isVisible());
    }
    void aLostEnvironmentKeepsWhatWasRead() {
        Scene scene;
        scene.api.put(LogServer::podsPath, LogServer::pod(u"db-0"_s));
        scene.logs[u"db-0"_s] = LogServer::stamped(1, "a");
        QVERIFY(scene.begin());
        ui::LogPane *pane = scene.openLog();
        QTRY_COMPARE_WITH_TIMEOUT(pane->lines().rows(), 1, patience);
        environment::Environment same;
        same.name = u"logs"_s;
        scene.page.setContext({same, nullptr, nullptr, &scene.tasks});
        QTRY_COMPARE_WITH_TIMEOUT(texts(pane->lines()), (QStringList{u"a"_s, u"The connection was closed; nothing more comes"_s}), patience);
    }

    void followsTheEndUntilScrolledAway() {
        models::LogLines lines;
        lines.setLimits(1000, 1 << 24);
        ui::LogView view(lines);
        view.resize(600, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        lines.append(entries(0, 500));
        QVERIFY(view.atEnd());
        QTest::keyClick(&view, Qt::Key_PageUp);
        QVERIFY(!view.atEnd());
        const QString first = lines.at(view.firstRow()).text;
        lines.append(entries(500, 1200)); // 200 of the oldest go
        QVERIFY(!view.atEnd());
        QCOMPARE(lines.at(view.firstRow()).text, first); // what is read does not move
        QTest::keyClick(&view, Qt::Key_End);
        QVERIFY(view.atEnd());
        view.setWrapped(true);
        QVERIFY(view.atEnd());
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.firstRow(), 0);
        for (int i = 0; i < 2000 && !view.atEnd(); ++i)
            QTest::keyClick(&view, Qt::Key_PageDown);
        QVERIFY(view.atEnd()); // page by page, through wrapped rows
    }
    void selectsAndCopies() {
        models::LogLines lines;
        ui::LogView view(lines);
        view.setTimesShown(false);
        view.resize(600, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        lines.append({{1, 0, {}, false, u"one two"_s}, {2, 0, {}, false, u"three"_s}});
        view.selectAll();
        view.copy();
        QCOMPARE(QApplication::clipboard()->text(), u"one two\nthree"_s);
        const int line = QFontMetrics(view.font()).height() + 2;
        const int character = QFontMetrics(view.font()).horizontalAdvance(u'0');
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, QPoint(ui::space::s + 5 * character, line / 2));
        QCOMPARE(view.selectedText(), u"two"_s);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(ui::space::s + 4 * character, line / 2));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, QPoint(ui::space::s + 3 * character, line + line / 2));
        QCOMPARE(view.selectedText(), u"two\nthr"_s);
    }
    /// Printed rather than held to a figure; what is held is that work does not grow with the lines that are there.
    void aHundredThousandLines() {
        models::LogLines lines;
        ui::LogView view(lines);
        view.setSourceNames({u"a"_s, u"b"_s, u"c"_s});
        view.resize(1200, 500);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QElapsedTimer clock;
        clock.start();
        lines.append(entries(0, 100'000));
        const qint64 appended = clock.restart();
        const int before = view.paints();
        for (int i = 0; i < 100; ++i)
            lines.append(entries(100'000 + i * 100, 100'100 + i * 100));
        const qint64 more = clock.restart();
        QCOMPARE(view.paints(), before); // batches do not paint; the loop does, once
        QTRY_VERIFY_WITH_TIMEOUT(view.paints() > before, patience);
        QVERIFY2(view.paints() <= before + 2, qPrintable(QString::number(view.paints() - before)));
        clock.restart();
        view.viewport()->repaint();
        const qint64 painted = clock.nsecsElapsed() / 1000;
        clock.restart();
        QVERIFY(lines.setFilter(u"9999 health"_s));
        lines.setOnlyMatching(true);
        const qint64 filtered = clock.restart();
        QVERIFY(lines.rows() > 0 && lines.rows() < 1000);
        lines.setOnlyMatching(false);
        view.setWrapped(true);
        view.verticalScrollBar()->setValue(50'000);
        clock.restart();
        view.viewport()->repaint();
        qInfo("100,000 lines: appended in %lld ms, 100 batches of 100 in %lld ms, one painting %lld µs, filtered twice in %lld ms, one painting wrapped %lld µs",
            appended, more, painted, filtered, clock.nsecsElapsed() / 1000);
        QCOMPARE(lines.total(), models::LogLines::defaultLines);
        QCOMPARE(lines.dropped(), 10'000);
    }

private:
    std::unique_ptr<ui::ThemeController> m_theme;
};

QTEST_MAIN(TestLogPane)
#include "tst_logs.moc"
