// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Lists in pages: all pages of one list show the state at its first one
// (https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks).
#pragma once

#include "sandbox/api/representation.h"
#include "sandbox/api/selectors.h"

#include <chrono>
#include <map>

namespace sandbox {

struct ListQuery {
    std::string ns; // empty: all namespaces
    Selection selection;
    std::int64_t limit = 0; // 0: no pages
    std::string continueToken;
    std::string resourceVersion;
    std::string versionMatch; // "", "NotOlderThan", "Exact"
};

struct ListPage {
    std::vector<ObjectPtr> items;
    ListMeta meta;
};

class Lister {
public:
    explicit Lister(const ObjectStore &store)
        : m_store(store) {}
    /// 410 Expired for a page of a list that is forgotten, 400 for a token that is none, 504 for a version that is yet to come.
    [[nodiscard]] Outcome<ListPage> list(const Kind &kind, const ListQuery &query);
    /// Forgets all lists whose pages are still being fetched (compaction).
    void expire() { m_started.clear(); }

private:
    using Clock = std::chrono::steady_clock;
    struct Started { // what the remaining pages are cut from
        std::string resource;
        std::uint64_t revision = 0;
        std::vector<ObjectPtr> items;
        bool selected = false;
        Clock::time_point since;
    };
    Outcome<ListPage> nextPage(const Kind &kind, const ListQuery &query);
    ListPage cut(std::uint64_t id, Started &started, std::size_t from, std::int64_t limit);
    void forgetOld();

    const ObjectStore &m_store;
    std::map<std::uint64_t, Started> m_started;
    std::uint64_t m_lastId = 0;
};

/// 504, as an API server that has not seen that version yet.
[[nodiscard]] std::unexpected<StatusError> tooLargeVersion(const std::string &wanted, std::uint64_t current);
/// A resourceVersion parameter; 400 where it is none.
[[nodiscard]] Outcome<std::uint64_t> parseVersion(const std::string &text);

} // namespace sandbox
