// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pure half of the log view: order, ring, filter, control sequences, severity.
#include "models/logs/loglines.h"
#include "models/logs/logmerger.h"
#include "models/logs/plaintext.h"
#include "models/logs/severity.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LogEntry;
using models::LogLines;
using models::LogMerger;
using models::Severity;

namespace {

LogEntry line(qint64 stamp, int source, const QString &text = {}, Severity severity = Severity::None) { return {stamp, source, severity, false, text}; }

QList<qint64> stampsOf(const QList<LogEntry> &entries) {
    QList<qint64> stamps;
    for (const LogEntry &entry : entries)
        stamps.append(entry.nanoseconds);
    return stamps;
}

QStringList shown(const LogLines &lines) {
    QStringList texts;
    for (qsizetype row = 0; row < lines.rows(); ++row)
        texts.append(lines.at(row).text);
    return texts;
}

QList<LogEntry> numbered(int from, int to) {
    QList<LogEntry> entries;
    for (int i = from; i < to; ++i)
        entries.append(line(i + 1, 0, QString::number(i)));
    return entries;
}

} // namespace

class TestLogs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mergesByStamp() {
        LogMerger merger;
        merger.add(0, {line(10, 0), line(30, 0), line(50, 0)}, 0);
        merger.add(1, {line(20, 1), line(40, 1), line(60, 1)}, 10);
        QVERIFY(merger.take(LogMerger::window - 1).isEmpty());
        QCOMPARE(merger.nextDue(), LogMerger::window);
        QCOMPARE(stampsOf(merger.take(LogMerger::window)), (QList<qint64>{10, 20, 30, 40, 50}));
        QCOMPARE(stampsOf(merger.take(LogMerger::window + 10)), (QList<qint64>{60}));
        QVERIFY(!merger.nextDue());
    }
    void anOlderLineInTheWindowGoesFirst() {
        LogMerger merger;
        merger.add(0, {line(100, 0)}, 0);
        merger.add(1, {line(90, 1)}, LogMerger::window - 1);
        QCOMPARE(stampsOf(merger.take(LogMerger::window)), (QList<qint64>{90, 100}));
    }
    void aLineThatIsTooLateStandsWhereItCame() {
        LogMerger merger;
        merger.add(0, {line(100, 0)}, 0);
        QCOMPARE(stampsOf(merger.take(LogMerger::window)), (QList<qint64>{100}));
        merger.add(1, {line(90, 1)}, LogMerger::window + 1);
        QCOMPARE(stampsOf(merger.take(3 * LogMerger::window)), (QList<qint64>{90}));
    }
    void aSourceKeepsItsOwnOrder() {
        LogMerger merger; // its clock went back, and a line had no stamp
        merger.add(0, {line(100, 0, u"a"_s), line(50, 0, u"b"_s), line(0, 0, u"c"_s), line(120, 0, u"d"_s)}, 0);
        merger.add(1, {line(110, 1, u"x"_s)}, 0);
        QStringList texts;
        for (const LogEntry &entry : merger.flush())
            texts.append(entry.text);
        QCOMPARE(texts, (QStringList{u"a"_s, u"b"_s, u"c"_s, u"x"_s, u"d"_s}));
    }
    void aSingleSourceNeedNotWait() {
        LogMerger merger;
        merger.setWindow(0);
        merger.add(0, {line(1, 0)}, 5);
        QCOMPARE(merger.take(5).size(), 1);
    }

    void theRingIsBounded() {
        LogLines lines;
        lines.setLimits(100, 1 << 20);
        QSignalSpy changed(&lines, &LogLines::changed);
        lines.append(numbered(0, 60));
        QCOMPARE(lines.dropped(), 0);
        lines.append(numbered(60, 150));
        QCOMPARE(lines.total(), 100);
        QCOMPARE(lines.dropped(), 50);
        QCOMPARE(changed.last(), (QVariantList{qsizetype(90), qsizetype(50)}));
        QCOMPARE(lines.at(0).text, u"50"_s);
        QCOMPARE(lines.numberAt(0), 50);
        QCOMPARE(lines.rowOf(99), 49);
        QCOMPARE(lines.rowOf(3), 0);
        lines.append(numbered(150, 1000)); // more at once than fits
        QCOMPARE(lines.total(), 100);
        QCOMPARE(lines.at(99).text, u"999"_s);
        QCOMPARE(lines.dropped(), 900);
        lines.setLimits(100, 30);
        QCOMPARE(lines.total(), 10); // "990" to "999"
    }
    void aPauseLosesNothingThatFits() {
        LogLines lines;
        lines.setLimits(100, 1 << 20);
        lines.append(numbered(0, 10));
        lines.setPaused(true);
        lines.append(numbered(10, 50));
        QCOMPARE(lines.rows(), 10);
        QCOMPARE(lines.waiting(), 40);
        lines.setPaused(false);
        QCOMPARE(lines.rows(), 50);
        QCOMPARE(lines.waiting(), 0);
        QCOMPARE(lines.dropped(), 0);
        lines.setPaused(true);
        lines.append(numbered(50, 300));
        QCOMPARE(lines.waiting(), 100); // bounded too
        QCOMPARE(lines.dropped(), 150); // and it says so
    }
    void firstAnswersAreMergedAsTheyCome() {
        LogLines lines;
        lines.merge({line(10, 0, u"a"_s), line(0, 0, u"of a"_s), line(30, 0, u"c"_s)});
        lines.merge({line(5, 1, u"0"_s), line(20, 1, u"b"_s)}); // older than what is there
        QCOMPARE(shown(lines), (QStringList{u"0"_s, u"a"_s, u"of a"_s, u"b"_s, u"c"_s}));
        lines.merge({line(40, 1, u"d"_s)});
        QCOMPARE(lines.at(5).text, u"d"_s);
        LogLines traced; // a stack trace is as grave in between as at the end
        traced.merge({line(50, 0, u"last"_s)});
        LogEntry head = line(10, 1, u"Traceback"_s);
        head.severity = Severity::Error;
        traced.merge({head, line(11, 1, u"  File x"_s)});
        QCOMPARE(shown(traced), (QStringList{u"Traceback"_s, u"  File x"_s, u"last"_s}));
        QCOMPARE(traced.at(1).severity, Severity::Error);
        QCOMPARE(lines.rowOf(lines.numberAt(5)), 5);
        QCOMPARE(lines.dropped(), 0);
    }
    void filtersAndFinds() {
        LogLines lines;
        lines.append({line(1, 0, u"GET /health 200"_s), line(2, 0, u"GET /aqi 500"_s), line(3, 0, u"started"_s)});
        QVERIFY(lines.setFilter(u"get !health"_s));
        QCOMPARE(lines.rows(), 3); // marked only
        QCOMPARE(lines.matchFrom(-1, 1), 1);
        QCOMPARE(lines.matchFrom(1, 1), 1); // around the end
        lines.setOnlyMatching(true);
        QCOMPARE(shown(lines), (QStringList{u"GET /aqi 500"_s}));
        lines.append({line(4, 0, u"GET /aqi 200"_s), line(5, 0, u"no"_s)});
        QCOMPARE(lines.rows(), 2);
        QVERIFY(!lines.setFilter(u"/(/"_s));
        QCOMPARE(lines.rows(), 2); // the one before
        QVERIFY(lines.setFilter(u"/ 5\\d\\d$/"_s));
        QCOMPARE(shown(lines), (QStringList{u"GET /aqi 500"_s}));
        QVERIFY(lines.setFilter(u"\"aqi 2\""_s));
        QCOMPARE(shown(lines), (QStringList{u"GET /aqi 200"_s}));
        QVERIFY(lines.setFilter(u"/aqi"_s)); // a path, no expression
        QCOMPARE(lines.rows(), 2);
    }
    void marks() {
        const auto filter = models::LogFilter::parse(u"aqi /\\d+/ !x"_s);
        QVERIFY(filter);
        QCOMPARE(filter->marks(u"12 AQI 7 aqi"_s), (QList<models::LogFilter::Range>{{0, 2}, {3, 3}, {7, 1}, {9, 3}}));
    }
    void lightLinesAreLeftOut() {
        LogLines lines;
        lines.append({line(1, 0, u"d"_s, Severity::Debug), line(2, 0, u"E"_s, Severity::Error), line(3, 0, u"  at f()"_s), line(4, 0, u"?"_s), line(5, 1, u"  of another"_s)});
        QCOMPARE(lines.at(2).severity, Severity::Error); // a line of the stack trace
        QCOMPARE(lines.at(4).severity, Severity::None);
        lines.setLeast(Severity::Warning);
        QCOMPARE(shown(lines), (QStringList{u"E"_s, u"  at f()"_s, u"?"_s, u"  of another"_s}));
    }

    void plainTexts_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"a\tb"_s << u"a\tb"_s;
        QTest::newRow("colour") << u"\x1b[32mINFO\x1b[0m:     up"_s << u"INFO:     up"_s;
        QTest::newRow("many parameters") << u"\x1b[38;2;1;2;3mx\x1b[m"_s << u"x"_s;
        QTest::newRow("unfinished") << u"x\x1b["_s << u"x"_s;
        QTest::newRow("lone escape") << u"x\x1b"_s << u"x"_s;
        QTest::newRow("title") << u"\x1b]0;title\x07x"_s << u"x"_s;
        QTest::newRow("link") << u"\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\"_s << u"link"_s;
        QTest::newRow("charset") << u"\x1b(Bx"_s << u"x"_s;
        QTest::newRow("progress") << u"10 %\r20 %\r100 %"_s << u"100 %"_s;
        QTest::newRow("carriage return at the end") << u"x\r"_s << u"x"_s;
        QTest::newRow("bell") << u"a\x07"_s << u"a\u2407"_s;
        QTest::newRow("one-character CSI") << QString(u"a"_s + QChar(0x9b) + u"31mb"_s) << u"ab"_s;
    }
    void plainTexts() {
        QFETCH(QString, line);
        QTEST(models::plainText(line), "text");
    }
    void longLinesAreCut() {
        const QString text = models::plainText(QString(100'000, u'x'));
        QVERIFY(text.size() < models::longestLogLine + 100);
        QVERIFY2(text.endsWith(u"more characters"_s), qPrintable(text.right(60)));
    }

    void severities_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<Severity>("severity");
        const auto row = [](const char *text, Severity severity) { QTest::newRow(text) << QString::fromUtf8(text) << severity; };
        row("{\"level\":\"warning\",\"msg\":\"x\"}", Severity::Warning);
        row("{\"time\": 1, \"level\": 50, \"msg\": \"INFO\"}", Severity::Error);
        row("{\"severity\" : \"CRITICAL\"}", Severity::Fatal);
        row("{\"msg\":\"no level here\"}", Severity::None);
        row("{\"message\":\"said \\\"level\\\":\\\"error\\\"\",\"level\":\"info\"}", Severity::Information);
        row("ts=2026-11-26T11:40:00Z level=warn component=tsdb msg=\"x\"", Severity::Warning);
        row("time=\"2026\" level=\"error\"", Severity::Error);
        row("E0312 11:40:00.000000       1 server.go:1] x", Severity::Error);
        row("I0312 11:40:00.000000       1 server.go:1] x", Severity::Information);
        row("INFO:     127.0.0.1:1 - \"GET /health HTTP/1.1\" 200 OK", Severity::Information);
        row("2026-11-26 11:40:00.123 UTC [12] LOG:  checkpoint starting", Severity::Information);
        row("2026-11-26 11:40:00.123 UTC [12] FATAL:  role \"x\" does not exist", Severity::Fatal);
        row("2026-11-26 11:40:00.123 UTC [12] ERROR:  relation", Severity::Error);
        row("[2026-11-26 11:40:00,123: WARNING/MainProcess] x", Severity::Warning);
        row("1:M 26 Nov 2026 11:40:00.000 # Server", Severity::Warning);
        row("1:M 26 Nov 2026 11:40:00.000 * Ready", Severity::Information);
        row("2026/11/26 11:40:00 [error] 7#7: *1 open() failed", Severity::Error);
        row("error: cannot open", Severity::Error);
        row("Traceback (most recent call last):", Severity::Error);
        row("ValueError: no", Severity::Error);
        row("java.io.IOException: no", Severity::Error);
        row("GET /error/INFO_PAGE", Severity::None);
        row("there was no error in it", Severity::None);
        row("", Severity::None);
        row("{", Severity::None);
    }
    void severities() {
        QFETCH(QString, line);
        QTEST(models::severityOf(line), "severity");
    }
};

QTEST_GUILESS_MAIN(TestLogs)
#include "tst_logs.moc"
