// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of a WebSocket's handshake (RFC 6455, section 4.2).
#pragma once

#include <string>

namespace sandbox {

/// Whether a client may send this as Sec-WebSocket-Key: sixteen bytes in base64.
[[nodiscard]] bool isWebSocketKey(const std::string &key);
/// Sec-WebSocket-Accept for it.
[[nodiscard]] std::string webSocketAccept(const std::string &key);

} // namespace sandbox
