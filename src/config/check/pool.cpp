// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/check/pool.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>

namespace config::check {

std::vector<Finding> runAll(const std::vector<Task> &tasks, int threads, const std::function<bool()> &cancelled) {
    std::vector<std::vector<Finding>> found(tasks.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t at = next++; at < tasks.size() && !(cancelled && cancelled()); at = next++)
            found[at] = tasks[at]();
    };
    {
        std::vector<std::jthread> others;
        const auto useful = std::min<std::size_t>(std::size_t(std::max(threads, 1)), tasks.size());
        for (std::size_t i = 1; i < useful; ++i)
            others.emplace_back(work);
        work();
    } // joined here
    std::vector<Finding> all;
    for (std::vector<Finding> &part : found)
        std::ranges::move(part, std::back_inserter(all));
    return all;
}

} // namespace config::check
