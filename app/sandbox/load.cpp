// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"

#include "sandbox/services/catalog.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QHttp1Configuration>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int exitBad = 1;
constexpr int exitUnreachable = 3;
constexpr auto tick = 20ms;
constexpr auto requestLimit = 10s;
constexpr auto reportPeriod = 10s;
constexpr int inFlightAtMost = 512; // more would measure this program
constexpr int connections = 64;

void say(const QString &text) {
    std::fprintf(stderr, "aqi-sandbox: %s\n", qPrintable(text));
}

/// "http://127.244.128.9:8000" of the API's service; empty where there is none.
QString serviceUrl(const StateDirectory &directory) {
    const auto state = directory.state();
    const auto identity = directory.knownIdentity();
    if (!state || !identity)
        return {};
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(u"https://127.0.0.1:%1/api/v1/namespaces/aqi-predictor/services/api-service"_s.arg(state->port)));
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromData(identity->authority));
    request.setSslConfiguration(tls);
    request.setRawHeader("Authorization", "Bearer " + identity->token);
    request.setTransferTimeout(requestLimit);
    QEventLoop loop;
    QNetworkReply *reply = network.get(request);
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    const auto spec = QJsonDocument::fromJson(reply->readAll())[u"spec"].toObject();
    const auto address = spec[u"clusterIP"].toString();
    const int port = spec[u"ports"].toArray().first()[u"port"].toInt();
    return address.startsWith(u"127."_s) && port > 0 ? u"http://%1:%2"_s.arg(address).arg(port) : QString();
}

/// What clients ask: mostly the next day somewhere in and around the cities, so that a cache has not seen most of it.
class Questions {
public:
    [[nodiscard]] QString next() {
        const auto cities = sandbox::cities();
        const auto &city = cities[static_cast<std::size_t>(m_random.bounded(int(cities.size())))];
        const auto near = [this](double degrees) { return QString::number(degrees + (m_random.generateDouble() - 0.5) * 0.6, 'f', 3); };
        const int kind = m_random.bounded(10);
        if (kind == 0)
            return u"/api/v1/cities/"_s;
        if (kind <= 2)
            return u"/api/v1/forecast/current/"_s + QLatin1StringView(city.name.data(), qsizetype(city.name.size()));
        return u"/api/v1/forecast/24h/%1,%2"_s.arg(near(city.latitude), near(city.longitude));
    }

private:
    QRandomGenerator m_random{20260201};
};

class Load : public QObject {
public:
    Load(QString url, LoadWish wish)
        : m_url(std::move(url))
        , m_wish(wish) {
        m_began.start();
        connect(&m_timer, &QTimer::timeout, this, &Load::send);
        connect(&m_report, &QTimer::timeout, this, [this] { report(m_recent); });
        m_timer.start(tick);
        m_report.start(reportPeriod);
    }
    [[nodiscard]] int finished() {
        std::printf("in all: ");
        report(m_all);
        return m_all.answered > 0 ? 0 : exitBad;
    }

private:
    struct Count {
        int answered = 0; // with 2xx
        int failed = 0;
        std::vector<double> milliseconds;
    };

    void send() {
        const auto elapsed = m_began.durationElapsed();
        if (elapsed >= m_wish.time) {
            m_timer.stop();
            if (m_inFlight == 0)
                QCoreApplication::quit();
            return;
        }
        const auto wanted = static_cast<qint64>(std::chrono::duration<double>(elapsed).count() * m_wish.perSecond);
        for (; m_sent < wanted; ++m_sent) {
            if (m_inFlight < inFlightAtMost)
                ask();
            else
                count(0, 0ms); // it was due and could not be sent
        }
    }

    void ask() {
        QNetworkRequest request(QUrl(m_url + m_questions.next()));
        QHttp1Configuration http;
        http.setNumberOfConnectionsPerHost(connections);
        request.setHttp1Configuration(http);
        request.setRawHeader("Connection", "close"); // or what has a connection keeps its pod, and new pods get none
        request.setRawHeader("X-Forwarded-Proto", "https");
        request.setTransferTimeout(requestLimit);
        QElapsedTimer since;
        since.start();
        ++m_inFlight;
        QNetworkReply *reply = m_network.get(request);
        connect(reply, &QNetworkReply::finished, this, [this, reply, since] {
            reply->deleteLater();
            --m_inFlight;
            count(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), std::chrono::duration<double, std::milli>(since.durationElapsed()));
            if (!m_timer.isActive() && m_inFlight == 0)
                QCoreApplication::quit();
        });
    }

    void count(int status, std::chrono::duration<double, std::milli> took) {
        for (Count *one : {&m_all, &m_recent}) {
            ++(status >= 200 && status < 300 ? one->answered : one->failed);
            if (status > 0)
                one->milliseconds.push_back(took.count());
        }
    }

    static void report(Count &of) {
        std::ranges::sort(of.milliseconds);
        const auto at = [&of](double part) {
            return of.milliseconds.empty() ? 0 : of.milliseconds[static_cast<std::size_t>(part * static_cast<double>(of.milliseconds.size() - 1))];
        };
        std::printf("%d answered, %d failed, %.0f ms in the middle, %.0f ms at 95 %%\n", of.answered, of.failed, at(0.5), at(0.95));
        std::fflush(stdout);
        of = {};
    }

    QString m_url;
    LoadWish m_wish;
    Questions m_questions;
    QNetworkAccessManager m_network;
    QElapsedTimer m_began;
    QTimer m_timer;
    QTimer m_report;
    Count m_all;
    Count m_recent;
    qint64 m_sent = 0;
    int m_inFlight = 0;
};

} // namespace

int putLoad(const StateDirectory &directory, const LoadWish &wish) {
    if (directory.state().value_or(RunningState{}).hollow) {
        say(u"the pods are hollow: there is nothing to load; start the sandbox without --hollow"_s);
        return exitBad;
    }
    const QString url = serviceUrl(directory);
    if (url.isEmpty()) {
        say(u"no service api-service in namespace aqi-predictor is to be had in %1; is the sandbox up and the set deployed?"_s.arg(directory.path()));
        return exitUnreachable;
    }
    std::printf("%d requests a second to %s for %lld s\n", wish.perSecond, qPrintable(url), static_cast<long long>(wish.time.count()));
    Load load(url, wish);
    QCoreApplication::exec();
    return load.finished();
}
