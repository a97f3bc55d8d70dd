// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The text of one kubeconfig, as written: names, fields and their lines. The only file that sees yaml-cpp is its .cpp.
#pragma once

#include "base/error.h"
#include "kube/kubeconfig.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace kube {

struct ParsedKubeconfig {
    QString currentContext;
    QMap<QString, ConfigEntry> clusters;
    QMap<QString, ConfigEntry> users;
    QMap<QString, ConfigEntry> contexts;
};

/// file names the text in errors ("file:line: sentence") and is the base of relative paths. An empty text is an empty kubeconfig.
/// Shape: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
[[nodiscard]] base::Result<ParsedKubeconfig> parseKubeconfig(const QByteArray &text, const QString &file);

} // namespace kube
