// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/backoff.h"
#include "base/duration.h"
#include "base/error.h"
#include "base/httpstatus.h"
#include "base/quantity.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kindsOfHttpStatuses() {
        using base::ErrorKind;
        for (const auto &[status, kind] : std::initializer_list<std::pair<int, ErrorKind>>{{400, ErrorKind::Invalid}, {401, ErrorKind::Auth}, {403, ErrorKind::Forbidden},
                 {404, ErrorKind::NotFound}, {408, ErrorKind::Timeout}, {409, ErrorKind::Conflict}, {410, ErrorKind::Gone}, {422, ErrorKind::Invalid}, {429, ErrorKind::Throttled},
                 {302, ErrorKind::Server}, {500, ErrorKind::Server}, {503, ErrorKind::Server}, {504, ErrorKind::Timeout}})
            QCOMPARE(base::kindOfStatus(status), kind);
    }
    void quantities_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<double>("value");
        QTest::newRow("milli") << u"500m"_s << true << 0.5;
        QTest::newRow("plain") << u"2"_s << true << 2.0;
        QTest::newRow("binary") << u"512Mi"_s << true << 536870912.0;
        QTest::newRow("decimal") << u"1G"_s << true << 1e9;
        QTest::newRow("exponent") << u"1e3"_s << true << 1000.0;
        QTest::newRow("nano") << u"123456789n"_s << true << 0.123456789;
        QTest::newRow("exa is no exponent") << u"2E"_s << true << 2e18;
        QTest::newRow("unit of another world") << u"512MB"_s << false << 0.0;
        QTest::newRow("infinite") << u"inf"_s << false << 0.0;
        QTest::newRow("empty") << u""_s << false << 0.0;
        QTest::newRow("suffix only") << u"Mi"_s << false << 0.0;
    }
    void quantities() {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        QFETCH(double, value);
        const auto parsed = base::parseQuantity(text);
        QCOMPARE(parsed.has_value(), valid);
        if (valid)
            QCOMPARE(*parsed, value);
    }
    void quantityTexts() {
        QCOMPARE(base::cpuText(0.25), u"250m"_s);
        QCOMPARE(base::cpuText(2), u"2"_s);
        QCOMPARE(base::memoryText(512 * 0x1p20), u"512\u2009Mi"_s);
        QCOMPARE(base::memoryText(1.5 * 0x1p30), u"1.5\u2009Gi"_s);
        QCOMPARE(base::countText(1234567), u"1\u2009234\u2009567"_s);
        QCOMPARE(base::countText(-1234), u"\u22121\u2009234"_s);
        QCOMPARE(base::countText(999), u"999"_s);
    }
    void ages() {
        QCOMPARE(base::ageText(-5), u"0\u2009s"_s);
        QCOMPARE(base::ageText(119), u"119\u2009s"_s);
        QCOMPARE(base::ageText(120), u"2\u2009min"_s);
        QCOMPARE(base::ageText(3 * 3600), u"3\u2009h"_s);
        QCOMPARE(base::ageText(3 * 86400), u"3\u2009d"_s);
    }
    void times() {
        QCOMPARE(base::parseTime(u"2026-03-02T06:10:00Z"_s).toSecsSinceEpoch(), 1772431800);
        QCOMPARE(base::parseTime(u"2026-03-02T06:10:00.512331Z"_s).toMSecsSinceEpoch(), 1772431800512);
        QCOMPARE(base::parseTime(u"2026-03-02T11:40:00+05:30"_s).toSecsSinceEpoch(), 1772431800);
        QCOMPARE(base::parseTime(u"2026-03-02T06:10:00.5"_s).toMSecsSinceEpoch(), 1772431800500); // naive means UTC
        QVERIFY(!base::parseTime(u"yesterday"_s).isValid());
    }
    void backoffGrowsToItsLimit() {
        base::Backoff backoff(100ms, 1000ms);
        for (const auto bound : {100ms, 200ms, 400ms, 800ms, 1000ms, 1000ms}) {
            const auto delay = backoff.next();
            QVERIFY(delay >= bound / 2 && delay <= bound);
        }
        backoff.reset();
        QVERIFY(backoff.next() <= 100ms);
    }
    void exitStatuses() {
        QCOMPARE(base::exitStatus(base::ErrorKind::Network), 3);
        QCOMPARE(base::exitStatus(base::ErrorKind::Invalid), 2);
        QCOMPARE(base::exitStatus(base::ErrorKind::Conflict), 1);
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
