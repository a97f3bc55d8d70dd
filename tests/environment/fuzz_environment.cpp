// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// An environment's file is written by hand, or by somebody else.
#include "environment/store.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    using namespace Qt::StringLiterals;
    const QByteArray yaml(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto read = environment::parse(yaml, u"/folder/environment.yaml"_s);
    if (read ? read->name.isEmpty() || read->color.isEmpty() : read.error().message.isEmpty())
        std::abort(); // an environment has a name and a colour, a refusal a reason
    return 0;
}
