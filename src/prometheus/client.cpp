// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "prometheus/client.h"

#include "prometheus/answer.h"
#include "prometheus/parser.h"

#include <QUrl>

namespace prometheus {

using namespace Qt::StringLiterals;
using base::Result;
using Reply = Result<base::HttpReply>;

namespace {

template <class T> Asked<T> asked(QFuture<Reply> request, const QString &path, Result<T> (*parse)(const QByteArray &)) {
    QFuture<Result<T>> answer = request.then([path, parse](const Reply &reply) {
        auto value = bodyOf(reply, path).and_then(parse);
        if (!value && value.error().where.isEmpty())
            value.error().where = path;
        return value;
    });
    return {answer, request};
}

template <class T> Asked<T> refused(const QString &message) {
    return {QtFuture::makeReadyValueFuture(Result<T>(base::fail(base::ErrorKind::Invalid, message))), {}};
}

/// QUrlQuery leaves a plus alone, which servers read as a space.
QString encoded(const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); }

} // namespace

Client::Client(std::unique_ptr<base::HttpService> service)
    : m_service(std::move(service)) {}

Asked<QueryResult> Client::query(const QString &expression, const QDateTime &at) {
    const QString path = u"/api/v1/query"_s;
    QUrlQuery query;
    query.addQueryItem(u"query"_s, encoded(expression));
    if (at.isValid())
        query.addQueryItem(u"time"_s, QString::number(at.toSecsSinceEpoch()));
    query.addQueryItem(u"timeout"_s, u"%1s"_s.arg(queryTimeout.count()));
    return asked<QueryResult>(m_service->get(path, query, queryTimeout), path, parseQuery);
}

Asked<QueryResult> Client::queryRange(const QString &expression, const RangePlan &plan) {
    if (plan.points() > pointLimit)
        return refused<QueryResult>(u"%1 points are more than the %2 that Prometheus gives for one series; take a longer step"_s.arg(plan.points()).arg(pointLimit));
    const QString path = u"/api/v1/query_range"_s;
    QUrlQuery query;
    query.addQueryItem(u"query"_s, encoded(expression));
    query.addQueryItem(u"start"_s, QString::number(plan.start));
    query.addQueryItem(u"end"_s, QString::number(plan.end));
    query.addQueryItem(u"step"_s, QString::number(plan.step));
    query.addQueryItem(u"timeout"_s, u"%1s"_s.arg(queryTimeout.count()));
    return asked<QueryResult>(m_service->get(path, query, queryTimeout), path, parseQuery);
}

Asked<QList<Target>> Client::targets() {
    const QString path = u"/api/v1/targets"_s;
    return asked<QList<Target>>(m_service->get(path, QUrlQuery({{u"state"_s, u"active"_s}})), path, parseTargets);
}

Asked<QList<Rule>> Client::rules() {
    const QString path = u"/api/v1/rules"_s;
    return asked<QList<Rule>>(m_service->get(path, {}), path, parseRules);
}

Asked<QList<Alert>> Client::alerts() {
    const QString path = u"/api/v1/alerts"_s;
    return asked<QList<Alert>>(m_service->get(path, {}), path, parseAlerts);
}

Alertmanager::Alertmanager(std::unique_ptr<base::HttpService> service, std::unique_ptr<base::HttpWriter> writer)
    : m_service(std::move(service))
    , m_writer(std::move(writer)) {}

Asked<QList<HeldAlert>> Alertmanager::alerts() {
    const QString path = u"/api/v2/alerts"_s;
    return asked<QList<HeldAlert>>(m_service->get(path, {}), path, parseHeldAlerts);
}

Asked<QList<Silence>> Alertmanager::silences() {
    const QString path = u"/api/v2/silences"_s;
    return asked<QList<Silence>>(m_service->get(path, {}), path, parseSilences);
}

Asked<QString> Alertmanager::make(const Silence &silence) {
    if (acceptEmpty(silence.matchers))
        return refused<QString>(u"a silence needs a matcher that does not fit an alert without labels; this one would silence everything"_s);
    if (!silence.endsAt.isValid() || silence.endsAt <= silence.startsAt)
        return refused<QString>(u"a silence must end after it begins"_s);
    if (silence.comment.trimmed().isEmpty() || silence.createdBy.trimmed().isEmpty())
        return refused<QString>(u"a silence needs a comment and the name of who makes it"_s);
    if (!m_writer)
        return refused<QString>(u"this way to Alertmanager can only read"_s);
    const base::HttpCommand command{.method = "POST", .path = u"/api/v2/silences"_s, .body = toJson(silence), .contentType = "application/json"};
    return asked<QString>(m_writer->send(command), command.path, parseMade);
}

Asked<QString> Alertmanager::expire(const QString &id) {
    if (!m_writer)
        return refused<QString>(u"this way to Alertmanager can only read"_s);
    const base::HttpCommand command{.method = "DELETE", .path = u"/api/v2/silence/"_s + encoded(id), .body = {}, .contentType = {}};
    QFuture<Reply> request = m_writer->send(command);
    const QFuture<Result<QString>> answer = request.then([path = command.path, id](const Reply &reply) {
        return bodyOf(reply, path).transform([id](const QByteArray &) { return id; });
    });
    return {answer, request};
}

} // namespace prometheus
