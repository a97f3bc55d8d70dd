// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a kubeconfig: an answer or an error with a place, never a crash.
#include "kube/kubeconfigreader.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const auto parsed = kube::parseKubeconfig(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)), QStringLiteral("/f"));
    if (!parsed && (parsed.error().message.isEmpty() || !parsed.error().where.startsWith(QLatin1String("/f"))))
        std::abort();
    return 0;
}
