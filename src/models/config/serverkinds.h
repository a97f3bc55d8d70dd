// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an API server says of the kinds that it knows: its OpenAPI documents, as they came.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <memory>
#include <vector>

namespace models {

struct ServerKinds {
    std::vector<QByteArray> documents;
    QByteArray key;    // the same for the same documents, so that they are learnt once
    QString version;   // "v1.32.0"; empty where the server does not say
    QDateTime at;      // when it was asked
    QString missing;   // why not every document came, in one sentence; empty: all did
};
/// Shared: the checking thread reads the documents while the window shows their age, and neither knows who ends first.
using ServerKindsPtr = std::shared_ptr<const ServerKinds>;

} // namespace models
