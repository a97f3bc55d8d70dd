// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A file's objects beside the same objects elsewhere: as another scope of the set renders them, or as they live in a cluster.
#pragma once

#include "base/error.h"
#include "config/set/set.h"
#include "models/config/objecttext.h"

#include <QList>
#include <QStringList>

#include <functional>

namespace models {

/// Whether the file holds Kubernetes objects, whole ones or patches.
[[nodiscard]] bool holdsObjects(const config::File &file);
/// The scope that a file stands for: that of its own folder, else that of the environment's (its kustomization's folder); null: neither.
[[nodiscard]] const config::Scope *homeOf(const config::Set &set, const config::File &file, const QString &environmentFolder);
/// That of the environment, null where its folder is none.
[[nodiscard]] const config::Scope *environmentScope(const config::Set &set, const QString &environmentFolder);
/// Scopes that hold an object of the file by its name, other than as the file's own.
[[nodiscard]] QList<const config::Scope *> scopesFor(const config::Set &set, const config::File &file);

/// An object of the file as the scope renders it, or, where it does not, as it stands in the file. Patches that nothing renders are left out.
struct FileObject {
    config::Object object;
    bool rendered = false;
};
[[nodiscard]] QList<FileObject> objectsIn(const config::File &file, const config::Scope *scope);
/// Null where the scope does not hold it.
[[nodiscard]] const config::Object *findIn(const config::Scope &scope, const config::Object &object);

struct Comparison {
    TextPair texts;       // of all objects, each below a line that names it
    QStringList missing;  // objects that the other side does not have
    QStringList unknown;  // "Deployment/api: why": not compared
    int rendered = 0;     // of ours: as a scope renders them, not as they stand in the file
    int objects = 0;
};
[[nodiscard]] Comparison compareWithScope(const config::File &file, const config::Scope *home, const config::Scope &other);
/// Null: it was not asked for.
using LiveAnswer = std::function<const base::Result<QJsonObject> *(const config::Object &object)>;
[[nodiscard]] Comparison compareWithLive(const config::File &file, const config::Scope *home, const LiveAnswer &answer);

} // namespace models
