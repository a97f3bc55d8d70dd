// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The file of an earlier run, which may be cut or changed: what is read of it must be writable and readable again, the same.
#include "sandbox/store/snapshot.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto read = sandbox::snapshotFrom(text);
    if (!read)
        return 0;
    const auto again = sandbox::snapshotFrom(sandbox::snapshotText(*read));
    if (!again || again->revision != read->revision || again->objects.size() != read->objects.size())
        std::abort();
    return 0;
}
