// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies in protobuf: nothing may throw, and what is taken is an object that goes over the wire.
#include "sandbox/api/protobuf/decoder.h"
#include "sandbox/api/representation.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const auto json = sandbox::jsonFromProtobuf({reinterpret_cast<const char *>(data), size});
    if (json && (!json->is_object() || sandbox::wireText(*json).empty()))
        std::abort();
    return 0;
}
