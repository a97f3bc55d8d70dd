// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/websocket/handshake.h"

#include <QByteArray>
#include <QCryptographicHash>

namespace sandbox {

bool isWebSocketKey(const std::string &key) {
    return QByteArray::fromBase64(QByteArray::fromStdString(key)).size() == 16;
}

std::string webSocketAccept(const std::string &key) {
    const QByteArray salted = QByteArray::fromStdString(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return QCryptographicHash::hash(salted, QCryptographicHash::Sha1).toBase64().toStdString();
}

} // namespace sandbox
