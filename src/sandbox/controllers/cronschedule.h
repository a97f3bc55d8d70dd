// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A cron job's schedule: five fields, names, lists, ranges, steps and the macros that Kubernetes takes, in UTC.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sandbox {

class CronSchedule {
public:
    /// Nothing where Kubernetes would not take it. https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
    [[nodiscard]] static std::optional<CronSchedule> parse(std::string_view text);

    /// The first time after (milliseconds since 1970); nothing where there is none within five years ("0 0 30 2 *").
    [[nodiscard]] std::optional<std::int64_t> next(std::int64_t afterMs) const;

private:
    [[nodiscard]] bool dayMatches(std::int64_t days) const;

    std::bitset<60> m_minutes;
    std::bitset<24> m_hours;
    std::bitset<32> m_days;
    std::bitset<13> m_months;
    std::bitset<8> m_weekdays; // 0 and 7 are Sunday
    bool m_anyDay = true;
    bool m_anyWeekday = true;
};

} // namespace sandbox
