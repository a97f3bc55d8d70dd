// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Forecast page with its details beside it, on the stand-in API in process and a database that answers as told.
#pragma once

#include "sandbox/services/aqiservices.h"
#include "ui/forecast/forecastpage.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPromise>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace Qt::StringLiterals;

/// The stand-in services behind the console's port; `down` makes every call fail, `slow` none end.
class InProcess : public base::HttpService {
public:
    enum class Mode { Up, Down, Slow, Empty };
    /// What the API is said to answer in place of the stand-in's body; a null one leaves it as it is.
    using Change = std::function<QByteArray(const QString &path, const QByteArray &body)>;
    explicit InProcess(const Mode *mode, Change change = {})
        : m_mode(mode)
        , m_change(std::move(change)) {}
    QFuture<base::Result<base::HttpReply>> get(
        const QString &path, const QUrlQuery &query, std::chrono::milliseconds) override {
        using Reply = base::Result<base::HttpReply>;
        if (*m_mode == Mode::Slow) {
            m_waiting.emplace_back().start();
            return m_waiting.back().future();
        }
        if (*m_mode == Mode::Down)
            return QtFuture::makeReadyValueFuture(Reply(base::fail(base::ErrorKind::Network,
                u"no endpoints available for service \"api-service\""_s, path, u"503 Service Unavailable"_s)));
        if (*m_mode == Mode::Empty)
            return QtFuture::makeReadyValueFuture(Reply(base::HttpReply{200, "application/json", "[]"}));
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        const auto reply = m_services.handle(
            {"api", "GET", path.toStdString(), query.toString(QUrl::FullyEncoded).toStdString(), {}, {}, now});
        const QByteArray body = QByteArray::fromStdString(reply.body);
        const QByteArray changed = m_change ? m_change(path, body) : QByteArray();
        return QtFuture::makeReadyValueFuture(Reply(base::HttpReply{reply.status, QByteArray::fromStdString(reply.contentType), changed.isNull() ? body : changed}));
    }
    QString source() const override { return u"api-service:8000 through the API server of sandbox"_s; }

private:
    const Mode *m_mode;
    Change m_change;
    sandbox::AqiServices m_services{std::chrono::sys_seconds()};
    std::vector<QPromise<base::Result<base::HttpReply>>> m_waiting;
};

/// A database that answers as told: with an error, or with what the table holds; a stand-in for the page's sake only (see tst_database).
class Told : public database::Session {
public:
    QFuture<base::Result<database::Table>> ask(database::Question question) override {
        asked.append(question);
        return QtFuture::makeReadyValueFuture(question.parameters.size() == 2 ? everywhere : question.sql.contains("FROM predictions"_L1) ? stored : question.sql.contains("FROM weather_data"_L1) ? weather : answer);
    }
    QString source() const override { return u"aqi_predictor in timescaledb-0, port forwarded"_s; }
    /// The last question for the past of one place.
    [[nodiscard]] database::Question history() const {
        const auto last = std::find_if(asked.crbegin(), asked.crend(),
            [](const database::Question &question) { return question.parameters.size() > 2 && question.sql.contains("FROM air_quality_measurements"_L1); });
        return last == asked.crend() ? database::Question() : *last;
    }

    base::Result<database::Table> answer = database::Table();
    base::Result<database::Table> stored = database::Table(); // forecasts
    base::Result<database::Table> weather = database::Table();
    base::Result<database::Table> everywhere = database::Table(); // of all stations at once
    QList<database::Question> asked;
};

/// Hours of pm25 up to the last one, `missing` of them in the middle not there.
inline database::Table hours(int count, int bucket = 1, int missing = 0) {
    database::Table table;
    const qint64 last = QDateTime::currentSecsSinceEpoch() / 3600 * 3600 - 3600;
    for (int i = count; i-- > 0;) {
        if (i < count / 2 && i >= count / 2 - missing)
            continue;
        for (const QString &pollutant : {u"pm25"_s, u"no2"_s, u"o3"_s}) // the index of all wants three
            table.rows.append({QString::number(last - qint64(i) * bucket * 3600), pollutant, u"μg/m³"_s, QString::number(60 + 40 * std::sin(i / 4.0)), u"synthetic"_s});
    }
    return table;
}

/// The last two days of Delhi's first station: pm25 of 10 at the oldest hour, and 5 more in each.
inline database::Table twoDays() {
    database::Table table;
    const qint64 now = QDateTime::currentSecsSinceEpoch() / 3600;
    for (int i = 0; i < 48; ++i)
        table.rows.append({QString::number((now - 48 + i) * 3600), u"pm25"_s, u"µg/m³"_s, QString::number(10 + 5 * i), std::nullopt, u"DL001"_s});
    return table;
}

/// What hours() holds at that hour, before now.
inline double came(qint64 hoursAgo) { return 60 + 40 * std::sin(double(hoursAgo) / 4.0); }

/// Forecasts of 24 hours issued every `step` hours, off by one more with every hour of lead; the interval is 10 to each side.
inline database::Table forecasts(int issues, int step) {
    database::Table table;
    const qint64 last = QDateTime::currentSecsSinceEpoch() / 3600 - 1;
    for (int issue = 1; issue <= issues; ++issue)
        for (int lead = 1; lead <= 24; ++lead) {
            const qint64 ago = qint64(issue) * step - lead;
            const double value = came(ago) + (issue % 2 ? lead : -lead);
            table.rows.append({QString::number((last - ago) * 3600), QString::number(lead), QString::number(value), QString::number(value - 10), QString::number(value + 10), u"m1"_s});
        }
    return table;
}

struct Stage { // the page with its details beside it, as the shell lays them out
    InProcess::Mode mode = InProcess::Mode::Up;
    QWidget window;
    ui::ForecastPage *page = new ui::ForecastPage(&window);

    explicit Stage(QSize size = {1280, 720}) {
        auto *row = new QHBoxLayout(&window);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        row->addWidget(page, 1);
        row->addWidget(page->detailsWidget());
        page->detailsWidget()->setFixedWidth(380);
        page->detailsWidget()->show();
        window.resize(size);
        window.show();
    }
    void start(InProcess::Mode with = InProcess::Mode::Up, std::unique_ptr<database::Session> archive = nullptr, InProcess::Change change = {}) {
        mode = with;
        page->setSources(std::make_unique<forecast::ForecastClient>(std::make_unique<InProcess>(&mode, std::move(change))), std::move(archive));
    }
    /// Of the page, by its accessible name.
    [[nodiscard]] QComboBox *box(const QString &name) const {
        const auto all = page->findChildren<QComboBox *>();
        const auto found = std::ranges::find(all, name, &QWidget::accessibleName);
        return found == all.cend() ? nullptr : *found;
    }
    [[nodiscard]] QString texts() const {
        QStringList all;
        for (const auto *label : page->detailsWidget()->findChildren<QLabel *>())
            all += label->text();
        return all.join(u'\n');
    }
    void picture(const QString &name) {
        const QString folder = qEnvironmentVariable("AQI_PICTURES");
        if (folder.isEmpty())
            return;
        QTest::qWait(300); // the ground is sharpened 120 ms after a zoom
        QVERIFY(window.grab().save(folder + u'/' + name + u".png"_s));
    }
};
