// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// An object of a file and the live one as two texts that can be compared line by line: same order, same form, without what the server keeps
// for itself, and without secrets.
#pragma once

#include "config/text/node.h"

#include <QJsonObject>
#include <QString>

namespace models {

struct TextPair {
    QString ours;
    QString theirs;
};

/// Ours: only fields that the file has are compared, so that a server's defaults are no difference. All: everything but status and bookkeeping.
enum class LiveFields { Ours, All };
[[nodiscard]] TextPair liveTexts(config::Node wanted, const QJsonObject &live, LiveFields fields);

/// Two objects of files, of two environments for example.
[[nodiscard]] TextPair objectTexts(config::Node ours, config::Node theirs);

} // namespace models
