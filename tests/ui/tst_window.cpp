// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/client.h"
#include "kube/session.h"
#include "ui/overview/overviewpage.h"
#include "ui/shell/connectionlabel.h"
#include "ui/shell/keyhelp.h"
#include "ui/shell/layoutstore.h"
#include "ui/shell/window.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"
#include "ui/workloads/workloadspage.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A page that remembers what the window told it.
class RecordingPage : public ui::Page {
    Q_OBJECT
public:
    explicit RecordingPage(const QString &id)
        : Page(id, id, u"overview"_s) {
        setSummary(u"nothing is wrong with "_s + id);
    }
    void setContext(const ui::PageContext &context) override { contexts << context.environment.name; }
    void setConnection(const kube::Connection &connection) override { state = connection.state; }
    void refresh() override { ++refreshed; }
    QWidget *detailsWidget() override { return details ? details : details = new QLabel(u"details"_s); }
    bool focusFilter() override { return ++filtered > 0; }
    void selectObject(const kube::ObjectRef &ref) override { selection = ref; }
    QByteArray saveState() const override { return remembered; }
    void restoreState(const QByteArray &value) override { remembered = value; }
    void choose(const QString &name) { Q_EMIT objectSelected({u"v1"_s, u"Pod"_s, u"x"_s, name, {}}); }

    QStringList contexts;
    std::optional<kube::Connection::State> state;
    kube::ObjectRef selection;
    QByteArray remembered;
    QLabel *details = nullptr;
    int refreshed = 0;
    int filtered = 0;
};

environment::Environment made(const QString &name, environment::Kind kind = environment::Kind::Staging) {
    environment::Environment environment;
    environment.name = name;
    environment.kind = kind;
    environment.color = environment::defaultColor(kind);
    return environment;
}

/// A window on two recording pages, with settings of its own.
struct Bench {
    QTemporaryDir folder;
    ui::ThemeController theme{*qApp, ui::ThemeChoice::Light};
    ui::TaskList tasks;
    ui::LayoutStore layout{folder.filePath(u"window.ini"_s)};
    ui::Window window{theme, tasks, layout};
    int built = 0;

    Bench() {
        for (const QString &id : {u"first"_s, u"second"_s}) {
            window.addPage({id, id, u"overview"_s, [this, id] {
                ++built;
                return new RecordingPage(id);
            }});
        }
    }
    RecordingPage *page(const QString &id) { return static_cast<RecordingPage *>(window.page(id)); }
    void show() {
        window.showPage(u"first"_s);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
    }
};

kube::ClusterAccess nowhere() {
    kube::ClusterAccess access;
    access.context = u"nowhere"_s;
    access.server = QUrl(u"https://127.0.0.1:1"_s);
    return access;
}

} // namespace

class TestWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pagesAreBuiltWhenTheyAreShown() {
        Bench bench;
        QCOMPARE(bench.built, 0);
        bench.show();
        QCOMPARE(bench.built, 1);
        QCOMPARE(bench.window.findChild<QLabel *>(u"summary"_s)->text(), u"nothing is wrong with first"_s);
        QTest::keyClick(&bench.window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(bench.window.currentPageId(), u"second"_s);
        QCOMPARE(bench.built, 2);
        QTest::keyClick(&bench.window, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(bench.built, 2);
        QTest::keyClick(&bench.window, Qt::Key_5, Qt::ControlModifier); // no such page
        QCOMPARE(bench.window.currentPageId(), u"first"_s);
    }
    void keysReachThePage() {
        Bench bench;
        bench.show();
        QTest::keyClick(&bench.window, Qt::Key_Slash);
        QTest::keyClick(&bench.window, Qt::Key_F, Qt::ControlModifier);
        QTest::keyClick(&bench.window, Qt::Key_F5);
        QCOMPARE(bench.page(u"first"_s)->filtered, 2);
        QCOMPARE(bench.page(u"first"_s)->refreshed, 1);
        QTest::keyClick(&bench.window, Qt::Key_Question);
        auto *help = bench.window.findChild<ui::KeyHelpDialog *>();
        QVERIFY(help && help->isVisible());
        help->close();
    }
    void paletteGoesAnywhere() {
        Bench bench;
        bench.window.setEnvironments({made(u"alpha"_s), made(u"omega"_s)});
        bench.show();
        QSignalSpy environment(&bench.window, &ui::Window::environmentChosen);
        QTest::keyClick(&bench.window, Qt::Key_K, Qt::ControlModifier);
        auto *palette = bench.window.findChild<ui::CommandPalette *>();
        auto *field = palette->findChild<QLineEdit *>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"second"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(palette->isHidden());
        QCOMPARE(bench.window.currentPageId(), u"second"_s);
        QTest::keyClick(&bench.window, Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"omega"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(environment.size(), 1);
        QCOMPARE(environment.at(0).at(0).toString(), u"omega"_s);
        QTest::keyClick(&bench.window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(palette->isHidden());
    }
    void paletteFits() {
        QVERIFY(ui::fitOf(u"Deployment/api"_s, {u"api"_s}) < ui::fitOf(u"Deployment/capital"_s, {u"api"_s}));
        QCOMPARE(ui::fitOf(u"Deployment/api"_s, {u"api"_s, u"redis"_s}), -1);
    }
    void theSelectionIsShared() {
        Bench bench;
        bench.show();
        bench.window.showPage(u"second"_s);
        bench.page(u"first"_s)->choose(u"api-1"_s);
        QCOMPARE(bench.page(u"second"_s)->selection.name, u"api-1"_s);
        QVERIFY(bench.page(u"first"_s)->selection.name.isEmpty()); // it knows already
    }
    void detailsOpenAndClose() {
        Bench bench;
        bench.show();
        QTest::keyClick(&bench.window, Qt::Key_D, Qt::ControlModifier);
        const bool shown = bench.page(u"first"_s)->details->isVisible();
        QTest::keyClick(&bench.window, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(bench.page(u"first"_s)->details->isVisible(), !shown);
    }
    void layoutIsKeptPerEnvironment() {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"window.ini"_s);
        ui::LayoutStore store(file);
        store.setValue(u"a/b ü"_s, u"page"_s, "first");
        store.setValue(u"other"_s, u"page"_s, "second");
        QCOMPARE(ui::LayoutStore(file).value(u"a/b ü"_s, u"page"_s), QByteArray("first"));
        Bench bench;
        bench.show();
        bench.window.setContext({made(u"alpha"_s), nullptr, nullptr, &bench.tasks});
        bench.page(u"first"_s)->remembered = "of alpha";
        bench.window.setContext({made(u"omega"_s), nullptr, nullptr, &bench.tasks});
        QCOMPARE(bench.page(u"first"_s)->remembered, QByteArray());
        bench.page(u"first"_s)->remembered = "of omega";
        bench.window.setContext({made(u"alpha"_s), nullptr, nullptr, &bench.tasks});
        QCOMPARE(bench.page(u"first"_s)->remembered, QByteArray("of alpha"));
    }
    void productionIsMarked() {
        Bench bench;
        bench.show();
        bench.window.setContext({made(u"live"_s, environment::Kind::Production), nullptr, nullptr, &bench.tasks});
        auto *line = bench.window.findChild<QWidget *>(u"environmentLine"_s);
        QCOMPARE(line->palette().color(QPalette::Window), QColor(environment::defaultColor(environment::Kind::Production)));
        QCOMPARE(line->width(), bench.window.width());
        QVERIFY(bench.window.windowTitle().contains(u"live"_s) || bench.window.findChild<QWidget *>(u"environmentPicker"_s)->accessibleName().contains(u"production"_s));
    }
    void workIsShownAndCancelled() {
        Bench bench;
        bench.show();
        ui::Task *task = bench.tasks.start(u"Deploying the sandbox set"_s);
        QSignalSpy cancelled(task, &ui::Task::cancelRequested);
        task->setProgress(2, 8, u"Waiting for Deployment/api"_s);
        auto *label = bench.window.findChild<QLabel *>(u"task"_s);
        QVERIFY(label->isVisible());
        QCOMPARE(label->text(), u"Deploying the sandbox set: Waiting for Deployment/api"_s);
        QCOMPARE(bench.window.findChild<QProgressBar *>()->value(), 2);
        for (QPushButton *button : bench.window.findChildren<QPushButton *>()) {
            if (button->text() == u"Cancel"_s)
                button->click();
        }
        QCOMPARE(cancelled.size(), 1);
        task->finish(u"Deployed 8 objects"_s);
        QVERIFY(!label->isVisible());
        QVERIFY(bench.window.findChild<QLabel *>(u"lastAction"_s)->text().startsWith(u"Deployed 8 objects"_s));
    }
    void connectionTexts_data() {
        using State = kube::Connection::State;
        QTest::addColumn<kube::Connection>("connection");
        QTest::addColumn<QString>("text");
        const QDateTime now = QDateTime::fromSecsSinceEpoch(1'770'000'000, QTimeZone::UTC);
        QTest::newRow("connecting") << kube::Connection{State::Connecting, now, {}, {}, {}} << u"connecting"_s;
        QTest::newRow("live") << kube::Connection{State::Live, now, now.addSecs(-1), {}, {}} << u"live, 1\u2009s old"_s;
        QTest::newRow("delayed") << kube::Connection{State::Delayed, now, now.addSecs(-4), {}, {}} << u"delayed, 4\u2009s old"_s;
        QTest::newRow("never reached") << kube::Connection{State::Offline, now, {}, {}, {}} << u"offline"_s;
        QTest::newRow("lost") << kube::Connection{State::Offline, now, now.addSecs(-200), now.addSecs(2), {}} << u"offline, 3\u2009min old; next try in 3\u2009s"_s;
    }
    void connectionTexts() {
        QFETCH(kube::Connection, connection);
        QTEST(ui::connectionText(connection, QDateTime::fromSecsSinceEpoch(1'770'000'000, QTimeZone::UTC)), "text");
    }
    void everythingHasAName() {
        Bench bench;
        bench.show();
        for (QAbstractButton *button : bench.window.findChildren<QAbstractButton *>()) {
            if (button->isVisible())
                QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
        }
    }

    /// Against a port where nobody listens, with the real pages.
    void sayItWhenThereIsNobody() {
        ui::ThemeController theme(*qApp, ui::ThemeChoice::Dark);
        ui::TaskList tasks;
        QTemporaryDir folder;
        ui::LayoutStore layout(folder.filePath(u"window.ini"_s));
        kube::Client client(nowhere());
        kube::Session session(client, u"aqi-predictor"_s);
        ui::Window window(theme, tasks, layout);
        window.addPage({u"overview"_s, u"Overview"_s, u"overview"_s, [] { return new ui::OverviewPage; }});
        window.addPage({u"workloads"_s, u"Workloads"_s, u"workloads"_s, [] { return new ui::WorkloadsPage; }});
        window.showPage(u"overview"_s);
        window.showPage(u"workloads"_s);
        window.show();
        session.start();
        window.setContext({made(u"nowhere"_s), &client, &session, &tasks});
        auto *banner = window.findChild<ui::Banner *>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 5000);
        QVERIFY2(banner->text().contains(u"nowhere cannot be reached"_s), qPrintable(banner->text()));
        QVERIFY(window.findChild<QWidget *>(u"connection"_s)->accessibleName().contains(u"offline"_s));
        QVERIFY(!window.page(u"overview"_s)->settled());
        QVERIFY(!window.page(u"workloads"_s)->settled());
        window.setContext({made(u"nowhere"_s), nullptr, nullptr, &tasks}); // before the session goes
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
