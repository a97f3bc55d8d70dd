// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a connection to a stand-in may bring: a whole request lies within the bytes and is the same however many follow.
#include "sandbox/system/httpfront.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    using sandbox::ReadRequest;
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const ReadRequest read = sandbox::readRequest(bytes);
    if (read.state != ReadRequest::State::Whole)
        return 0;
    if (read.size <= 0 || read.size > bytes.size() || qsizetype(read.request.body.size()) > read.size)
        std::abort();
    const ReadRequest again = sandbox::readRequest(bytes + "GET / HTTP/1.1\r\n\r\n");
    if (again.state != read.state || again.size != read.size || again.request.path != read.request.path || again.request.body != read.request.body)
        std::abort();
    return 0;
}
