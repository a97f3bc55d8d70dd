// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a set of manifests: a file, a folder of YAML files, or a kustomization (rendered by kubectl, the reference implementation).
#pragma once

#include "deploy/plan.h"

#include <QFuture>

namespace deploy {

/// Runs off the calling thread; kubectl is given 30 s. Errors say file and line.
[[nodiscard]] QFuture<base::Result<ManifestSet>> loadManifests(const QString &path);

/// The objects of a text of several YAML documents. List objects are taken apart. Limits: 16 MB, depth 100, 10,000 alias expansions.
[[nodiscard]] base::Result<QList<ManifestObject>> parseManifests(const QByteArray &yaml, const QString &file);

/// Sets that can be deployed in or under a folder: kustomizations, and the folder itself where it only has YAML files. Four levels deep,
/// 200 at most. Folders named "base" or "components" come last: they are parts of others. Runs off the calling thread.
[[nodiscard]] QFuture<QStringList> findSets(const QString &folder);

} // namespace deploy
