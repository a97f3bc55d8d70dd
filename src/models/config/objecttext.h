// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Objects as texts that can be compared line by line: one order of keys, one form of every value, and nothing of a Secret but whether it is the same.
#pragma once

#include "config/set/object.h"

#include <QJsonObject>
#include <QString>

namespace models {

struct TextPair {
    QString ours;
    QString theirs;
};

/// What stands for a value that is not shown.
[[nodiscard]] QString maskText();
[[nodiscard]] QJsonObject jsonOf(const config::Object &object);
/// The same object twice; an empty one is not there. Of a Secret's values is said only that they differ; stringData is data.
[[nodiscard]] TextPair objectTexts(const QJsonObject &ours, const QJsonObject &theirs);

} // namespace models
