// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// aqi-sandbox: a one-machine stand-in for a cluster, on loopback.
#include "control.h"
#include "faultcommand.h"
#include "load.h"
#include "serve.h"
#include "skillreport.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr int exitUsage = 2;

const QCommandLineOption &directoryOption() {
    static const QCommandLineOption option(u"dir"_s, u"The sandbox's folder (default: %1)."_s.arg(StateDirectory::defaultPath()), u"DIR"_s);
    return option;
}

int usageError(const QString &message) {
    std::fprintf(stderr, "aqi-sandbox: %s; see aqi-sandbox --help\n", qPrintable(message));
    return exitUsage;
}

void addOptions(QCommandLineParser &parser) {
    parser.setApplicationDescription(u"A Kubernetes API on loopback that runs the AQI Predictor on synthetic data.\n\n"
                                     "  aqi-sandbox up               start in the background with the objects of the last run in the folder;\n"
                                     "                               the last line printed is the kubeconfig's path\n"
                                     "  aqi-sandbox down             end it\n"
                                     "  aqi-sandbox status           exit status 0 where it runs, 1 where it does not\n"
                                     "  aqi-sandbox fault NAME [TARGET]   inject a fault\n"
                                     "  aqi-sandbox fault list       what there is: what each does, what will be seen, which are on\n"
                                     "  aqi-sandbox fault clear [NAME [TARGET]]   end all, or those\n"
                                     "  aqi-sandbox load api N       N requests a second through the API's service, for the time of --for\n"
                                     "  aqi-sandbox skill            how good the stand-in's forecast is, against persistence"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption(directoryOption());
    parser.addOption({u"hollow"_s, u"Pods run nothing: they become ready after a delay. Without it they run as processes of this machine."_s});
    parser.addOption({u"port"_s, u"The API server's port (default: that of the last run, or a free one)."_s, u"PORT"_s});
    parser.addOption({u"fresh"_s, u"Start empty: without the objects of the last run in the folder."_s});
    parser.addOption({u"speed"_s, u"Sandbox seconds per real second (default: 1)."_s, u"N"_s});
    parser.addOption({u"for"_s, u"Seconds that load lasts (default: 120)."_s, u"SECONDS"_s, u"120"_s});
    parser.addOption({u"format"_s, u"text or json, of status, fault and skill."_s, u"FORMAT"_s, u"text"_s});
    parser.addOption({{u"namespace"_s, u"n"_s}, u"The namespace of a fault's target (default: aqi-predictor)."_s, u"NS"_s});
    parser.addPositionalArgument(u"command"_s, u"up, down, status, fault, load or skill"_s);
}

/// Nothing where an option's value is none; the message has been printed.
std::optional<ServeOptions> serveOptions(const QCommandLineParser &parser) {
    ServeOptions options;
    bool good = true;
    if (parser.isSet(u"port"_s))
        options.port = parser.value(u"port"_s).toUShort(&good);
    if (good && parser.isSet(u"speed"_s)) {
        options.speed = parser.value(u"speed"_s).toDouble(&good);
        good = good && options.speed > 0 && options.speed <= 10000;
    }
    options.pods = parser.isSet(u"hollow"_s) ? Pods::Hollow : Pods::Processes;
    options.start = parser.isSet(u"fresh"_s) ? Start::Fresh : Start::Resume;
    if (good)
        return options;
    usageError(u"--port or --speed has no valid value"_s);
    return std::nullopt;
}

QStringList serveArguments(const StateDirectory &directory, const QCommandLineParser &parser) {
    QStringList arguments{u"serve"_s, u"--dir"_s, directory.path()};
    for (const auto &name : {u"port"_s, u"speed"_s}) {
        if (parser.isSet(name))
            arguments << u"--"_s + name << parser.value(name);
    }
    for (const auto &name : {u"fresh"_s, u"hollow"_s}) {
        if (parser.isSet(name))
            arguments << u"--"_s + name;
    }
    return arguments;
}

int load(const StateDirectory &directory, const QStringList &words, const QString &time) {
    constexpr int maximum = 5000;
    constexpr int longest = 3600;
    const int perSecond = words.value(2).toInt();
    const int seconds = time.toInt();
    if (words.size() != 3 || words[1] != "api"_L1 || perSecond < 1 || perSecond > maximum || seconds < 1 || seconds > longest)
        return usageError(u"load needs \"api\" and 1 to %1 requests a second, --for 1 to %2 seconds"_s.arg(maximum).arg(longest));
    return putLoad(directory, {perSecond, std::chrono::seconds(seconds)});
}

int run(const QCommandLineParser &parser) {
    const auto words = parser.positionalArguments();
    const StateDirectory directory(parser.isSet(directoryOption()) ? parser.value(directoryOption()) : StateDirectory::defaultPath());
    const auto command = words.value(0);
    const auto options = serveOptions(parser);
    const auto format = parser.value(u"format"_s);
    if (!options)
        return exitUsage;
    if (format != "text"_L1 && format != "json"_L1)
        return usageError(u"--format is text or json"_s);
    const auto form = format == "json"_L1 ? Format::Json : Format::Text;
    if (command == "fault"_L1) {
        return words.size() >= 2 ? faultCommand(directory, {words[1], words.mid(2), parser.value(u"namespace"_s)}, form)
                                 : usageError(u"fault needs a name, list or clear"_s);
    }
    if (command == "load"_L1)
        return load(directory, words, parser.value(u"for"_s));
    if (words.size() != 1)
        return usageError(words.isEmpty() ? u"which command?"_s : u"too many words"_s);
    if (command == "up"_L1)
        return startSandbox(directory, serveArguments(directory, parser));
    if (command == "serve"_L1) // what `up` starts
        return serve(directory, *options);
    if (command == "down"_L1)
        return stopSandbox(directory);
    if (command == "status"_L1)
        return showStatus(directory, form);
    if (command == "skill"_L1)
        return showSkill(form);
    return usageError(u"there is no command \"%1\""_s.arg(command));
}

} // namespace

int main(int argc, char **argv) {
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"aqi-sandbox"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(AQI_VERSION));
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QCoreApplication::arguments()))
        return usageError(parser.errorText());
    if (parser.isSet(u"help"_s))
        parser.showHelp(0);
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    return run(parser);
}
