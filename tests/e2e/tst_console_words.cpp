// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the console is asked for in words it answers without a display.
#include <QFile>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

class TestConsoleWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// What a start loads is most of what a start costs: libraries of one page come with that page.
    void loadsWhatEveryStartNeeds() {
        QProcess console;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LD_TRACE_LOADED_OBJECTS"_s, u"1"_s); // as ldd does: ld.so lists what it would load
        console.setProcessEnvironment(environment);
        console.start(QString::fromLatin1(AQI_BIN_DIR "/aqi-console"), {});
        QVERIFY(console.waitForFinished(60'000));
        const QString loaded = QString::fromUtf8(console.readAll());
        QVERIFY2(loaded.contains(u"libQt6Widgets"), qPrintable(loaded));
        for (const QString &other : {u"libQt6Charts"_s, u"libQt6Quick"_s, u"libQt6Location"_s, u"libpq"_s, u"qtermwidget"_s, u"libpxbackend"_s, u"libcurl"_s})
            QVERIFY2(!loaded.contains(other), qPrintable(other + u" in\n"_s + loaded));
    }

    void answers_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        QTest::newRow("help") << QStringList{u"--help"_s} << 0 << u"--kubeconfig"_s;
        QTest::newRow("version") << QStringList{u"--version"_s} << 0 << u"aqi-console "_s;
        QTest::newRow("an option that is none") << QStringList{u"--help"_s, u"--nonsense"_s} << 2 << u"nonsense"_s;
    }

    void answers() {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, says);
        QProcess console;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s})
            environment.remove(name);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        console.setProcessEnvironment(environment);
        console.setProcessChannelMode(QProcess::MergedChannels);
        console.start(QString::fromLatin1(AQI_BIN_DIR "/aqi-console"), arguments);
        QVERIFY(console.waitForFinished(20'000));
        QCOMPARE(console.exitStatus(), QProcess::NormalExit);
        QCOMPARE(console.exitCode(), status);
        QVERIFY(QString::fromUtf8(console.readAll()).contains(says));
    }

    void startsWithoutWhatSomePagesNeed() { // they are in modules that are loaded when they are needed
        QProcess ldd;
        ldd.start(u"ldd"_s, {QString::fromLatin1(AQI_BIN_DIR "/aqi-console")});
        QVERIFY(ldd.waitForFinished(20'000));
        const QByteArray libraries = ldd.readAllStandardOutput();
        QVERIFY2(libraries.contains("libQt6Widgets"), libraries.constData());
        for (const char *none : {"qtermwidget", "libQt6Quick", "libQt6Charts"})
            QVERIFY2(!libraries.contains(none), none);
        for (const QString &module : {u"aqi-console-map.so"_s, u"aqi-console-shell.so"_s})
            QVERIFY2(QFile::exists(QString::fromLatin1(AQI_BIN_DIR "/") + module), qPrintable(module));
    }
};

QTEST_GUILESS_MAIN(TestConsoleWords)
#include "tst_console_words.moc"
