// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The engine against a real Prometheus and a real Alertmanager.
#include "monitors.h"
#include "prometheus/answer.h"
#include "prometheus/client.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using base::Result;

namespace {

constexpr int patience = 60'000; // milliseconds; the first scrape comes after about five seconds

template <class T> Result<T> await(prometheus::Asked<T> asked) {
    if (!QTest::qWaitFor([&] { return asked.answer.isFinished(); }, patience) || asked.answer.resultCount() == 0)
        return base::fail(base::ErrorKind::Timeout, u"no answer"_s);
    return asked.answer.result();
}

/// Asks again until the answer is as it is wanted.
template <class Ask, class Wanted> bool becomes(Ask ask, Wanted wanted) {
    for (QDeadlineTimer deadline(patience); !deadline.hasExpired();) {
        if (const auto answer = await(ask()); answer && wanted(*answer))
            return true;
        QTest::qWait(200);
    }
    return false;
}

} // namespace

class TestPrometheusLive : public QObject {
    Q_OBJECT
private:
    monitors::Monitors m_monitors;
    std::unique_ptr<prometheus::Client> m_prometheus;
    std::unique_ptr<prometheus::Alertmanager> m_alertmanager;

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_monitors.start(), qPrintable(m_monitors.problem()));
        m_prometheus = std::make_unique<prometheus::Client>(std::make_unique<monitors::UrlService>(m_monitors.prometheus()));
        m_alertmanager = std::make_unique<prometheus::Alertmanager>(
            std::make_unique<monitors::UrlService>(m_monitors.alertmanager()), std::make_unique<monitors::UrlService>(m_monitors.alertmanager()));
        QVERIFY(becomes([&] { return m_prometheus->query(u"up"_s); }, [](const prometheus::QueryResult &result) { return result.series.size() == 2; }));
    }

    void queriesAnswer() {
        const auto up = await(m_prometheus->query(u"up{job=\"prometheus\"} + 0"_s)); // the plus must arrive
        QVERIFY2(up, up ? "" : qPrintable(up.error().text()));
        QCOMPARE(up->series.first().samples.first().value, 1.0);
        QVERIFY(std::isnan(await(m_prometheus->query(u"0/0"_s)).value().series.first().samples.first().value));
        QVERIFY(std::isinf(await(m_prometheus->query(u"1/0"_s)).value().series.first().samples.first().value));
        QVERIFY(await(m_prometheus->query(u"nothing_of_this_name"_s)).value().series.isEmpty());
        QCOMPARE(await(m_prometheus->query(u"\"words\""_s)).value().text, u"words"_s);
        const auto wrong = await(m_prometheus->query(u"sum("_s));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().kind, base::ErrorKind::Invalid);
        QVERIFY(!prometheus::isUnreachable(wrong.error()));
        QVERIFY2(wrong.error().message.contains(u"unclosed left parenthesis"_s), qPrintable(wrong.error().message));
    }

    void rangesAreAlignedAndHaveGaps() {
        prometheus::RangePlan plan;
        const auto ask = [&] {
            const QDateTime now = QDateTime::currentDateTimeUtc();
            plan = prometheus::planRange(now.addSecs(-600), now, 400, 1);
            return m_prometheus->queryRange(u"up{job=\"prometheus\"}"_s, plan);
        };
        QVERIFY(becomes(ask, [](const prometheus::QueryResult &found) { return !found.series.isEmpty(); })); // the first sample may lie behind the last point
        const auto result = await(ask());
        QVERIFY2(result, result ? "" : qPrintable(result.error().text()));
        QCOMPARE(result->type, prometheus::ResultType::Matrix);
        QVERIFY(!result->series.isEmpty());
        const auto &samples = result->series.first().samples;
        QVERIFY(samples.size() < plan.points()); // it runs since less than ten minutes: before, there is nothing, and not zero
        for (const prometheus::Sample &sample : samples)
            QCOMPARE(qint64(sample.at) % plan.step, 0);
        const auto warned = await(m_prometheus->queryRange(u"rate(up[1m])"_s, plan));
        QVERIFY(warned && !warned->warnings.isEmpty());
        // As many points as it gives, and its own refusal of more.
        const auto most = await(m_prometheus->queryRange(u"vector(1)"_s, {0, 10'999, 1}));
        QVERIFY(most);
        QCOMPARE(most->series.first().samples.size(), 11'000);
    }

    void targetsSayWhyTheyAreDown() {
        QVERIFY(becomes([&] { return m_prometheus->targets(); }, [](const QList<prometheus::Target> &targets) {
            return targets.size() == 2 && std::ranges::all_of(targets, [](const prometheus::Target &target) { return target.lastScrape.isValid(); });
        }));
        const auto targets = await(m_prometheus->targets()).value();
        const auto gone = std::ranges::find(targets, u"gone"_s, &prometheus::Target::job);
        QVERIFY(gone != targets.end());
        QCOMPARE(gone->health, prometheus::Target::Health::Down);
        QVERIFY2(gone->error.contains(u"connection refused"_s), qPrintable(gone->error));
        const auto itself = std::ranges::find(targets, u"prometheus"_s, &prometheus::Target::job);
        QCOMPARE(itself->health, prometheus::Target::Health::Up);
        QVERIFY(itself->lastScrape.secsTo(QDateTime::currentDateTimeUtc()) < 120);
        QCOMPARE(itself->interval, 1.0);
    }

    void alertsFireAndAreSilenced() {
        QVERIFY(becomes([&] { return m_prometheus->rules(); }, [](const QList<prometheus::Rule> &rules) {
            return std::ranges::any_of(rules, [](const prometheus::Rule &rule) { return rule.name == u"Gone"_s && rule.state == prometheus::AlertState::Firing; });
        }));
        const auto alerts = await(m_prometheus->alerts());
        QVERIFY(alerts && !alerts->isEmpty());
        const auto held = [](prometheus::HeldAlert::State state) {
            return [state](const QList<prometheus::HeldAlert> &all) {
                return std::ranges::any_of(all, [state](const auto &alert) { return alert.labels.value(u"alertname"_s) == u"Gone"_s && alert.state == state; });
            };
        };
        QVERIFY(becomes([&] { return m_alertmanager->alerts(); }, held(prometheus::HeldAlert::State::Active)));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const prometheus::Silence wanted{{}, {}, {{u"alertname"_s, u"Gone|Other"_s, true, true}}, now, now.addSecs(3600), {}, u"tester"_s, u"a test’s own"_s};
        const auto made = await(m_alertmanager->make(wanted));
        QVERIFY2(made, made ? "" : qPrintable(made.error().text()));
        QVERIFY(becomes([&] { return m_alertmanager->alerts(); }, held(prometheus::HeldAlert::State::Suppressed)));
        const auto silences = await(m_alertmanager->silences()).value();
        const auto found = std::ranges::find(silences, *made, &prometheus::Silence::id);
        QVERIFY(found != silences.end());
        QCOMPARE(found->matchers, wanted.matchers);
        QCOMPARE(found->comment, wanted.comment);
        QCOMPARE(await(m_alertmanager->expire(*made)).value(), *made);
        QVERIFY(becomes([&] { return m_alertmanager->alerts(); }, held(prometheus::HeldAlert::State::Active)));
        const auto nobody = await(m_alertmanager->expire(u"00000000-0000-0000-0000-000000000000"_s));
        QVERIFY(!nobody);
        QCOMPARE(nobody.error().kind, base::ErrorKind::NotFound);
    }

    void cancelledIsNotAnswered() {
        auto asked = m_prometheus->query(u"up"_s);
        asked.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(asked.answer.isFinished(), patience);
        QCOMPARE(asked.answer.resultCount(), 0);
    }

    void goneIsUnreachable() {
        m_monitors.stopPrometheus();
        const auto result = await(m_prometheus->query(u"up"_s));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, base::ErrorKind::Network);
        QVERIFY(prometheus::isUnreachable(result.error()));
    }
};

QTEST_GUILESS_MAIN(TestPrometheusLive)
#include "tst_live.moc"
