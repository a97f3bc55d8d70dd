// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqictl: the console's engine for a terminal or a CI job.
#include "command.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

constexpr const char *usage = R"(Usage: aqictl COMMAND [options]

Operates the AQI Predictor on a Kubernetes cluster, with the same engine as AQI Console.

Commands:
  get pods|hpa|workloads   what runs, and how well
  plan PATH                what deploying a set of manifests would change; changes nothing
  deploy PATH              apply a set in order, wait until each part is healthy, name the cause where it is not
  diagnose [OBJECT]        why something is not healthy: cause, evidence, remedy
  validate PATH...         what is wrong in deployment files, of any platform, before a cluster says so
  forecast LOCATION        the air-quality forecast of a city or of "latitude,longitude"

aqictl COMMAND --help explains a command, its options and its JSON.

Results go to standard output, messages and progress to standard error.
Exit status: 0 well; 1 what was asked about is bad; 2 wrong use or unreadable input; 3 the other side was not reached.)";

} // namespace

int main(int argc, char **argv) {
    cli::blockInterrupts();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"aqictl"_s);
    const std::pair<QLatin1StringView, int (*)(const QStringList &)> commands[] = {{"get"_L1, cli::runGet}, {"plan"_L1, cli::runPlan},
        {"deploy"_L1, cli::runDeploy}, {"diagnose"_L1, cli::runDiagnose}, {"validate"_L1, cli::runValidate},
        {"forecast"_L1, cli::runForecast}};
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString name = arguments.value(0);
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1) {
        cli::printLine(QString::fromUtf8(usage));
        return cli::Well;
    }
    if (name == "--version"_L1) {
        cli::printLine(u"aqictl " AQI_VERSION ""_s);
        return cli::Well;
    }
    for (const auto &[known, run] : commands)
        if (name == known)
            return run(arguments.mid(1));
    cli::complain(name.isEmpty() ? QCoreApplication::translate("cli", "a command is wanted; aqictl --help lists them")
                                 : QCoreApplication::translate("cli", "there is no command %1; aqictl --help lists them").arg(name));
    return cli::WrongUse;
}
