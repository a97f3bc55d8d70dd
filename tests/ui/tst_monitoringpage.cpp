// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Monitoring page on a real Prometheus and a real Alertmanager; a double only for a server that never answers. AQI_PICTURES=FOLDER
// keeps what it looks like.
#include "models/monitoring/boxsignals.h"
#include "prometheus/monitors.h"
#include "ui/widgets/chartscale.h"
#include "ui/monitoring/chart/panelchart.h"
#include "ui/monitoring/dashboardview.h"
#include "ui/monitoring/monitoringpage.h"
#include "ui/monitoring/panelcard.h"
#include "ui/monitoring/queryview.h"
#include "ui/monitoring/silenceform.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/confirmation.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPromise>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <deque>

using namespace Qt::StringLiterals;
using models::monitoring::PanelState;

namespace {

constexpr int patience = 90'000;

/// Stands in for the API's metrics: values that the dashboards ask for, made by Prometheus itself.
constexpr auto metrics = R"yaml(  - name: made
    rules:
      - {record: aqi_http_requests_total, expr: "vector(time()) * 2", labels: {method: GET, status: "200", endpoint: /api/v1/stations, pod: api-1}}
      - {record: aqi_system_cpu_percent, expr: "vector(42)", labels: {pod: api-1}}
      - {record: aqi_system_cpu_percent, expr: "vector(95)", labels: {pod: api-2}}
)yaml";

/// Counts what is asked, and answers nothing where it is deaf.
class Counting : public base::HttpService {
public:
    struct State {
        int asked = 0;
        bool deaf = false;
        std::deque<QPromise<base::Result<base::HttpReply>>> waiting;
        [[nodiscard]] qsizetype cancelled() const {
            return std::ranges::count_if(waiting, [](const auto &promise) { return promise.isCanceled(); });
        }
    };
    Counting(const QUrl &url, State &state)
        : m_real(url)
        , m_state(state) {}
    QFuture<base::Result<base::HttpReply>> get(const QString &path, const QUrlQuery &query, std::chrono::milliseconds timeout) override {
        ++m_state.asked;
        if (!m_state.deaf)
            return m_real.get(path, query, timeout);
        m_state.waiting.emplace_back().start();
        return m_state.waiting.back().future();
    }
    QString source() const override { return u"prometheus-service:9090 through the API server of test"_s; }

private:
    monitors::UrlService m_real;
    State &m_state;
};

struct Stage { // the page with its details beside it, as the shell lays them out
    Counting::State state;
    QWidget window;
    ui::MonitoringPage *page = new ui::MonitoringPage(&window);

