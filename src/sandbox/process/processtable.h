// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a container's processes use, read from /proc: an ordinary user has no control groups to ask.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace sandbox {

struct ProcessUse {
    double cpuSeconds = 0; // since it began, with its ended children
    double bytes = 0;      // in memory; see below
    double kept = 0;       // of them, what the kernel cannot take back by forgetting files: this counts against a limit
};

/// One look at all processes.
class ProcessTable {
public:
    [[nodiscard]] static ProcessTable read();

    /// A process and all below it. Memory: what is the processes' own (a page that forks share, once), plus the largest shared and the largest file-backed part among them,
    /// since those are mostly the same pages (PostgreSQL's buffers); a control group counts them once too.
    [[nodiscard]] ProcessUse use(std::int64_t root) const;

private:
    struct Entry {
        double cpuSeconds = 0;
    };
    std::map<std::int64_t, Entry> m_entries;
    std::multimap<std::int64_t, std::int64_t> m_children;
};

} // namespace sandbox
