// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded answers of Prometheus 2.53 and Alertmanager 0.28, and what a wrong one is told apart by.
#include "prometheus/alertvalues.h"
#include "prometheus/answer.h"
#include "prometheus/parser.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

QByteArray recorded(const QString &name) {
    QFile file(QStringLiteral(AQI_TEST_DIR "/corpus/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
}

/// JSON that is readable here.
QByteArray quoted(const char *text) { return QByteArray(text).replace('\'', '"'); }

} // namespace

class TestPrometheusParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbers() {
        QCOMPARE(prometheus::parseNumber(u"1e+00"_s), 1.0);
        QVERIFY(std::isnan(prometheus::parseNumber(u"NaN"_s).value()));
        QVERIFY(std::isinf(prometheus::parseNumber(u"+Inf"_s).value()));
        QVERIFY(prometheus::parseNumber(u"-Inf"_s).value() < 0);
        QVERIFY(!prometheus::parseNumber(u""_s));
        QVERIFY(!prometheus::parseNumber(u"1 s"_s));
    }

    void vectorsMatricesScalarsTexts() {
        const auto vector = prometheus::parseQuery(recorded(u"vector.json"_s));
        QVERIFY(vector);
        QCOMPARE(vector->type, prometheus::ResultType::Vector);
        QCOMPARE(vector->series.size(), 2);
        QCOMPARE(vector->series[1].labels.value(u"job"_s), u"prometheus"_s);
        QCOMPARE(vector->series[1].samples.first().value, 1.0);
        QCOMPARE(prometheus::text(vector->series[1].labels), u"up{instance=\"127.0.0.1:19190\", job=\"prometheus\"}"_s);
        const auto matrix = prometheus::parseQuery(recorded(u"matrix-warning.json"_s));
        QVERIFY(matrix);
        QCOMPARE(matrix->type, prometheus::ResultType::Matrix);
        QCOMPARE(matrix->warnings.size(), 1);
        const auto scalar = prometheus::parseQuery(recorded(u"scalar-nan.json"_s));
        QVERIFY(scalar && std::isnan(scalar->series.first().samples.first().value));
        const auto words = prometheus::parseQuery(recorded(u"string.json"_s));
        QVERIFY(words);
        QCOMPARE(words->text, u"hello"_s);
        const auto empty = prometheus::parseQuery(recorded(u"empty.json"_s));
        QVERIFY(empty && empty->series.isEmpty());
    }

    void infinityAndHistograms() {
        const auto result = prometheus::parseQuery(recorded(u"histogram.json"_s));
        QVERIFY(result);
        QCOMPARE(result->series.size(), 1);
        QVERIFY(std::isinf(result->series[0].samples[0].value));
        QVERIFY(std::isnan(result->series[0].samples[2].value));
        QCOMPARE(result->series[0].samples[3].value, 0.001);
        QCOMPARE(result->histograms, 1);
        QCOMPARE(result->warnings, QStringList{u"an info"_s});
    }

    void nonsenseIsAnError() {
        for (const QByteArray &json : {QByteArray("missing"), QByteArray("[]"), QByteArray(), recorded(u"bad.json"_s), recorded(u"wrong.json"_s),
                 quoted("{'status':'success','data':{'resultType':'vector','result':[{'metric':{},'value':['1','2']}]}}"),
                 quoted("{'status':'success','data':{'resultType':'matrix','result':[{'metric':{},'values':[[2,'1'],[1,'1']]}]}}"),
                 quoted("{'status':'success','data':{'resultType':'surprise','result':[]}}")}) {
            const auto result = prometheus::parseQuery(json);
            QVERIFY2(!result, json.constData());
            QCOMPARE(result.error().kind, ErrorKind::Server);
            QVERIFY(!result.error().message.isEmpty());
        }
        QVERIFY(!prometheus::parseTargets(recorded(u"rules.json"_s)));
        QVERIFY(!prometheus::parseRules(recorded(u"targets.json"_s)));
        QVERIFY(!prometheus::parseHeldAlerts(recorded(u"alerts.json"_s)));
    }

    void targets() {
        const auto targets = prometheus::parseTargets(recorded(u"targets.json"_s));
        QVERIFY(targets);
        QCOMPARE(targets->size(), 2);
        const prometheus::Target &gone = targets->at(0);
        QCOMPARE(gone.job, u"gone"_s);
        QCOMPARE(gone.instance, u"127.0.0.1:1"_s);
        QCOMPARE(gone.health, prometheus::Target::Health::Down);
        QVERIFY(gone.error.endsWith(u"connection refused"_s));
        QCOMPARE(gone.lastScrape.toUTC().toString(Qt::ISODate), u"2026-11-26T11:57:09Z"_s);
        QCOMPARE(gone.interval, 1.0);
        QCOMPARE(targets->at(1).health, prometheus::Target::Health::Up);
        QVERIFY(targets->at(1).error.isEmpty());
        const auto never = prometheus::parseTargets(
            quoted("{'status':'success','data':{'activeTargets':[{'labels':{'job':'a'},'health':'unknown','lastScrape':'0001-01-01T00:00:00Z','scrapeInterval':'1m30s'}]}}"));
        QVERIFY(never && !never->first().lastScrape.isValid());
        QCOMPARE(never->first().interval, 90.0);
    }

    void rulesAndAlerts() {
        const auto rules = prometheus::parseRules(recorded(u"rules.json"_s));
        QVERIFY(rules);
        QCOMPARE(rules->size(), 4);
        QCOMPARE(rules->at(0).kind, prometheus::Rule::Kind::Recording);
        QCOMPARE(rules->at(1).state, prometheus::AlertState::Firing);
        QCOMPARE(rules->at(1).alerts.size(), 1);
        QCOMPARE(rules->at(1).alerts.first().value, 0.0);
        QVERIFY(rules->at(1).alerts.first().activeAt.isValid());
        QCOMPARE(rules->at(2).state, prometheus::AlertState::Pending);
        QCOMPARE(rules->at(2).holdFor, 3600.0);
        QCOMPARE(rules->at(3).state, prometheus::AlertState::Inactive);
        QCOMPARE(rules->at(3).group, u"test_alerts"_s);
        const auto alerts = prometheus::parseAlerts(recorded(u"alerts.json"_s));
        QVERIFY(alerts);
        QCOMPARE(alerts->size(), 2);
        QCOMPARE(alerts->at(0).annotations.value(u"summary"_s), u"gone is gone"_s);
    }

    void heldAlertsAndSilences() {
        const auto alerts = prometheus::parseHeldAlerts(recorded(u"heldalerts.json"_s));
        QVERIFY(alerts);
        QCOMPARE(alerts->first().fingerprint, u"c47893477d90629c"_s);
        QCOMPARE(alerts->first().receivers, QStringList{u"nobody"_s});
        QCOMPARE(alerts->first().state, prometheus::HeldAlert::State::Active);
        const auto silences = prometheus::parseSilences(recorded(u"silences.json"_s));
        QVERIFY(silences);
        QCOMPARE(silences->first().matchers, (QList<prometheus::Matcher>{{u"alertname"_s, u"Gone"_s, false, true}}));
        QCOMPARE(silences->first().state, prometheus::Silence::State::Active);
        const auto again = prometheus::parseSilences('[' + prometheus::toJson(silences->first()) + ']');
        QVERIFY(again);
        QCOMPARE(again->first().endsAt, silences->first().endsAt);
        QCOMPARE(again->first().id, silences->first().id);
        QCOMPARE(prometheus::parseMade(recorded(u"made.json"_s)).value(), silences->first().id);
    }

    void errorsSayWhoSpeaks_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("part");
        QTest::addColumn<bool>("unreachable");
        QTest::newRow("query") << 400 << recorded(u"bad.json"_s) << ErrorKind::Invalid << u"unclosed left parenthesis (bad_data)"_s << false;
        QTest::newRow("too many points") << 400 << recorded(u"toomany.json"_s) << ErrorKind::Invalid << u"11,000"_s << false;
        QTest::newRow("query's time-out") << 503 << quoted("{'status':'error','errorType':'timeout','error':'query timed out in expression evaluation'}")
                                         << ErrorKind::Timeout << u"query timed out"_s << false;
        QTest::newRow("no endpoints") << 503 << quoted("{'kind':'Status','status':'Failure','message':'no endpoints available for service \\\"prometheus-service\\\"','code':503}")
                                      << ErrorKind::Server << u"no endpoints available"_s << true;
        QTest::newRow("no such service") << 404 << quoted("{'kind':'Status','status':'Failure','message':'services \\\"prometheus-service\\\" not found','code':404}")
                                         << ErrorKind::NotFound << u"not found"_s << true;
        QTest::newRow("may not") << 403 << quoted("{'kind':'Status','status':'Failure','message':'services is forbidden','code':403}") << ErrorKind::Forbidden
                                 << u"forbidden"_s << true;
        QTest::newRow("Alertmanager") << 400 << QByteArray("\"invalid silence: at least one matcher must not match the empty string\"\n") << ErrorKind::Invalid
                                      << u"HTTP status 400: invalid silence"_s << false;
        QTest::newRow("a web page") << 502 << QByteArray("<html>bad gateway</html>") << ErrorKind::Server << u"HTTP status 502"_s << true;
        QTest::newRow("nothing") << 404 << QByteArray() << ErrorKind::NotFound << u"HTTP status 404"_s << true;
    }
    void errorsSayWhoSpeaks() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, part);
        QFETCH(bool, unreachable);
        const auto result = prometheus::bodyOf(base::HttpReply{status, {}, body}, u"/api"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, kind);
        QVERIFY2(result.error().message.contains(part), qPrintable(result.error().message));
        QCOMPARE(prometheus::isUnreachable(result.error()), unreachable);
        QCOMPARE(result.error().where, u"/api"_s);
    }
};

QTEST_GUILESS_MAIN(TestPrometheusParser)
#include "tst_parser.moc"
