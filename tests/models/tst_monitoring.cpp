// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the Monitoring page says of Prometheus' answers: states that are never confused, gaps, numbers, tables, silences.
#include "models/monitoring/boxsignals.h"
#include "models/monitoring/facts.h"
#include "models/monitoring/panelview.h"
#include "models/monitoring/queryplace.h"
#include "models/monitoring/silenceplan.h"
#include "models/monitoring/trouble.h"
#include "models/monitoring/valuetext.h"
#include "prometheus/parser.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QTest>
#include <QTimeZone>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace models::monitoring;
using prometheus::Panel;

namespace {

constexpr qint64 noon = 1'795'694'400; // a multiple of every step here

QDateTime at(qint64 seconds) { return QDateTime::fromSecsSinceEpoch(noon + seconds, QTimeZone::UTC); }

QByteArray recorded(const QString &name) {
    QFile file(QStringLiteral(AQI_SOURCE_DIR "/tests/prometheus/corpus/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
}

prometheus::Series series(const QString &pod, std::initializer_list<std::pair<qint64, double>> samples) {
    prometheus::Series made{{{u"pod"_s, pod}}, {}};
    for (const auto &[seconds, value] : samples)
        made.samples.append({double(noon + seconds), value});
    return made;
}

Panel panel(Panel::Kind kind, const QString &unit = u"reqps"_s) {
    Panel made;
    made.kind = kind;
    made.title = u"Requests"_s;
    made.unit = unit;
    made.queries = {{u"q"_s, u"{{pod}}"_s}};
    return made;
}

/// An hour until noon, a point every 15 s.
PanelAnswers answered(const QList<prometheus::Series> &all) {
    prometheus::QueryResult result;
    result.type = prometheus::ResultType::Matrix;
    result.series = all;
    return {{noon - 3600, noon, 15}, {result}, {}, false};
}

base::Error error(base::ErrorKind kind, const QString &message) { return {kind, message, u"/api"_s, u"verbatim"_s}; }

const FactRow *rowNamed(const QList<FactRow> &rows, const QString &name) {
    const auto found = std::ranges::find_if(rows, [&](const FactRow &row) { return row.ref.name.startsWith(name); });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace

class TestModelsMonitoring : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void curvesAreCutWhereSamplesAreMissing() {
        const auto cut = segmentsOf(series(u"a"_s, {{0, 1}, {15, 2}, {45, 3}, {105, 4}, {120, std::nan("")}, {135, 5}}), 15);
        QCOMPARE(cut.size(), 3); // one late scrape is bridged, more are a gap; what is no number is a gap
        QCOMPARE(cut[0].size(), 3);
        QCOMPARE(cut[1], (QList<QPointF>{{double(noon + 105) * 1000, 4}}));
        QCOMPARE(cut[2].size(), 1);
        QVERIFY(segmentsOf({}, 15).isEmpty());
    }

    void statesAreNotConfused() {
        const Panel lines = panel(Panel::Kind::Lines);
        QCOMPARE(panelView(lines, {}, at(0)).state, PanelState::Loading);
        const auto ready = panelView(lines, answered({series(u"a"_s, {{-30, 1}, {-15, 2}})}), at(0));
        QCOMPARE(ready.state, PanelState::Ready);
        QVERIFY(ready.stateText.isEmpty());
        QCOMPARE(ready.curves.first().lastText, u"2\u2009req/s"_s);
        const auto nothing = panelView(lines, answered({}), at(0));
        QCOMPARE(nothing.state, PanelState::NoData);
        QCOMPARE(nothing.stateText, u"no data"_s);
        QVERIFY(nothing.advice.contains(u"not exported"_s));
        const auto stale = panelView(lines, answered({series(u"a"_s, {{-400, 1}, {-385, 2}})}), at(0));
        QCOMPARE(stale.state, PanelState::Stale);
        QVERIFY2(stale.stateText.contains(u"6\u2009min ago"_s), qPrintable(stale.stateText));
        // Zero is a value.
        QCOMPARE(panelView(lines, answered({series(u"a"_s, {{0, 0}})}), at(0)).state, PanelState::Ready);
    }

    void unreachableKeepsWhatIsKnown() {
        const Panel lines = panel(Panel::Kind::Lines);
        PanelAnswers answers = answered({series(u"a"_s, {{0, 1}})});
        answers.error = error(base::ErrorKind::Server, u"no endpoints available for service \"prometheus-service\""_s);
        const auto view = panelView(lines, answers, at(240));
        QCOMPARE(view.state, PanelState::Unreachable);
        QCOMPARE(view.curves.size(), 1);
        QCOMPARE(view.stateText, u"unreachable; what is shown is 4\u2009min old"_s);
        QVERIFY(view.advice.contains(u"no endpoints"_s));
        answers.results.clear();
        QCOMPARE(panelView(lines, answers, at(240)).stateText, u"unreachable"_s);
        answers.error = error(base::ErrorKind::Invalid, u"1:1: parse error: x (bad_data)"_s);
        const auto refused = panelView(lines, answers, at(240));
        QCOMPARE(refused.state, PanelState::Refused);
        QVERIFY(refused.stateText.contains(u"parse error"_s));
    }

    void sixCurvesAtMostAndTheHighest() {
        QList<prometheus::Series> many;
        for (int i = 0; i < 9; ++i)
            many.append(series(u"pod-%1"_s.arg(i), {{0, double(i)}}));
        const auto view = panelView(panel(Panel::Kind::Lines), answered(many), at(0));
        QCOMPARE(view.curves.size(), curveLimit);
        QCOMPARE(view.left, 3);
        QCOMPARE(view.curves.first().name, u"pod-3"_s);
        QCOMPARE(view.curves.last().color, 5);
    }

    void endedCurvesDoNotPassForThePresent() {
        const QList<prometheus::Series> both{series(u"old"_s, {{-600, 9}}), series(u"new"_s, {{0, 1}})};
        const auto lines = panelView(panel(Panel::Kind::Lines), answered(both), at(0));
        QCOMPARE(lines.state, PanelState::Ready);
        QCOMPARE(lines.curves[1].name, u"old"_s);
        QCOMPARE(lines.curves[1].lastText, u"ended"_s);
        const auto bars = panelView(panel(Panel::Kind::Shares), answered(both), at(0));
        QCOMPARE(bars.curves.size(), 1);
        QCOMPARE(bars.curves.first().name, u"new"_s);
        QCOMPARE(panelView(panel(Panel::Kind::Number), answered(both), at(0)).number, u"1\u2009req/s"_s);
    }

    void numbersKnowTheirThreshold() {
        Panel number = panel(Panel::Kind::Number, u"percentunit"_s);
        number.thresholds = {{0.01, u"orange"_s}, {0.05, u"red"_s}};
        const auto level = [&](double value) { return panelView(number, answered({series(u"a"_s, {{0, value}})}), at(0)).level; };
        QCOMPARE(level(0.001), -1);
        QCOMPARE(level(0.01), 0);
        QCOMPARE(level(0.2), 1);
        QCOMPARE(panelView(number, answered({series(u"a"_s, {{0, 0.2}})}), at(0)).number, u"20\u2009%"_s);
    }

    void valuesReadAsPeopleWriteThem_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        QTest::newRow("rate") << 42.123 << u"reqps"_s << u"42.1\u2009req/s"_s;
        QTest::newRow("small rate") << 0.0333333 << u"ops"_s << u"0.0333\u2009/s"_s;
        QTest::newRow("milliseconds") << 0.0834 << u"s"_s << u"83.4\u2009ms"_s;
        QTest::newRow("seconds") << 1.25 << u"s"_s << u"1.25\u2009s"_s;
        QTest::newRow("hours") << 7200.0 << u"s"_s << u"2\u2009h"_s;
        QTest::newRow("days") << 276480.0 << u"s"_s << u"3.2\u2009d"_s;
        QTest::newRow("percent") << 97.4 << u"percent"_s << u"97\u2009%"_s;
        QTest::newRow("low percent") << 0.0123 << u"percentunit"_s << u"1.23\u2009%"_s;
        QTest::newRow("thousands") << 123456.0 << u"short"_s << u"123\u2009456"_s;
        QTest::newRow("bytes") << 1342177280.0 << u"bytes"_s << u"1.25\u2009Gi"_s;
        QTest::newRow("few bytes") << 12595.2 << u"bytes"_s << u"12.3\u2009Ki"_s;
        QTest::newRow("zero") << 0.0 << u"none"_s << u"0"_s;
        QTest::newRow("nan") << std::nan("") << u"s"_s << u"not a number"_s;
        QTest::newRow("inf") << std::numeric_limits<double>::infinity() << u"s"_s << u"infinite"_s;
    }
    void valuesReadAsPeopleWriteThem() {
        QFETCH(double, value);
        QFETCH(QString, unit);
        QTEST(valueText(value, unit), "text");
    }

    void targetsSayWhatIsWrong() {
        const auto targets = prometheus::parseTargets(recorded(u"targets.json"_s)).value();
        const QDateTime now = targets[1].lastScrape.addSecs(1);
        QCOMPARE(targetSummary(targets), u"1 of 2 targets up; not up: gone (1)"_s);
        auto rows = targetRows(targets, now);
        const FactRow *gone = rowNamed(rows, u"gone"_s);
        QVERIFY(gone);
        QCOMPARE(gone->state, kube::HealthState::Failed);
        QCOMPARE(gone->word, u"down"_s);
        QVERIFY(gone->cells.last().text.contains(u"connection refused"_s));
        QCOMPARE(rowNamed(rows, u"prometheus"_s)->state, kube::HealthState::Healthy);
        rows = targetRows(targets, now.addSecs(60)); // up, but nobody has looked for a minute
        QCOMPARE(rowNamed(rows, u"prometheus"_s)->word, u"late"_s);
        QVERIFY(targetSummary({}).contains(u"No targets"_s));
    }

    void rulesShowStateAndSinceWhen() {
        const auto rules = prometheus::parseRules(recorded(u"rules.json"_s)).value();
        QCOMPARE(ruleSummary(rules), u"1 firing, 1 pending; 4 rules"_s);
        const auto rows = ruleRows(rules);
        QCOMPARE(rows.size(), 4);
        const FactRow *firing = rowNamed(rows, u"Gone"_s);
        QCOMPARE(firing->state, kube::HealthState::Failed);
        QCOMPARE(firing->word, u"firing"_s);
        QVERIFY(firing->cells[2].time.isValid());
        QCOMPARE(rowNamed(rows, u"Waiting"_s)->state, kube::HealthState::Progressing);
        QCOMPARE(rowNamed(rows, u"Quiet"_s)->word, u"inactive"_s);
        QVERIFY(!rowNamed(rows, u"Quiet"_s)->cells[2].time.isValid());
        auto failing = rules;
        failing[3].health = prometheus::Rule::Health::Failing;
        failing[3].error = u"many-to-many matching"_s;
        QCOMPARE(rowNamed(ruleRows(failing), u"Quiet"_s)->word, u"not evaluated"_s);
        QVERIFY(ruleSummary(failing).contains(u"1 cannot be evaluated"_s));
        FactModel model(ruleColumns());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setRows(rows);
        QCOMPARE(model.rowCount(), 4);
        model.sort(0, Qt::AscendingOrder);
        QCOMPARE(model.index(0, 1).data().toString(), u"Gone"_s); // worst first
        model.setRows(rows.mid(1));
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(model.setFilter(u"waiting"_s));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data(models::HealthRole).toInt(), int(kube::HealthState::Progressing));
    }

    void silencesSayWhatTheyWillDo() {
        const auto alerts = prometheus::parseHeldAlerts(recorded(u"heldalerts.json"_s)).value();
        const auto matchers = matchersOf(alerts.first());
        QVERIFY(prometheus::accept(matchers, alerts.first().labels));
        const QDateTime until = QDateTime::currentDateTime().addDays(2);
        const QString make = makeConsequence(matchers, alerts, until);
        QVERIFY2(make.startsWith(u"Silences 1 of %1 "_s.arg(alerts.size())) && make.contains(u"Gone"_s), qPrintable(make));
        const QString none = makeConsequence({{u"alertname"_s, u"Other"_s, false, true}}, alerts, until);
        QVERIFY2(none.startsWith(u"Fits none"_s), qPrintable(none));
        auto silences = prometheus::parseSilences(recorded(u"silences.json"_s)).value();
        QVERIFY2(expireConsequence(silences.first(), alerts).contains(u"Gone"_s), qPrintable(expireConsequence(silences.first(), alerts)));
        const auto rows = silenceRows(silences, alerts, silences.first().startsAt);
        QCOMPARE(rows.first().word, u"active"_s);
        QCOMPARE(rows.first().cells[1].text, u"1"_s);
        QVERIFY(rows.first().cells[2].text.startsWith(u"in "_s));
        QCOMPARE(heldAlertRows(alerts).first().word, u"active"_s);
    }

    void queriesErrorsHaveAPlace() {
        QCOMPARE(placeOf(u"invalid parameter \"query\": 1:5: parse error: unclosed left parenthesis (bad_data)"_s, u"sum("_s), 4);
        QCOMPARE(placeOf(u"1:3: parse error: x"_s, u"é+"_s), 1); // columns are bytes
        QCOMPARE(placeOf(u"2:2: parse error: x"_s, u"a +\nb)"_s), 5);
        QCOMPARE(placeOf(u"9:99: parse error: x"_s, u"a"_s), 1);
        QVERIFY(!placeOf(u"query timed out in expression evaluation (timeout)"_s, u"a"_s));
    }

    void boxesSayWhatIsMeasuredAndFiring() {
        prometheus::QueryResult facts;
        const auto add = [&](const QString &box, const QString &fact, double value) {
            facts.series.append({{{u"box"_s, box}, {u"fact"_s, fact}}, {{double(noon), value}}});
        };
        add(u"api"_s, u"rate"_s, 42.12);
        add(u"api"_s, u"p95"_s, 0.083);
        add(u"api"_s, u"errors"_s, 0);
        add(u"redis"_s, u"rate"_s, 9);
        add(u"redis"_s, u"hits"_s, 0.932);
        add(u"timescaledb"_s, u"rate"_s, 3);
        add(u"timescaledb"_s, u"errors"_s, std::nan("")); // nothing asked, nothing failed: not known
        prometheus::Rule firing;
        firing.name = u"HighErrorRate"_s;
        firing.alerts = {{{{u"component"_s, u"api"_s}, {u"severity"_s, u"critical"_s}}, {}, prometheus::AlertState::Firing, at(0), 1},
            {{{u"component"_s, u"api"_s}, {u"severity"_s, u"critical"_s}, {u"pod"_s, u"b"_s}}, {}, prometheus::AlertState::Firing, at(0), 1}};
        prometheus::Rule pending = firing;
        pending.name = u"SlowDatabaseQueries"_s;
        pending.alerts = {{{{u"component"_s, u"database"_s}}, {}, prometheus::AlertState::Pending, at(0), 1}};
        const auto all = boxSignals(facts, {firing, pending});
        QCOMPARE(all.value(u"api"_s), (models::BoxSignals{u"42.1\u2009req/s · 83\u2009ms · 0\u2009% errors"_s, {u"HighErrorRate"_s}, true}));
        QCOMPARE(all.value(u"redis"_s).traffic, u"9 lookups/s · 93\u2009% hits"_s);
        QCOMPARE(all.value(u"timescaledb"_s), (models::BoxSignals{u"3 queries/s"_s, {}, false}));
        QVERIFY(!all.contains(u"frontend"_s));
        const QString expression = boxExpression();
        QCOMPARE(expression.count(u'('), expression.count(u')'));
        models::SystemPicture picture;
        picture.boxes.append(models::SystemBox());
        picture.boxes.last().name = u"api"_s;
        models::addSignals(picture, all);
        QCOMPARE(picture.boxes.first().measured.alerts, QStringList{u"HighErrorRate"_s});
    }

    void troubleSaysWhatToDo() {
        const Trouble gone = troubleOf(error(base::ErrorKind::NotFound, u"services \"prometheus-service\" not found"_s), u"Prometheus"_s, u"prometheus-service"_s);
        QCOMPARE(gone.title, u"Prometheus is unreachable"_s);
        QVERIFY(gone.advice.contains(u"prometheus-service"_s));
        QVERIFY(troubleOf(error(base::ErrorKind::Forbidden, {}), u"Prometheus"_s, {}).advice.contains(u"services/proxy"_s));
        QCOMPARE(troubleOf(error(base::ErrorKind::Invalid, {}), u"Prometheus"_s, {}).title, u"Prometheus refused"_s);
    }
};

QTEST_GUILESS_MAIN(TestModelsMonitoring)
#include "tst_monitoring.moc"
