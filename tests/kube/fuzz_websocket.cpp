// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a server answers to a WebSocket's handshake and sends over it: nothing may break the readers, and how the bytes are cut into
// pieces must not change what is read.
#include "kube/commandchannel.h"
#include "kube/logstream.h"
#include "kube/websocketframe.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

QByteArrayList readIn(const QByteArray &bytes, qsizetype piece) {
    kube::WebSocketFrames frames;
    QByteArrayList read;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        frames.feed(bytes.mid(at, piece));
        for (;;) {
            const auto frame = frames.next();
            if (!frame)
                return read << "! " + frame.error().message.toUtf8();
            if (!*frame)
                break;
            if ((*frame)->payload.size() > kube::WebSocketFrames::messageLimit)
                std::abort();
            read << QByteArray::number(int((*frame)->kind)) + ' ' + (*frame)->payload;
        }
    }
    return read;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (readIn(bytes, std::max<qsizetype>(bytes.size(), 1)) != readIn(bytes, 3))
        std::abort();
    (void)kube::HandshakeAnswer::parse(bytes);
    (void)kube::exitCodeOf(bytes, {});
    (void)kube::logLine(bytes);
    return 0;
}
