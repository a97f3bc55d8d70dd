// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"
#include "screenshots.h"
#include "services.h"
#include "timing.h"

#include <QApplication>

int main(int argc, char *argv[]) {
    QApplication::setApplicationName(QStringLiteral("aqi-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("AQI Console"));
    QApplication::setApplicationVersion(QStringLiteral(AQI_VERSION));
    QApplication application(argc, argv);
    const console::Options options = console::parseCommandLine(application.arguments());
    if (options.exitStatus)
        return *options.exitStatus;
    console::Services services(application, options);
    const console::Timing timing(services, options.exitWhenLive ? console::Timing::After::ExitWhenLive : console::Timing::After::Stay);
    services.start();
    console::Screenshots screenshots(services, options.screenshots);
    if (!options.screenshots.isEmpty())
        screenshots.start();
    return QApplication::exec();
}
