// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A real Prometheus and a real Alertmanager on loopback for tests: they scrape themselves and one target that is not there.
#pragma once

#include "base/httpwriter.h"

#include <QNetworkAccessManager>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace monitors {

/// HTTP without a cluster in between; futures finish in the thread that made it.
class UrlService : public base::HttpService, public base::HttpWriter {
public:
    explicit UrlService(QUrl url);
    QFuture<base::Result<base::HttpReply>> get(const QString &path, const QUrlQuery &query, std::chrono::milliseconds timeout) override;
    QFuture<base::Result<base::HttpReply>> send(const base::HttpCommand &command) override;
    QString source() const override;

private:
    QUrl m_url;
    QNetworkAccessManager m_network;
};

class Monitors {
public:
    /// False where one of them does not answer within a minute; problem() says which. moreRules: further groups, as they stand in a rule file.
    [[nodiscard]] bool start(const QByteArray &moreRules = {});
    ~Monitors();
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QUrl prometheus() const { return m_prometheusUrl; }
    [[nodiscard]] QUrl alertmanager() const { return m_alertmanagerUrl; }
    void stopPrometheus();

private:
    [[nodiscard]] bool write(const QString &name, const QByteArray &text);
    [[nodiscard]] bool isReady(const QUrl &url);

    QTemporaryDir m_folder;
    QProcess m_prometheus;
    QProcess m_alertmanager;
    QUrl m_prometheusUrl;
    QUrl m_alertmanagerUrl;
    QString m_problem;
};

} // namespace monitors
