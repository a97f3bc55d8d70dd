// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes in the words of different platforms, and Compose's variables.
#include "config/system/interpolation.h"
#include "config/system/names.h"
#include "config/system/units.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace config;

class TestUnits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void memory_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("binary");
        QTest::addColumn<qint64>("bytes");
        const auto row = [](const char *text, bool binary, qint64 bytes) {
            QTest::addRow("%s%s", text, binary ? " binary" : "") << QString::fromUtf8(text) << binary << bytes;
        };
        row("512Mi", false, 536'870'912);
        row("512M", false, 512'000'000);
        row("512M", true, 536'870'912);
        row("1.5Gi", false, 1'610'612'736);
        row("64m", true, 67'108'864);
        row("1000m", false, 1);
        row("2 GB", true, 2'147'483'648);
        row("1024", false, 1024);
        row("1e3", false, 1000);
        row("12 apples", false, -1);
        row("-1Mi", false, -1);
        row("", false, -1);
        row("1e30", false, -1);
    }
    void memory() {
        QFETCH(QString, text);
        QFETCH(bool, binary);
        QFETCH(qint64, bytes);
        QCOMPARE(qint64(memoryOf(text.toStdString(), binary ? Letters::Binary : Letters::Decimal).value_or(-1)), bytes);
    }

    void cpu() {
        QCOMPARE(cpuOf("500m"), std::optional(0.5));
        QCOMPARE(cpuOf("0.5"), std::optional(0.5));
        QCOMPARE(cpuOf("1 vCPU"), std::optional(1.0));
        QCOMPARE(cpuOf("two"), std::nullopt);
        QCOMPARE(cpuOf("1 GB"), std::nullopt);
    }

    void sameTextForTheSameSize() {
        QCOMPARE(memoryText(*memoryOf("1024Mi", Letters::Decimal)), "1 GiB");
        QCOMPARE(memoryText(*memoryOf("512M", Letters::Binary)), "512 MiB");
        QCOMPARE(memoryText(1001), "1001 bytes");
        QCOMPARE(cpuText(*cpuOf("250m")), "0.25 CPU");
    }

    void interpolation_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("changeable");
        QTest::addColumn<bool>("open");
        QTest::newRow("none") << u"plain"_s << u"plain"_s << false << false;
        QTest::newRow("default") << u"a ${X:-b} c"_s << u"a b c"_s << true << false;
        QTest::newRow("default where unset") << u"${X-b}"_s << u"b"_s << true << false;
        QTest::newRow("empty default") << u"${X:-}"_s << QString() << true << false;
        QTest::newRow("default within a default") << u"${X:-${Y:-z}}"_s << u"z"_s << true << false;
        QTest::newRow("must be given") << u"${X:?set it}"_s << QString() << true << true;
        QTest::newRow("bare") << u"$X/y"_s << u"/y"_s << true << true;
        QTest::newRow("escaped") << u"$$HOME"_s << u"$HOME"_s << false << false;
        QTest::newRow("not closed") << u"${X:-b"_s << u"${X:-b"_s << false << false;
        QTest::newRow("lone sign") << u"5$ and $"_s << u"5$ and $"_s << false << false;
    }
    void interpolation() {
        QFETCH(QString, text);
        const Interpolated result = interpolated(text.toStdString());
        QTEST(QString::fromStdString(result.text), "value");
        QTEST(result.changeable, "changeable");
        QTEST(result.open, "open");
    }

    void names() {
        QCOMPARE(serviceName("aqi-predictor-dashboard"), "dashboard");
        QCOMPARE(serviceName("default", "123.example.com/aqi-predictor-streamlit:1.0.0"), "dashboard");
        QCOMPARE(serviceName("celery-beat", "aqi-predictor-celery:1.0.0"), "celery-beat"); // its image is that of the workers too
        QCOMPARE(serviceName("something", "else"), "something");
        QVERIFY(isKnownService("dashboard"));
        QVERIFY(!isKnownService("default"));
        QVERIFY(!canExpress(Platform::Heroku, Field::Image));
        QVERIFY(canExpress(Platform::Compose, Field::Image));
        QVERIFY(wordsFor(Field::CpuLimit).contains(u"cpu"_s));
        QCOMPARE(memoryOfSize("standard-2x"), std::int64_t(1) << 30);
        QCOMPARE(memoryOfSize("huge"), 0);
    }
};

QTEST_GUILESS_MAIN(TestUnits)
#include "tst_units.moc"
