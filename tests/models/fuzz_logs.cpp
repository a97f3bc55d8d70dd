// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A container writes what it likes: control sequences, severity and filters must take it.
#include "models/logs/logfilter.h"
#include "models/logs/plaintext.h"
#include "models/logs/severity.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString line = QString::fromUtf8(bytes);
    const QString text = models::plainText(line);
    if (text.size() > models::longestLogLine + 100 || text.contains(QChar(0x1b)) || text.contains(QChar(0x9b)))
        std::abort();
    (void)models::severityOf(text);
    (void)models::severityOf(line);
    if (line.size() > 200) // expressions of any length are the library's matter
        return 0;
    if (const auto filter = models::LogFilter::parse(line)) {
        (void)filter->accepts(text);
        for (const auto &range : filter->marks(text)) {
            if (range.from < 0 || range.length <= 0 || range.from + range.length > text.size())
                std::abort();
        }
    }
    return 0;
}
