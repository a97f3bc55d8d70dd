// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Prometheus and Alertmanager through whatever HttpService reaches them. Every call ends with a value or an Error.
#pragma once

#include "base/error.h"
#include "base/httpservice.h"
#include "base/httpwriter.h"
#include "prometheus/alertvalues.h"
#include "prometheus/rangeplan.h"
#include "prometheus/values.h"

#include <QFuture>

#include <memory>

namespace prometheus {

/// One question on its way. Parsing happens in the thread that the service answers in.
template <class T> struct Asked {
    QFuture<base::Result<T>> answer;
    QFuture<base::Result<base::HttpReply>> request;
    /// Aborts the request; answer is then cancelled.
    void cancel() { request.cancel(); }
};

/// Shorter than Prometheus' own two minutes: a page is waiting.
inline constexpr std::chrono::seconds queryTimeout{30};

class Client {
public:
    explicit Client(std::unique_ptr<base::HttpService> service);

    [[nodiscard]] Asked<QueryResult> query(const QString &expression, const QDateTime &at = {}); // at: not valid means now
    /// Invalid without asking where the plan has more points than Prometheus gives.
    [[nodiscard]] Asked<QueryResult> queryRange(const QString &expression, const RangePlan &plan);
    [[nodiscard]] Asked<QList<Target>> targets();
    [[nodiscard]] Asked<QList<Rule>> rules();
    [[nodiscard]] Asked<QList<Alert>> alerts();
    [[nodiscard]] QString source() const { return m_service->source(); }

private:
    std::unique_ptr<base::HttpService> m_service;
};

class Alertmanager {
public:
    /// Without a writer silences can only be read.
    Alertmanager(std::unique_ptr<base::HttpService> service, std::unique_ptr<base::HttpWriter> writer);

    /// Silenced and inhibited ones among them.
    [[nodiscard]] Asked<QList<HeldAlert>> alerts();
    [[nodiscard]] Asked<QList<Silence>> silences();
    /// Makes it, or changes the one of its id; ends with the id. Invalid without asking where it would fit everything or ends before it begins.
    [[nodiscard]] Asked<QString> make(const Silence &silence);
    /// Ends with the id.
    [[nodiscard]] Asked<QString> expire(const QString &id);
    [[nodiscard]] QString source() const { return m_service->source(); }

private:
    std::unique_ptr<base::HttpService> m_service;
    std::unique_ptr<base::HttpWriter> m_writer;
};

} // namespace prometheus
