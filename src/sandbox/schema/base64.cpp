// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/base64.h"

#include <QByteArray>

#include <cctype>

namespace sandbox {

std::size_t firstNonBase64(std::string_view text) {
    std::size_t count = 0;
    std::size_t padding = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n' || c == '\r')
            continue;
        const bool digit = std::isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '/';
        if (c == '=' ? (++padding > 2) : (!digit || padding > 0))
            return i;
        ++count;
    }
    return count % 4 == 0 ? std::string_view::npos : text.size();
}

std::string toBase64(std::string_view bytes) {
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString();
}

} // namespace sandbox
