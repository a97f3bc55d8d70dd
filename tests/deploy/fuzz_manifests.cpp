// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes give objects or one error; never a crash, never a long wait.
#include "deploy/manifestset.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto objects = deploy::parseManifests(text, QStringLiteral("fuzz.yaml"));
    if (!objects && objects.error().message.isEmpty())
        __builtin_trap();
    if (objects)
        for (const deploy::ManifestObject &manifest : *objects)
            if (manifest.ref.kind.isEmpty() || manifest.ref.name.isEmpty() || manifest.line < 1)
                __builtin_trap();
    return 0;
}
