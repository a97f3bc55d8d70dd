// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// YAML documents as JSON values, the way kubectl converts them, within limits that keep a hostile file harmless.
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>

namespace deploy {

struct YamlDocument {
    QJsonValue root;
    int line = 0;          // from 1, of the root
    QList<int> itemLines;  // of the members of a list under the root's key "items"
};

struct YamlLimits {
    qsizetype bytes = 16 * 1024 * 1024;
    int depth = 100;
    int aliases = 10'000;      // expansions, those inside an expanded value counted again
    int keys = 10'000;         // of one map
    qint64 nodes = 1'000'000;  // of the whole text, after expansion
};

/// Empty documents are left out. Errors: Invalid, where is "file:line". A key that stands twice in one map is an error, as for kustomize.
[[nodiscard]] base::Result<QList<YamlDocument>> readYaml(const QByteArray &yaml, const QString &file, const YamlLimits &limits = {});

} // namespace deploy