    explicit Stage(const monitors::Monitors &monitors) {
        auto *row = new QHBoxLayout(&window);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        row->addWidget(page, 1);
        window.resize(1280, 740);
        ui::PageContext context;
        context.environment.name = u"test"_s;
        context.environment.kind = environment::Kind::Sandbox;
        page->setContext(context);
        page->setClients(std::make_unique<prometheus::Client>(std::make_unique<Counting>(monitors.prometheus(), state)),
            std::make_unique<prometheus::Alertmanager>(
                std::make_unique<monitors::UrlService>(monitors.alertmanager()), std::make_unique<monitors::UrlService>(monitors.alertmanager())));
    }
    ui::PanelCard *card(const QString &title) const {
        for (ui::PanelCard *each : page->dashboard()->cards()) {
            if (each->panel().title == title)
                return each;
        }
        return nullptr;
    }
    QAction *action(const QString &text) const {
        for (QAction *each : page->pageActions()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    QPushButton *button(QWidget *of, const QString &text) const {
        for (QPushButton *each : of->findChildren<QPushButton *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    void picture(const QString &name) {
        const QString folder = qEnvironmentVariable("AQI_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(window.grab().save(folder + u'/' + name + u".png"_s));
    }
};

} // namespace

class TestMonitoringPage : public QObject {
    Q_OBJECT
private:
    monitors::Monitors m_monitors;
    std::unique_ptr<ui::ThemeController> m_theme;

    /// Asks again until it is so.
    template <class Condition> bool becomes(ui::MonitoringPage *page, Condition condition) {
        for (QDeadlineTimer deadline(patience); !deadline.hasExpired();) {
            const auto quiet = [&] { return !page->data()->loading() && !(page->dashboard() && page->dashboard()->data()->loading()); };
            (void)QTest::qWaitFor(quiet, patience); // a condition may ask for all answers
            if (condition())
                return true;
            QTest::qWait(200);
            page->refresh();
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase() {
        m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light);
        QVERIFY2(m_monitors.start(metrics), qPrintable(m_monitors.problem()));
    }

    void scalesAreRound() {
        const auto scale = ui::valueScale(0, 9.3, false);
        QCOMPARE(scale.top, 10.0);
        QCOMPARE(scale.step, 2.5);
        QCOMPARE(ui::valueScale(0, 0, false).top, 1.0); // a flat zero has an axis too
        QCOMPARE(ui::valueScale(-3, 5, false).bottom, -4.0);
        QCOMPARE(ui::valueScale(0, 3000, true).step, 1024.0);
        const QDateTime from(QDate(2026, 3, 2), QTime(22, 7));
        const auto ticks = ui::timeTicks(from, from.addSecs(6 * 3600), 7);
        QVERIFY(!ticks.isEmpty() && ticks.size() <= 7);
        QVERIFY(std::ranges::contains(ticks, QTime(0, 0), &QDateTime::time)); // the date stands at midnight
        for (const QDateTime &tick : ticks)
            QCOMPARE(tick.time().minute(), 0);
        QVERIFY(ui::timeTicks(from, from, 5).isEmpty());
        QVERIFY(ui::timeTicks(from, from.addDays(30), 12).size() <= 13);
    }

    void asksOnlyWhileItIsSeen() {
        Stage stage(m_monitors);
        QTest::qWait(50);
        QCOMPARE(stage.state.asked, 0);
        stage.window.show();
        QTRY_VERIFY_WITH_TIMEOUT(stage.state.asked > 5, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.page->dashboard()->data()->loading() && !stage.page->data()->loading(), patience);
        stage.window.hide();
        const int before = stage.state.asked;
        stage.page->data()->ticked(); // as the timer would
        QTest::qWait(50);
        QCOMPARE(stage.state.asked, before);
    }

    void givesUpWhatIsUnderWay() {
        Stage stage(m_monitors);
        stage.state.deaf = true;
        stage.window.show();
        QTRY_VERIFY_WITH_TIMEOUT(stage.state.waiting.size() >= 2 + ui::BoardData::atOnce, patience); // targets, rules, three panels: no more at once
        QVERIFY(stage.state.waiting.size() < 12);
        QCOMPARE(stage.card(u"HTTP request rate"_s)->view().state, PanelState::Loading);
        QVERIFY(!stage.page->settled());
        stage.window.hide();
        QCOMPARE(stage.state.cancelled(), qsizetype(stage.state.waiting.size()));
    }

    void dashboardsTellDataFromNoData() {
        Stage stage(m_monitors);
        stage.window.show();
        QVERIFY(becomes(stage.page, [&] {
            const ui::PanelCard *rate = stage.card(u"HTTP request rate"_s);
            const ui::PanelCard *firing = stage.card(u"Firing alerts"_s);
            return rate->chart()->drawnSeries() > 0 && firing->view().level == 0 && !stage.page->dashboard()->data()->loading();
        }));
        const auto rate = stage.card(u"HTTP request rate"_s)->view();
        QCOMPARE(rate.curves.first().name, u"GET"_s);
        QVERIFY2(rate.curves.first().last > 0 && rate.curves.first().last < 2.5, qPrintable(rate.curves.first().lastText)); // 2 a second, once there are five minutes
        QCOMPARE(stage.card(u"Disk free (least)"_s)->view().state, PanelState::NoData);
        QCOMPARE(stage.card(u"CPU of the nodes"_s)->view().curves.size(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(stage.page->summary().startsWith(u"Firing: Gone; 1 of 2 targets up; not up: gone (1)"_s), patience);
        QTRY_VERIFY_WITH_TIMEOUT(stage.page->settled(), patience);
        auto *cpu = stage.card(u"CPU of the nodes"_s)->chart();
        QTest::keyClick(cpu, Qt::Key_Left);
        QVERIFY2(cpu->readout().join(u' ').contains(u"api-2  95"_s), qPrintable(cpu->readout().join(u' ')));
        QCOMPARE(stage.card(u"HTTP request rate"_s)->chart()->readout().size(), 2); // the cross-hair is shared
        stage.picture(u"system-light"_s);
        m_theme->setChoice(ui::ThemeChoice::Dark);
        stage.picture(u"system-dark"_s);
        m_theme->setChoice(ui::ThemeChoice::Light);
    }

    void neverMorePointsThanPixels() {
        Stage stage(m_monitors);
        stage.window.show();
        stage.page->findChildren<QComboBox *>().first()->setCurrentIndex(8); // 30 days
        QTRY_VERIFY_WITH_TIMEOUT(stage.page->dashboard()->data()->fetched().isValid() && !stage.page->dashboard()->data()->loading(), patience);
        for (const ui::PanelCard *card : stage.page->dashboard()->cards()) {
            const auto &view = card->view();
            if (!card->chart() || !view.from.isValid())
                continue;
            for (const auto &curve : view.curves) {
                qsizetype points = 0;
                for (const auto &segment : curve.segments)
                    points += segment.size();
                QVERIFY2(points <= card->chart()->plotWidth(), qPrintable(card->panel().title));
            }
            QVERIFY(view.from.secsTo(view.to) > 29 * 86400);
        }
    }

    void tablesShowTargetsRulesAndAlerts() {
        Stage stage(m_monitors);
        stage.window.show();
        stage.page->showTab(u"targets"_s);
        auto *targets = stage.page->table(u"targets"_s)->view();
        QVERIFY(becomes(stage.page, [&] { return targets->model()->rowCount() == 2 && targets->model()->index(0, 0).data().toString() == u"down"_s; }));
        QVERIFY(targets->text().contains(u"connection refused"_s));
        stage.page->showTab(u"rules"_s);
        auto *rules = stage.page->table(u"rules"_s)->view();
        QVERIFY(becomes(stage.page, [&] { return rules->model()->rowCount() == 7 && rules->model()->index(0, 0).data().toString() == u"firing"_s; }));
        QCOMPARE(rules->model()->index(0, 1).data().toString(), u"Gone"_s);
        stage.picture(u"rules-light"_s);
        stage.page->showTab(u"alerts"_s);
        auto *alerts = stage.page->table(u"alerts"_s)->view();
        QVERIFY(becomes(stage.page, [&] { return alerts->model()->rowCount() >= 1; }));
        auto *details = stage.page->detailsWidget();
        alerts->selectRow(0);
        QVERIFY(std::ranges::any_of(details->findChildren<QLabel *>(), [](const QLabel *label) { return label->text().contains(u"gone is gone"_s); }));
        delete details;
    }

    void silencesAreMadeAndEndedAfterConfirmation() {
        Stage stage(m_monitors);
        stage.window.show();
        stage.page->showTab(u"alerts"_s);
        auto *alerts = stage.page->table(u"alerts"_s)->view();
        QVERIFY(becomes(stage.page, [&] { return alerts->model()->rowCount() == 1; }));
        alerts->selectRow(0);
        stage.action(u"Silence…"_s)->trigger();
        ui::SilenceForm *form = stage.page->silenceForm();
        QVERIFY(form->isVisible());
        QPushButton *make = stage.button(form, u"Silence…"_s);
        QVERIFY(!make->isEnabled()); // it does not say why yet
        const auto edits = form->findChildren<QLineEdit *>();
        const auto edit = [&](const QString &name) { return *std::ranges::find(edits, name, &QWidget::accessibleName); };
        edit(u"Made by"_s)->setText(u"test"_s);
        edit(u"Comment"_s)->setText(u"being mended"_s);
        QVERIFY(make->isEnabled());
        make->click();
        ui::Confirmation *confirmation = stage.page->confirmation();
        QVERIFY(confirmation->isVisible());
        QVERIFY(std::ranges::any_of(confirmation->findChildren<QLabel *>(), [](const QLabel *label) { return label->text().startsWith(u"Silences 1 of 1 alerts (Gone)"_s); }));
        stage.picture(u"silence-light"_s);
        QVERIFY(stage.page->data()->silences().value.isEmpty()); // nothing has happened yet
        stage.button(confirmation, u"Silence them"_s)->click();
        QVERIFY(becomes(stage.page, [&] { return alerts->model()->index(0, 0).data().toString() == u"silenced"_s; }));
        QVERIFY(!form->isVisible());

        stage.page->showTab(u"silences"_s);
        auto *silences = stage.page->table(u"silences"_s)->view();
        QVERIFY(becomes(stage.page, [&] { return silences->model()->rowCount() == 1; }));
        silences->selectRow(0);
        stage.action(u"End this silence…"_s)->trigger();
        stage.button(confirmation, u"End the silence"_s)->click();
        QVERIFY(becomes(stage.page, [&] { return silences->model()->index(0, 0).data().toString() == u"expired"_s; }));
    }

    void queriesAnswerAndErrorsHaveTheirPlace() {
        Stage stage(m_monitors);
        stage.window.show();
        stage.page->showTab(u"query"_s);
        ui::QueryView *query = stage.page->query();
        query->ask(u"up"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!query->loading(), patience);
        QCOMPARE(query->model()->rowCount(), 2);
        QVERIFY(query->verdict().startsWith(u"2 series"_s));
        query->ask(u"sum(up"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!query->loading(), patience);
        QVERIFY2(query->verdict().contains(u"unclosed left parenthesis"_s), qPrintable(query->verdict()));
        QCOMPARE(query->edit()->wrongPlace(), 6); // where the parenthesis is missed
        QCOMPARE(query->edit()->extraSelections().size(), 1);
        QCOMPARE(query->model()->rowCount(), 0);
        stage.picture(u"query-error-light"_s);
        query->edit()->setPlainText(u"nothing_of_this_name"_s);
        QCOMPARE(query->edit()->wrongPlace(), -1);
        QTest::keyClick(query->edit(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!query->loading(), patience);
        QVERIFY2(query->verdict().startsWith(u"No data"_s), qPrintable(query->verdict()));
        auto *kind = query->findChild<QComboBox *>();
        kind->setCurrentIndex(1);
        query->ask(u"up"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!query->loading(), patience);
        QVERIFY2(query->verdict().contains(u"a point every"_s), qPrintable(query->verdict()));
        QCOMPARE(query->model()->rowCount(), 2);
        stage.picture(u"query-range-light"_s);
    }

    void theOverviewsExpressionIsOne() {
        prometheus::Client client(std::make_unique<monitors::UrlService>(m_monitors.prometheus()));
        const auto asked = client.query(models::monitoring::boxExpression());
        QTRY_VERIFY_WITH_TIMEOUT(asked.answer.isFinished(), patience);
        const auto answer = asked.answer.result();
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        const auto boxes = models::monitoring::boxSignals(*answer, {});
        QVERIFY2(boxes.value(u"api"_s).traffic.contains(u"req/s · 0\u2009% errors"_s), qPrintable(boxes.value(u"api"_s).traffic)); // no histogram here: no time
        QVERIFY(!boxes.contains(u"timescaledb"_s)); // nobody measures it: nothing is said, and not zero
    }

    void choicesSurvive() {
        Stage first(m_monitors);
        first.page->showTab(u"rules"_s);
        first.page->findChildren<QComboBox *>().first()->setCurrentIndex(5);
        const QByteArray state = first.page->saveState();
        Stage second(m_monitors);
        second.page->restoreState(state);
        QCOMPARE(second.page->saveState(), state);
        second.page->restoreState("nonsense");
    }

    void prometheusGoes() { // the last: it does not come back
        Stage stage(m_monitors);
        stage.window.show();
        QVERIFY(becomes(stage.page, [&] { return stage.page->settled() && stage.card(u"HTTP request rate"_s)->chart()->drawnSeries() > 0; }));
        m_monitors.stopPrometheus();
        const auto *banner = stage.page->findChild<ui::Banner *>();
        QVERIFY(becomes(stage.page, [&] { return banner->isVisible() && stage.card(u"HTTP request rate"_s)->view().state == PanelState::Unreachable; }));
        QVERIFY2(banner->text().startsWith(u"Prometheus is unreachable"_s), qPrintable(banner->text()));
        const auto rate = stage.card(u"HTTP request rate"_s)->view();
        QVERIFY(!rate.curves.isEmpty()); // what was known stays, and says that it is old
        QVERIFY2(rate.stateText.contains(u"what is shown is"_s), qPrintable(rate.stateText));
        QVERIFY2(stage.page->summary().contains(u"unreachable"_s), qPrintable(stage.page->summary()));
        QVERIFY(!stage.page->settled());
        stage.picture(u"down-light"_s);
        stage.page->showTab(u"alerts"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), patience); // Alertmanager is there
        Stage fresh(m_monitors);
        fresh.window.show();
        QTRY_COMPARE_WITH_TIMEOUT(fresh.page->summary(), u"Prometheus is unreachable"_s, patience);
        QTRY_COMPARE_WITH_TIMEOUT(fresh.card(u"CPU of the nodes"_s)->view().state, PanelState::Unreachable, patience);
        fresh.picture(u"down-fresh-light"_s);
    }
};

QTEST_MAIN(TestMonitoringPage)
#include "tst_monitoringpage.moc"
