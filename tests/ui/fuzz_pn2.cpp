// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Map files come from a package, but an error in one must be an error of the build, not a crash or a gigabyte.
#include "../../src/ui/forecast/convert/pn2.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    qsizetype points = 0;
    if (const auto shapes = convert::readPn2(bytes))
        for (const convert::Shape &shape : *shapes)
            points += shape.points.size();
    if (points > bytes.size()) // every node takes bytes of the file
        std::abort();
    return 0;
}
