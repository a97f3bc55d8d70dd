// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/client.h"

#include "forecast/parser.h"

#include <QUrl>

#include <algorithm>

namespace forecast {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using Reply = base::Result<base::HttpReply>;

namespace {
ErrorKind kindOf(int status) {
    switch (status) {
    case 400:
    case 422:
        return ErrorKind::Invalid;
    case 401:
        return ErrorKind::Auth;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    case 429:
        return ErrorKind::Throttled;
    case 504:
        return ErrorKind::Timeout;
    default:
        return ErrorKind::Server;
    }
}

/// A future whose promise was dropped has no result to take.
Reply taken(const QFuture<Reply> &future) {
    return future.resultCount() > 0 ? future.result()
                                    : Reply(base::fail(ErrorKind::Cancelled, u"The request was given up"_s));
}

/// The body of a 200, or what the other side said instead.
base::Result<QByteArray> bodyOf(const Reply &reply, const QString &path) {
    if (!reply)
        return std::unexpected(reply.error());
    if (reply->status == 200)
        return reply->body;
    const QString said = parseErrorText(reply->body);
    QString message = said.isEmpty()
                          ? u"The API answered with HTTP status %1"_s.arg(reply->status)
                          : u"The API answered with HTTP status %1: %2"_s.arg(QString::number(reply->status), said);
    if (reply->status >= 300 && reply->status < 400)
        message =
            u"The API sends us elsewhere (HTTP status %1); it may insist on HTTPS (ENFORCE_HTTPS)"_s.arg(reply->status);
    return base::fail(kindOf(reply->status), message, path,
        QString::fromUtf8(reply->body.first(std::min<qsizetype>(reply->body.size(), 2000))));
}

template <class T, class Parse> base::Result<T> parsed(const Reply &reply, const QString &path, Parse parse) {
    const auto body = bodyOf(reply, path);
    if (!body)
        return std::unexpected(body.error());
    auto value = parse(*body);
    if (!value && value.error().detail.isEmpty())
        value.error().detail = QString::fromUtf8(body->first(std::min<qsizetype>(body->size(), 2000)));
    return value;
}

QString pathFor(QStringView kind, const QString &place) {
    return u"/api/v1/forecast/%1/%2"_s.arg(kind, QString::fromLatin1(QUrl::toPercentEncoding(place, ",")));
}

template <class T> base::Result<T> withSource(base::Result<T> value, const QString &source) {
    if (value) {
        value->provenance.source = source;
        value->provenance.fetched = QDateTime::currentDateTimeUtc();
    }
    return value;
}
} // namespace

ForecastClient::ForecastClient(std::unique_ptr<base::HttpService> api)
    : m_api(std::move(api)) {}

QString ForecastClient::source() const {
    return m_api->source();
}

QString ForecastClient::stationsPath() { return u"/api/v1/data/stations"_s; }

QUrlQuery ForecastClient::stationsQuery() { return QUrlQuery({{u"limit"_s, u"500"_s}}); }

QFuture<base::Result<Current>> ForecastClient::current(const QString &place) {
    const QString path = pathFor(u"current", place);
    return m_api->get(path, {}).then([path, source = source()](const Reply &reply) {
        return withSource(parsed<Current>(reply, path, parseCurrent), source);
    });
}

QFuture<base::Result<Forecast>> ForecastClient::day(const QString &place) {
    const QString path = pathFor(u"24h", place);
    return m_api->get(path, {}).then([path, source = source()](const Reply &reply) {
        return withSource(parsed<Forecast>(reply, path, parseForecast), source);
    });
}

QFuture<base::Result<QList<Place>>> ForecastClient::cities() {
    const QString path = u"/api/v1/cities/"_s; // without the last slash it would answer with a redirection
    return m_api->get(path, {}).then(
        [path](const Reply &reply) { return parsed<QList<Place>>(reply, path, parseCities); });
}

QFuture<base::Result<QList<Station>>> ForecastClient::stations() {
    const QString path = stationsPath();
    const QString latestPath = u"/api/v1/data/air-quality/latest"_s;
    QList<QFuture<Reply>> both = {m_api->get(path, stationsQuery()), m_api->get(latestPath, QUrlQuery({{u"limit"_s, u"1000"_s}}))};
    return QtFuture::whenAll(both.begin(), both.end())
        .then([path, latestPath](const QList<QFuture<Reply>> &replies) -> base::Result<QList<Station>> {
            auto stations = parsed<QList<Station>>(taken(replies[0]), path, parseStations);
            if (!stations)
                return stations;
            const auto latest = parsed<QList<Measurement>>(taken(replies[1]), latestPath, parseMeasurements);
            if (!latest && latest.error().kind != ErrorKind::NotFound) // an API without measurements still has stations
                return std::unexpected(latest.error());
            if (latest)
                addMeasurements(*stations, *latest);
            return stations;
        });
}

QFuture<base::Result<SpatialGrid>> ForecastClient::grid(const QString &pollutant, double north, double west, double south, double east, double kilometres) {
    const QString path = u"/api/v1/forecast/spatial"_s;
    const auto degrees = [](double value) { return QString::number(value, 'f', 4); };
    const QUrlQuery query({{u"north"_s, degrees(north)}, {u"south"_s, degrees(south)}, {u"east"_s, degrees(east)}, {u"west"_s, degrees(west)},
        {u"resolution"_s, QString::number(kilometres, 'f', 1)}, {u"parameter"_s, pollutant}});
    return m_api->get(path, query).then([path, source = source()](const Reply &reply) { return withSource(parsed<SpatialGrid>(reply, path, parseGrid), source); });
}

QFuture<base::Result<QList<Measurement>>> ForecastClient::history(
    const QString &station, const QString &pollutant, const QDateTime &from, const QDateTime &to) {
    const QString path = u"/api/v1/data/air-quality/time-range"_s;
    const auto naive = [](const QDateTime &time) { return time.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss"_s); };
    QUrlQuery query({{u"station_id"_s, station}, {u"start_time"_s, naive(from)}, {u"end_time"_s, naive(to)},
        {u"limit"_s, u"5000"_s}});
    if (!pollutant.isEmpty())
        query.addQueryItem(u"parameter"_s, pollutant);
    return m_api->get(path, query).then([path](const Reply &reply) {
        auto measurements = parsed<QList<Measurement>>(reply, path, parseMeasurements);
        if (measurements)
            std::ranges::stable_sort(*measurements, {}, &Measurement::at);
        return measurements;
    });
}

} // namespace forecast
