// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Where environments come from: YAML files in the user's configuration folder, else the contexts of a kubeconfig.
#pragma once

#include "base/error.h"
#include "environment/environment.h"

#include <QFuture>
#include <QStringList>

namespace kube {
class Kubeconfig;
}

namespace environment {

struct Listing {
    QList<Environment> environments; // by name
    QList<base::Error> problems;     // files that could not be read; the others are there nevertheless
};

/// One environment of a YAML text: name, color, kind, kubeconfig, context, namespace, manifests. Errors are Invalid and say file and line;
/// a field that is not known is an error, because a misspelt "kind" would make a production look harmless.
/// Paths are resolved against the file's folder; "~/" is the home folder.
[[nodiscard]] base::Result<Environment> parse(const QByteArray &yaml, const QString &file);

/// The files "*.yaml" and "*.yml" of a folder. Two of the same name: the second is a problem. A folder that is not there is empty.
[[nodiscard]] Listing readFolder(const QString &folder);

/// Each context of the kubeconfig, the current one first.
[[nodiscard]] QList<Environment> ofContexts(const kube::Kubeconfig &kubeconfig, const QString &explicitFile);

struct Source {
    QString folder;     // of the environments' files
    QString kubeconfig; // of --kubeconfig: then only its contexts count; empty: kubectl's own
};
/// The whole look-up; reads files, so not for the GUI thread. Fails only where neither a file nor a kubeconfig gives an environment.
[[nodiscard]] base::Result<Listing> loadNow(const Source &source);
/// The same off the calling thread.
[[nodiscard]] QFuture<base::Result<Listing>> load(const Source &source);

/// "~/.config/aqi-console/environments".
[[nodiscard]] QString defaultFolder();

} // namespace environment
