// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator picks at the top of the window: a cluster, a namespace, and how careful to be with them. Values; no secrets.
#pragma once

#include <QList>
#include <QString>

namespace environment {

/// A production asks for its name to be typed before anything is changed.
enum class Kind { Sandbox, Staging, Production };

/// Stable lower-case name ("sandbox"), as in the files.
[[nodiscard]] QString name(Kind kind);
/// Of a context's name: production where it says "prod", sandbox only where it says so, else staging.
[[nodiscard]] Kind kindOf(const QString &contextName);

struct Environment {
    QString name;
    QString color; // "#RRGGBB"; the thin line across the window
    Kind kind = Kind::Staging;
    QString kubeconfig; // file; empty: kubectl's default files
    QString context;    // empty: the kubeconfig's current one
    QString ns;         // empty: the context's
    QString manifests;  // folder or kustomization that belongs to it; empty: none
    QString file;       // where it was read from; empty: made from a kubeconfig's context

    bool operator==(const Environment &) const = default;
};

/// Colour of an environment that names none: green for a sandbox, amber for staging, red for production.
[[nodiscard]] QString defaultColor(Kind kind);

} // namespace environment
