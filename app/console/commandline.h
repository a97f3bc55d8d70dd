// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Options of aqi-console; those of the connection mean what they mean for kubectl.
#pragma once

#include "ui/widgets/theme.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace console {

struct Options {
    QString kubeconfig;
    QString context;
    QString ns;
    QString page;
    QString manifests; // folder, absolute; for environments that name none; empty: none
    QString screenshots; // folder; empty: none
    std::optional<ui::ThemeChoice> theme;
    bool exitWhenLive = false; // for measuring
    std::optional<int> exitStatus; // set: print nothing more and end (help, version, wrong use)
};

/// arguments: with the program's name. Says what is wrong to standard error and sets exit status 2.
[[nodiscard]] Options parseCommandLine(const QStringList &arguments);

} // namespace console
