// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of Prometheus and Alertmanager come over a network, dashboards and matchers from people: whatever they are, they are read or refused.
#include "prometheus/alertvalues.h"
#include "prometheus/answer.h"
#include "prometheus/dashboard.h"
#include "prometheus/parser.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    if (const auto result = prometheus::parseQuery(bytes)) {
        for (const prometheus::Series &series : result->series) {
            for (qsizetype i = 1; i < series.samples.size(); ++i) {
                if (series.samples[i].at < series.samples[i - 1].at)
                    std::abort(); // what draws them relies on their order
            }
        }
    }
    (void)prometheus::parseTargets(bytes);
    (void)prometheus::parseRules(bytes);
    (void)prometheus::parseAlerts(bytes);
    (void)prometheus::parseHeldAlerts(bytes);
    (void)prometheus::parseSilences(bytes);
    (void)prometheus::parseMade(bytes);
    (void)prometheus::bodyOf(base::HttpReply{503, {}, bytes}, {});
    (void)prometheus::parseDashboard(bytes, {});
    (void)prometheus::seriesName(QString::fromUtf8(bytes), {});
    const auto matchers = prometheus::parseMatchers(QString::fromUtf8(bytes));
    if (matchers && prometheus::parseMatchers(prometheus::text(*matchers)) != *matchers)
        std::abort(); // what is shown is what is sent
    return 0;
}
