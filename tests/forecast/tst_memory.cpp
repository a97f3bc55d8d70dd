// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The memory of answers: what it keeps, for whom, and what it does with a file that is none.
#include "forecast/client.h"
#include "forecast/memory/replymemory.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using forecast::ReplyMemory;

namespace {

/// Answers as told; counts.
class Told : public base::HttpService {
public:
    QFuture<base::Result<base::HttpReply>> get(const QString &, const QUrlQuery &, std::chrono::milliseconds) override {
        return QtFuture::makeReadyValueFuture(base::Result<base::HttpReply>(base::HttpReply{status, "application/json", body}));
    }
    QString source() const override { return u"told"_s; }
    int status = 200;
    QByteArray body = R"([{"name": "Delhi", "code": "DEL", "latitude": 28.6, "longitude": 77.2}])";
};

template <class T> T taken(QFuture<T> future) {
    while (!future.isFinished())
        QTest::qWait(1);
    return future.result();
}

} // namespace

class TestMemory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsOverARestart() {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"deep/replies.sqlite"_s);
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(1'790'000'000'123, QTimeZone::UTC);
        {
            ReplyMemory memory(file);
            QVERIFY(!taken(memory.recall(u"one"_s, u"/a"_s)));
            memory.remember(u"one"_s, u"/a"_s, "first", at.addSecs(-60));
            memory.remember(u"one"_s, u"/a"_s, "newer", at);
            memory.remember(u"two"_s, u"/a"_s, "of another environment", at);
        }
        ReplyMemory memory(file);
        const auto found = taken(memory.recall(u"one"_s, u"/a"_s));
        QVERIFY(found);
        QCOMPARE(found->body, QByteArray("newer"));
        QCOMPARE(found->at, at);
        QCOMPARE(taken(memory.recall(u"two"_s, u"/a"_s))->body, QByteArray("of another environment"));
        QVERIFY(!taken(memory.recall(u"three"_s, u"/a"_s)));
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void forgetsTheOldestAndTheLargest() {
        QTemporaryDir folder;
        ReplyMemory memory(folder.filePath(u"replies.sqlite"_s));
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(1'790'000'000'000, QTimeZone::UTC);
        for (int i = 0; i < ReplyMemory::mostReplies + 5; ++i)
            memory.remember(u"one"_s, QString::number(i), "x", at.addSecs(i));
        memory.remember(u"one"_s, u"large"_s, QByteArray(ReplyMemory::largest + 1, 'x'), at.addDays(1));
        QVERIFY(!taken(memory.recall(u"one"_s, u"4"_s)));
        QVERIFY(taken(memory.recall(u"one"_s, u"5"_s)));
        QVERIFY(!taken(memory.recall(u"one"_s, u"large"_s)));
    }

    void aBrokenFileIsMadeAnew() {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"replies.sqlite"_s);
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(8192, '?'));
        file.close();
        ReplyMemory memory(path);
        memory.remember(u"one"_s, u"/a"_s, "x", QDateTime::currentDateTimeUtc());
        QVERIFY(taken(memory.recall(u"one"_s, u"/a"_s)));
        ReplyMemory nowhere(u"/proc/replies.sqlite"_s); // cannot be made: as good as empty
        nowhere.remember(u"one"_s, u"/a"_s, "x", QDateTime::currentDateTimeUtc());
        QVERIFY(!taken(nowhere.recall(u"one"_s, u"/a"_s)));
    }

    void remembersGoodAnswersAndGivesThemBack() {
        QTemporaryDir folder;
        const auto memory = std::make_shared<ReplyMemory>(folder.filePath(u"replies.sqlite"_s));
        auto made = std::make_unique<Told>();
        Told *told = made.get();
        forecast::ForecastClient live(std::make_unique<forecast::RememberingService>(std::move(made), memory, u"one"_s));
        forecast::ForecastClient remembered(std::make_unique<forecast::RememberedService>(memory, u"one"_s));
        const auto nothing = taken(remembered.cities());
        QCOMPARE(nothing.error().kind, base::ErrorKind::NotFound);
        QCOMPARE(taken(live.cities())->first().name, u"Delhi"_s);
        QCOMPARE(taken(remembered.cities())->first().name, u"Delhi"_s);
        told->status = 503;
        QVERIFY(!taken(live.cities()));
        QCOMPARE(taken(remembered.cities())->size(), 1); // a failure replaces nothing
        told->status = 200;
        told->body = "[]";
        const QDateTime now = QDateTime::currentDateTimeUtc();
        (void)taken(live.history(u"DL001"_s, {}, now.addDays(-1), now));
        QVERIFY(!taken(remembered.history(u"DL001"_s, {}, now.addDays(-1), now))); // a range of time is never asked for again
        forecast::ForecastClient other(std::make_unique<forecast::RememberedService>(memory, u"two"_s));
        QVERIFY(!taken(other.cities()));
    }
};

QTEST_GUILESS_MAIN(TestMemory)
#include "tst_memory.moc"
