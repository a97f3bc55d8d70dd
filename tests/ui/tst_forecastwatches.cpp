// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Watched places on the Forecast page, and the word on the desktop: of a real session bus, on which a service of the test shows notifications.
#include "forecaststage.h"
#include "ui/forecast/desktopnotice.h"
#include "ui/forecast/watchview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QProcess>
#include <QPushButton>
#include <QStandardPaths>
#include <QTabBar>
#include <QTableWidget>
#include <QVariantMap>

namespace {

class Heard : public ui::DesktopNotice {
public:
    void show(const QString &title, const QString &text) override { told.append(title + u'\n' + text); }
    QStringList told;
};

/// What a desktop has on the bus, as far as it is called.
class Desktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public Q_SLOTS:
    uint Notify(const QString &application, uint replaces, const QString &icon, const QString &title, const QString &text, const QStringList &actions, const QVariantMap &hints, int timeout) {
        Q_UNUSED(application) Q_UNUSED(replaces) Q_UNUSED(icon) Q_UNUSED(actions) Q_UNUSED(hints) Q_UNUSED(timeout)
        told.append(title + u'\n' + text);
        return static_cast<uint>(told.size());
    }

public:
    QStringList told;
};

/// Inside of a session bus: first without a desktop, then with one.
int onABus() {
    ui::DesktopNotice notice;
    QString failure;
    int shown = 0;
    QObject::connect(&notice, &ui::DesktopNotice::failed, &notice, [&](const base::Error &error) { failure = error.message; });
    QObject::connect(&notice, &ui::DesktopNotice::shown, &notice, [&] { ++shown; });
    notice.show(u"Delhi"_s, u"first"_s);
    if (!QTest::qWaitFor([&] { return !failure.isEmpty(); }, 10'000) || failure != "The desktop shows no notifications"_L1)
        return 2;
    Desktop desktop;
    auto bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"desktop"_s); // as another program
    if (!bus.registerObject(u"/org/freedesktop/Notifications"_s, &desktop, QDBusConnection::ExportAllSlots) || !bus.registerService(u"org.freedesktop.Notifications"_s))
        return 3;
    notice.show(u"Delhi: Poor is forecast"_s, u"reaches 201 <b>"_s);
    if (!QTest::qWaitFor([&] { return shown == 1; }, 10'000))
        return 4;
    return desktop.told == QStringList{u"Delhi: Poor is forecast\nreaches 201 &lt;b&gt;"_s} ? 0 : 5; // markup is for us to escape
}

} // namespace

class TestForecastWatches : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ui::ThemeController> m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light); }

    void aCrossingIsToldOnce() {
        Stage stage({1440, 900});
        auto *heard = new Heard;
        stage.page->setNotice(heard);
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        stage.page->showView(ui::ForecastPage::View::Watches);
        stage.picture(u"watches-empty"_s);
        auto *view = stage.page->watchView();
        stage.page->select(u"city:BLR"_s);
        view->addButton()->click();
        view->addButton()->click(); // there already
        stage.page->select(u"city:LKO"_s);
        view->addButton()->click();
        QCOMPARE(view->table()->rowCount(), 2);
        QTRY_VERIFY(heard->told.size() >= 1); // Lucknow is over 100 at all times of the year's end, and far above in its forecast
        const auto says = [&](int row) { return view->table()->item(row, 2)->text(); };
        QTRY_VERIFY2(says(0).contains(u"reaches 101"_s), qPrintable(says(0)));
        QCOMPARE(view->table()->item(0, 0)->text(), u"Lucknow\nIndia NAQI"_s); // what crosses is first
        QVERIFY2(heard->told.join(u'|').contains(u"Lucknow: "_s) && heard->told.join(u'|').contains(u"Synthetic data."_s), qPrintable(heard->told.join(u'|')));
        QVERIFY(stage.page->findChild<ui::Banner *>()->text().contains(u"is forecast"_s));
        const qsizetype told = heard->told.size();
        stage.page->refresh();
        QTRY_VERIFY(stage.page->settled());
        QCOMPARE(heard->told.size(), told);
        stage.picture(u"watches-light"_s);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        stage.picture(u"watches-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
        Q_EMIT view->changed(0, 401, true); // higher than it comes
        QTRY_VERIFY2(says(0).contains(u"401"_s) || says(1).contains(u"401"_s), qPrintable(says(0)));

        ui::ForecastPage other;
        other.restoreState(stage.page->saveState());
        QCOMPARE(other.watchView()->table()->rowCount(), 2);
        QTest::keyClick(view->table(), Qt::Key_Down);
        view->table()->selectRow(0);
        QTest::keyClick(view, Qt::Key_Delete);
        QCOMPARE(view->table()->rowCount(), 1);
    }

    /// What could not be had once is asked for again.
    void aWatchDoesNotFallAsleep() {
        bool broken = true;
        Stage stage;
        auto *heard = new Heard;
        stage.page->setNotice(heard);
        stage.start(InProcess::Mode::Up, nullptr, [&](const QString &path, const QByteArray &) {
            return broken && path.contains("/24h/"_L1) ? R"({"location":{},"forecasts":[]})"_ba : QByteArray();
        });
        stage.page->select(u"city:LKO"_s);
        QTRY_VERIFY(stage.page->data()->ahead(u"city:LKO"_s).error.has_value());
        auto *view = stage.page->watchView();
        view->addButton()->click();
        stage.page->select(u"city:BLR"_s); // the page itself asks for another one
        QTRY_VERIFY2(view->table()->item(0, 2)->text().contains(u"has no hours"_s), qPrintable(view->table()->item(0, 2)->text()));
        QVERIFY(heard->told.isEmpty());
        broken = false;
        stage.page->refresh();
        QTRY_COMPARE(heard->told.size(), 1);
    }

    /// The standard's mean of a quiet day crosses later than the first hour that is forecast, and nothing is told before the day is known.
    void theMeanIsWatchedNotTheHour() {
        Stage stage;
        auto *heard = new Heard;
        stage.page->setNotice(heard);
        auto made = std::make_unique<Told>();
        database::Table quiet;
        const qint64 now = QDateTime::currentSecsSinceEpoch() / 3600;
        for (qint64 hour = now - 48; hour < now; ++hour)
            for (const QString &pollutant : {u"pm25"_s, u"no2"_s, u"o3"_s})
                quiet.rows.append({QString::number(hour * 3600), pollutant, u"μg/m³"_s, u"5"_s, u"synthetic"_s});
        made->answer = quiet;
        stage.start(InProcess::Mode::Up, std::move(made));
        QTRY_VERIFY(stage.page->settled());
        stage.page->select(u"city:LKO"_s);
        stage.page->watchView()->addButton()->click();
        QTRY_COMPARE(heard->told.size(), 1);
        const QDateTime first = stage.page->data()->ahead(u"city:LKO"_s).forecast->hours.first().at;
        const QString tooSoon = u"reaches 101 at "_s + QLocale().toString(first.toLocalTime(), u"ddd HH:mm"_s);
        QVERIFY2(!heard->told.first().contains(tooSoon) && heard->told.first().contains(u"reaches 101 at "_s), qPrintable(heard->told.first()));
    }

    void whereNobodyShowsItThePageSays() {
        Stage stage;
        stage.start();
        QTRY_VERIFY(stage.page->settled());
        auto *silent = new Heard;
        stage.page->setNotice(silent);
        stage.page->showView(ui::ForecastPage::View::Watches);
        Q_EMIT silent->failed({base::ErrorKind::Network, u"The desktop shows no notifications"_s, {}, {}});
        const auto labels = stage.page->watchView()->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->text().contains(u"are told on this page alone"_s); }));
    }

    void onARealBus() {
        const QString bus = QStandardPaths::findExecutable(u"dbus-run-session"_s);
        QVERIFY2(!bus.isEmpty(), "dbus-run-session is not installed");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(bus, {u"--"_s, QCoreApplication::applicationFilePath(), u"on-a-bus"_s});
        QVERIFY2(process.waitForFinished(50'000), "did not end");
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, qPrintable(QString::fromUtf8(process.readAll()) + QString::number(process.exitCode())));
    }
};

int main(int argc, char **argv) {
    const QApplication application(argc, argv);
    if (argc > 1 && QByteArrayView(argv[1]) == "on-a-bus")
        return onABus();
    TestForecastWatches test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_forecastwatches.moc"
