// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the operator sees when the cluster is lost while rows are shown: they stay, grey, and the banner says since when and why.
#include "kube/fakeapi.h"

#include "kube/client.h"
#include "kube/session.h"
#include "ui/overview/overviewpage.h"
#include "ui/shell/layoutstore.h"
#include "ui/shell/window.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"
#include "ui/workloads/workloadspage.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QJsonObject deployment(const QString &name) {
    return {{"metadata"_L1, QJsonObject{{"name"_L1, name}, {"namespace"_L1, u"x"_s}, {"uid"_L1, "uid-"_L1 + name}, {"creationTimestamp"_L1, u"2026-03-01T00:00:00Z"_s}}},
        {"spec"_L1, QJsonObject{{"replicas"_L1, 1}}},
        {"status"_L1, QJsonObject{{"replicas"_L1, 1}, {"updatedReplicas"_L1, 1}, {"readyReplicas"_L1, 1}, {"availableReplicas"_L1, 1}}}};
}

int pixelsOf(const QImage &image, const QColor &color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == color.rgb() ? 1 : 0;
    }
    return count;
}

environment::Environment environmentNamed(const QString &name) {
    environment::Environment made;
    made.name = name;
    made.color = u"#8250DF"_s; // not the healthy green, which the test counts
    return made;
}

/// A cluster of nine deployments, and the window on it.
struct Stage {
    FakeApi api;
    support::ScriptServer server{api.handler()};
    QTemporaryDir folder;
    ui::ThemeController theme;
    ui::TaskList tasks;
    ui::LayoutStore layout{folder.filePath(u"window.ini"_s)};
    std::unique_ptr<kube::Client> client;
    std::unique_ptr<kube::Session> session;
    ui::Window window{theme, tasks, layout};

    explicit Stage(ui::ThemeChoice choice)
        : theme(*qApp, choice) {
        for (const QString &name : {u"api"_s, u"celery-worker"_s, u"celery-beat"_s, u"dashboard"_s, u"frontend"_s, u"prometheus"_s, u"grafana"_s, u"redis"_s, u"timescaledb"_s})
            api.put(u"/apis/apps/v1/namespaces/x/deployments"_s, deployment(name));
        window.addPage({u"overview"_s, u"Overview"_s, u"overview"_s, [] { return new ui::OverviewPage; }});
        window.addPage({u"workloads"_s, u"Workloads"_s, u"workloads"_s, [] { return new ui::WorkloadsPage; }});
    }
    ~Stage() { window.setContext({environmentNamed(u"lost"_s), nullptr, nullptr, &tasks}); } // before the session goes
    bool begin() {
        if (!server.start())
            return false;
        kube::ClusterAccess access;
        access.server = server.url();
        client = std::make_unique<kube::Client>(access);
        session = std::make_unique<kube::Session>(*client, u"x"_s);
        window.resize(1280, 800);
        window.showPage(u"workloads"_s, {u"apps/v1"_s, u"Deployment"_s, u"x"_s, u"api"_s, {}});
        window.showPage(u"overview"_s);
        window.show();
        window.setContext({environmentNamed(u"lost"_s), client.get(), session.get(), &tasks});
        session->start();
        return QTest::qWaitFor([&] { return session->workloads().size() == 9 && window.page(u"workloads"_s)->settled(); }, 20000);
    }
    /// With AQI_PICTURES (a folder), also as a file to look at.
    [[nodiscard]] QImage picture(const QString &page, const QString &name) {
        window.showPage(page, page == "workloads"_L1 ? kube::ObjectRef{u"apps/v1"_s, u"Deployment"_s, u"x"_s, u"api"_s, {}} : kube::ObjectRef{});
        QTest::qWait(0); // lay out
        const QImage image = window.grab().toImage();
        if (const QString folderOf = qEnvironmentVariable("AQI_PICTURES"); !folderOf.isEmpty())
            image.save(QDir(folderOf).filePath(name + u".png"_s));
        return image;
    }
};

} // namespace

class TestLoss : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsTurnGrey_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void rowsTurnGrey() {
        QFETCH(bool, dark);
        const QString word = dark ? u"dark"_s : u"light"_s;
        const QColor healthy = (dark ? ui::darkTheme() : ui::lightTheme()).healthy;
        Stage stage(dark ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
        QVERIFY(stage.begin());
        for (const QString &page : {u"overview"_s, u"workloads"_s})
            QTRY_VERIFY2(pixelsOf(stage.picture(page, u"live-%1-%2"_s.arg(page, word)), healthy) > 100, qPrintable(page));
        stage.server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(stage.session->connection().state, kube::Connection::State::Offline, 10000);
        auto *banner = stage.window.findChild<ui::Banner *>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->text().startsWith(u"lost cannot be reached. What is shown was last known at "_s), qPrintable(banner->text()));
        // Why: a connection that was being used breaks first, and each watch then finds at its next try that nothing listens any more.
        QTRY_VERIFY2_WITH_TIMEOUT(banner->text().contains(u"nothing listens at 127.0.0.1"_s), qPrintable(banner->text()), 20000);
        for (const QString &page : {u"overview"_s, u"workloads"_s})
            QTRY_COMPARE(pixelsOf(stage.picture(page, u"lost-%1-%2"_s.arg(page, word)), healthy), 0);
        QCOMPARE(stage.session->workloads().size(), 9); // still there
    }
};

QTEST_MAIN(TestLoss)
#include "tst_loss.moc"
