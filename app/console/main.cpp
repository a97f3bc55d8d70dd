// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"
#include "screenshots.h"
#include "services.h"
#include "timing.h"

#include <QApplication>
#include <QFontDatabase>
#include <QThreadPool>

#include <algorithm>
#include <span>
#include <string_view>

namespace {

/// What is answered in words needs no display.
bool wantsWords(std::span<char *const> arguments) {
    static constexpr std::string_view words[] = {"--help", "-h", "--help-all", "--version", "-v"};
    return std::ranges::any_of(arguments, [](const char *argument) { return std::ranges::contains(words, argument); });
}

} // namespace

int main(int argc, char *argv[]) {
    QApplication::setApplicationName(QStringLiteral("aqi-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("AQI Console"));
    QApplication::setApplicationVersion(QStringLiteral(AQI_VERSION));
    if (wantsWords({argv, std::size_t(argc)})) {
        const QCoreApplication application(argc, argv);
        return console::parseCommandLine(QCoreApplication::arguments()).exitStatus.value_or(0);
    }
    QApplication application(argc, argv);
    QThreadPool::globalInstance()->start([] { (void)QFontDatabase::families(); }); // read while the window is built, not when its first text is measured
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
