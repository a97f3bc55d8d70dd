// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Stand-ins of the AQI Predictor's HTTP services, for the runtimes to put behind pods. Only the API has content; the
// others answer their health path and a page that says what they are.
#pragma once

#include "sandbox/services/message.h"

#include <memory>
#include <string_view>

namespace sandbox {

class RequestCounts;

/// Thread-safe. Answers depend on the request alone, except /metrics, which also tells what was asked of this object
/// since `start`.
class AqiServices {
public:
    explicit AqiServices(std::chrono::sys_seconds start);
    ~AqiServices();
    AqiServices(const AqiServices &) = delete;
    AqiServices &operator=(const AqiServices &) = delete;

    [[nodiscard]] ServiceReply handle(const ServiceRequest &request);
    /// Whether `app` is one of those that handle() stands in for; any other is answered with 404.
    [[nodiscard]] static bool knows(std::string_view app);

private:
    std::unique_ptr<RequestCounts> m_counts;
};

} // namespace sandbox
