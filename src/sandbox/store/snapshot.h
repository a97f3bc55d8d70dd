// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The store in a file, for the next run: one line of JSON about the whole, then one for each object. It holds Secrets.
#pragma once

#include "base/error.h"
#include "sandbox/store/objectstore.h"

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// Objects of one moment. Cheap to copy and to hand to another thread: stored objects never change.
struct Snapshot {
    std::uint64_t revision = 0; // 0: of no run
    std::int64_t timeMs = 0;    // sandbox time, since 1970
    std::vector<StoredObject> objects;
};

[[nodiscard]] std::string snapshotText(const Snapshot &snapshot);
/// Invalid, with the line, where a line is no object or lines are missing.
[[nodiscard]] base::Result<Snapshot> snapshotFrom(std::string_view text);

/// Readable by the owner alone; there is the old file or the new one, never a part of it.
[[nodiscard]] base::Status writeSnapshot(const QString &path, const Snapshot &snapshot);
/// Revision 0 where there is no file.
[[nodiscard]] base::Result<Snapshot> readSnapshot(const QString &path);

} // namespace sandbox
