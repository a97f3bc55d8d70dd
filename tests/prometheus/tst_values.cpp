// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Plans of ranges, matchers of silences, dashboards, and what the client refuses before it asks.
#include "prometheus/client.h"
#include "prometheus/dashboard.h"

#include <QPromise>
#include <QTimeZone>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QDateTime at(qint64 seconds) { return QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC); }

/// Never answers; knows what it was asked.
class Deaf : public base::HttpService {
public:
    explicit Deaf(QStringList &asked)
        : m_asked(asked) {}
    QFuture<base::Result<base::HttpReply>> get(const QString &path, const QUrlQuery &query, std::chrono::milliseconds) override {
        m_asked.append(path + u'?' + query.toString(QUrl::FullyEncoded));
        m_promises.emplace_back().start();
        return m_promises.back().future();
    }
    QString source() const override { return u"nowhere"_s; }

private:
    QStringList &m_asked;
    std::vector<QPromise<base::Result<base::HttpReply>>> m_promises;
};

} // namespace

class TestPrometheusValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plansAreAlignedAndNeverTooMany() {
        for (const int range : {60, 900, 3600, 21600, 86400, 604800, 31536000}) {
            for (const int pixels : {1, 2, 37, 300, 1280, 4000, 50000}) {
                for (const qint64 end : {qint64(1795694226), qint64(1795694227), qint64(1795700000)}) {
                    const auto plan = prometheus::planRange(at(end - range), at(end), pixels);
                    QCOMPARE(plan.start % plan.step, 0);
                    QCOMPARE(plan.end % plan.step, 0);
                    QVERIFY(plan.step >= 15);
                    QVERIFY2(plan.points() <= std::max(2, pixels), qPrintable(u"%1 points on %2 pixels"_s.arg(plan.points()).arg(pixels)));
                    QVERIFY(plan.points() <= prometheus::pointLimit);
                    QVERIFY(plan.points() >= 1);
                    QVERIFY(plan.end <= std::max(end, plan.start));
                }
            }
        }
        const auto plan = prometheus::planRange(at(1000), at(1000 + 900), 600);
        QCOMPARE(plan, (prometheus::RangePlan{1005, 1890, 15}));
        QCOMPARE(prometheus::planRange(at(1000), at(1007 + 900), 600).start, 1005); // a few seconds later: the same points
    }

    void matchersAreRead() {
        const auto matchers = prometheus::parseMatchers(u" {alertname=\"HighCPU\", severity =~ \"critical|warning\", pod!=api-1, ns!~\"a\\.b\",} "_s);
        QVERIFY2(matchers, matchers ? "" : qPrintable(matchers.error().message));
        QCOMPARE(*matchers, (QList<prometheus::Matcher>{{u"alertname"_s, u"HighCPU"_s, false, true}, {u"severity"_s, u"critical|warning"_s, true, true},
                                {u"pod"_s, u"api-1"_s, false, false}, {u"ns"_s, u"a\\.b"_s, true, false}}));
        QCOMPARE(prometheus::parseMatchers(prometheus::text(*matchers)), *matchers);
        QVERIFY(prometheus::parseMatchers(QString()).value().isEmpty());
        QCOMPARE(prometheus::parseMatchers(u"a=\"x,\\\"y\""_s).value().first().value, u"x,\"y"_s);
    }

    void wrongMatchersSayWhere() {
        for (const auto &[text, part] : std::initializer_list<std::pair<QString, QString>>{{u"alertname"_s, u"after “alertname”"_s}, {u"=x"_s, u"at “=x”"_s},
                 {u"a=\"x"_s, u"not closed"_s}, {u"a=b c=d"_s, u"a comma is expected at “c=d”"_s}, {u"a=~\"(\""_s, u"no regular expression"_s},
                 {u"{a=b} c"_s, u"“c” after"_s}, {u"a==b"_s, QString()}}) {
            const auto matchers = prometheus::parseMatchers(text);
            if (part.isEmpty()) {
                QCOMPARE(matchers.value().first().value, u"=b"_s);
                continue;
            }
            QVERIFY2(!matchers, qPrintable(text));
            QVERIFY2(matchers.error().message.contains(part), qPrintable(matchers.error().message));
        }
    }

    void matchersFitAsAlertmanagerFits() {
        const prometheus::Labels labels{{u"alertname"_s, u"HighCPUUsage"_s}, {u"severity"_s, u"critical"_s}};
        const auto fits = [&](const QString &text) { return prometheus::accept(prometheus::parseMatchers(text).value(), labels); };
        QVERIFY(fits(u"alertname=HighCPUUsage"_s));
        QVERIFY(!fits(u"alertname=~High"_s)); // the whole value
        QVERIFY(fits(u"alertname=~\"High.*\", severity!=warning"_s));
        QVERIFY(fits(u"pod=\"\""_s)); // not there is empty
        QVERIFY(!fits(u"pod=~\".+\""_s));
        QVERIFY(prometheus::acceptEmpty(prometheus::parseMatchers(u"alertname=~\".*\""_s).value()));
        QVERIFY(!prometheus::acceptEmpty(prometheus::parseMatchers(u"alertname=~\".+\""_s).value()));
    }

    void theFourDashboardsAreOurs() {
        const auto all = prometheus::ownDashboards();
        QCOMPARE(all.size(), 4);
        QStringList ids;
        int panels = 0;
        for (const prometheus::Dashboard &dashboard : all) {
            ids.append(dashboard.uid);
            panels += int(dashboard.panels.size());
            for (const prometheus::Panel &panel : dashboard.panels) {
                QVERIFY2(!panel.title.isEmpty() && !panel.unit.isEmpty() && !panel.queries.isEmpty(), qPrintable(dashboard.uid));
                QVERIFY(panel.place.right() <= 23);
            }
        }
        QCOMPARE(ids.size(), 4);
        QVERIFY(ids.first().contains(u"system"_s));
        QVERIFY(panels > 40);
        QCOMPARE(all[2].refresh, 60);
        const auto rmse = std::ranges::find(all[2].panels, u"Model RMSE"_s, &prometheus::Panel::title);
        QVERIFY(rmse != all[2].panels.end());
        QCOMPARE(rmse->thresholds.first().from, 25.0);
        QVERIFY(!prometheus::parseDashboard("{}", u"a.json"_s));
        QVERIFY(prometheus::parseDashboard(R"({"dashboard":{"panels":[{"type":"graph","targets":[{"expr":"up"}]},{"type":"text"}]}})", {}).value().panels.size() == 1);
    }

    void seriesAreCalledByTheirLegend() {
        const prometheus::Labels labels{{u"__name__"_s, u"up"_s}, {u"pod"_s, u"api-1"_s}, {u"job"_s, u"api"_s}};
        QCOMPARE(prometheus::seriesName(u"{{pod}} of {{ job }}"_s, labels), u"api-1 of api"_s);
        QCOMPARE(prometheus::seriesName(u"p95"_s, {}), u"p95"_s);
        QCOMPARE(prometheus::seriesName(QString(), labels), u"up{job=\"api\", pod=\"api-1\"}"_s);
        QCOMPARE(prometheus::seriesName(u"{{nothing}}"_s, labels), u"up{job=\"api\", pod=\"api-1\"}"_s);
        QCOMPARE(prometheus::seriesName(QString(), {}), QString());
    }

    void theClientRefusesBeforeItAsks() {
        QStringList asked;
        prometheus::Client client(std::make_unique<Deaf>(asked));
        const auto tooMany = client.queryRange(u"up"_s, {0, 11'000, 1}).answer.result();
        QCOMPARE(tooMany.error().kind, base::ErrorKind::Invalid);
        QVERIFY(asked.isEmpty());
        auto going = client.queryRange(u"rate(a[5m]) + 1"_s, {0, 10'999, 1});
        QVERIFY2(asked.first().contains(u"query=rate%28a%5B5m%5D%29%20%2B%201&start=0&end=10999&step=1"_s), qPrintable(asked.first()));
        going.cancel();
        QVERIFY(going.request.isCanceled());

        prometheus::Alertmanager alertmanager(std::make_unique<Deaf>(asked), nullptr);
        const QDateTime now = at(1000);
        prometheus::Silence silence{{}, {}, {}, now, now.addSecs(3600), {}, u"me"_s, u"why"_s};
        QVERIFY(alertmanager.make(silence).answer.result().error().message.contains(u"everything"_s));
        silence.matchers = {{u"a"_s, u"b"_s, false, true}};
        silence.endsAt = now;
        QVERIFY(alertmanager.make(silence).answer.result().error().message.contains(u"end after"_s));
        silence.endsAt = now.addSecs(60);
        silence.comment.clear();
        QVERIFY(alertmanager.make(silence).answer.result().error().message.contains(u"comment"_s));
        silence.comment = u"why"_s;
        QVERIFY(alertmanager.make(silence).answer.result().error().message.contains(u"only read"_s));
    }
};

QTEST_GUILESS_MAIN(TestPrometheusValues)
#include "tst_values.moc"
