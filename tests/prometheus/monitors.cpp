// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitors.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QFile>
#include <QFutureWatcher>
#include <QNetworkReply>
#include <QPromise>
#include <QStandardPaths>
#include <QTcpServer>
#include <QThread>

namespace monitors {

using namespace Qt::StringLiterals;
using Reply = base::Result<base::HttpReply>;

namespace {

constexpr auto config = R"yaml(global: {scrape_interval: 1s, evaluation_interval: 1s}
alerting:
  alertmanagers: [{static_configs: [{targets: ["127.0.0.1:%2"]}]}]
rule_files: [rules.yml]
scrape_configs:
  - {job_name: prometheus, static_configs: [{targets: ["127.0.0.1:%1"]}]}
  - {job_name: gone, static_configs: [{targets: ["127.0.0.1:1"]}]}
)yaml";

constexpr auto rules = R"yaml(groups:
  - name: test_alerts
    rules:
      - {record: "job:up:sum", expr: "sum by (job) (up)"}
      - {alert: Gone, expr: "up == 0", labels: {severity: critical}, annotations: {summary: "{{ $labels.job }} is gone"}}
      - {alert: Waiting, expr: "vector(1)", for: 1h, labels: {severity: warning}}
      - {alert: Quiet, expr: "vector(1) > 2"}
)yaml";

constexpr auto alerting = R"yaml(route: {receiver: nobody, group_wait: 1s}
receivers: [{name: nobody}]
)yaml";

quint16 freePort() {
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

QFuture<Reply> answerOf(QNetworkReply *reply) {
    auto *promise = new QPromise<Reply>; // the reply's, deleted with it
    promise->start();
    const QFuture<Reply> future = promise->future();
    auto *watcher = new QFutureWatcher<Reply>(reply);
    QObject::connect(watcher, &QFutureWatcherBase::canceled, reply, &QNetworkReply::abort);
    watcher->setFuture(future);
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, promise] {
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status > 0)
            promise->addResult(Reply(base::HttpReply{status, reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(), reply->readAll()}));
        else
            promise->addResult(Reply(base::fail(reply->error() == QNetworkReply::OperationCanceledError ? base::ErrorKind::Timeout : base::ErrorKind::Network,
                reply->errorString(), reply->url().toString())));
        promise->finish();
        reply->deleteLater();
    });
    QObject::connect(reply, &QObject::destroyed, reply, [promise] { delete promise; });
    return future;
}

} // namespace

UrlService::UrlService(QUrl url)
    : m_url(std::move(url)) {}

QFuture<Reply> UrlService::get(const QString &path, const QUrlQuery &query, std::chrono::milliseconds timeout) {
    QUrl url = m_url;
    url.setPath(path);
    url.setQuery(query);
    QNetworkRequest request(url);
    request.setTransferTimeout(timeout);
    return answerOf(m_network.get(request));
}

QFuture<Reply> UrlService::send(const base::HttpCommand &command) {
    QUrl url = m_url;
    url.setPath(command.path);
    QNetworkRequest request(url);
    request.setTransferTimeout(command.timeout);
    if (!command.contentType.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, command.contentType);
    return answerOf(m_network.sendCustomRequest(request, command.method, command.body));
}

QString UrlService::source() const { return m_url.toString(); }

bool Monitors::write(const QString &name, const QByteArray &text) {
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

bool Monitors::isReady(const QUrl &url) {
    UrlService service(url);
    for (QDeadlineTimer deadline(std::chrono::minutes(1)); !deadline.hasExpired();) {
        QEventLoop loop;
        int status = 0;
        service.get(u"/-/ready"_s, {}, std::chrono::seconds(2)).then(&loop, [&](const Reply &reply) {
            status = reply ? reply->status : 0;
            loop.quit();
        });
        loop.exec();
        if (status == 200)
            return true;
        QThread::msleep(50);
    }
    m_problem = url.toString() + u" does not answer"_s;
    return false;
}

bool Monitors::start(const QByteArray &moreRules) {
    const QString prometheus = QStandardPaths::findExecutable(u"prometheus"_s);
    const QString alertmanager = QStandardPaths::findExecutable(u"prometheus-alertmanager"_s);
    if (prometheus.isEmpty() || alertmanager.isEmpty()) {
        m_problem = u"prometheus or prometheus-alertmanager is not installed"_s;
        return false;
    }
    const int first = freePort();
    const int second = freePort();
    m_prometheusUrl = QUrl(u"http://127.0.0.1:%1"_s.arg(first));
    m_alertmanagerUrl = QUrl(u"http://127.0.0.1:%1"_s.arg(second));
    if (!write(u"prometheus.yml"_s, QString::fromLatin1(config).arg(first).arg(second).toUtf8()) || !write(u"rules.yml"_s, rules + moreRules) ||
        !write(u"alertmanager.yml"_s, alerting)) {
        m_problem = m_folder.errorString();
        return false;
    }
    m_alertmanager.start(alertmanager, {u"--config.file=%1/alertmanager.yml"_s.arg(m_folder.path()), u"--storage.path=%1/held"_s.arg(m_folder.path()),
                                           u"--web.listen-address=127.0.0.1:%1"_s.arg(second), u"--cluster.listen-address="_s});
    m_prometheus.start(prometheus, {u"--config.file=%1/prometheus.yml"_s.arg(m_folder.path()), u"--storage.tsdb.path=%1/data"_s.arg(m_folder.path()),
                                       u"--web.listen-address=127.0.0.1:%1"_s.arg(first)});
    return isReady(m_alertmanagerUrl) && isReady(m_prometheusUrl);
}

void Monitors::stopPrometheus() {
    m_prometheus.kill();
    m_prometheus.waitForFinished();
}

Monitors::~Monitors() {
    stopPrometheus();
    m_alertmanager.kill();
    m_alertmanager.waitForFinished();
}

} // namespace monitors
