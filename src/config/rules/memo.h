// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What one rule works out of something unchanging and the next one wants too: made once, whichever thread asks first.
#pragma once

#include <map>
#include <memory>
#include <mutex>

namespace config {

class Memo {
public:
    /// What `make` makes of `from`; always the same `from` for one Memo and one `make`. Good as long as the Memo.
    template <class T, class From> [[nodiscard]] const T &get(T (*make)(const From &), const From &from) const {
        Entry &entry = entryOf(reinterpret_cast<Key>(make));
        std::call_once(entry.once, [&] { entry.value = std::make_shared<const T>(make(from)); });
        return *static_cast<const T *>(entry.value.get());
    }

private:
    using Key = void (*)();
    struct Entry {
        std::once_flag once;
        std::shared_ptr<const void> value; // shared only because that pointer remembers how to destroy what it forgot the type of
    };
    Entry &entryOf(Key key) const {
        const std::scoped_lock lock(m_mutex);
        return m_entries[key];
    }

    mutable std::mutex m_mutex; // of the map; not held while something is made, which may ask for something else
    mutable std::map<Key, Entry> m_entries;
};

} // namespace config
