// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace console {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("console::CommandLine", text); }

const QCommandLineOption &option(const QString &name) {
    static const QMap<QString, QCommandLineOption> options{
        {u"kubeconfig"_s, {u"kubeconfig"_s, tr("Kubeconfig to use instead of KUBECONFIG and ~/.kube/config."), u"FILE"_s}},
        {u"context"_s, {u"context"_s, tr("Context of the kubeconfig, or name of an environment."), u"NAME"_s}},
        {u"namespace"_s, {u"namespace"_s, tr("Namespace instead of the context's."), u"NS"_s}},
        {u"page"_s, {u"page"_s, tr("Page to open: overview, forecast, configuration, deployments, workloads, monitoring."), u"PAGE"_s}},
        {u"manifests"_s, {u"manifests"_s, tr("Folder of manifests, or kustomization, for an environment that names none."), u"DIR"_s}},
        {u"theme"_s, {u"theme"_s, tr("light or dark; without it, the system's."), u"THEME"_s}},
        {u"screenshots"_s, {u"screenshots"_s, tr("Save a picture of every page with live data, light and dark, and end."), u"DIR"_s}},
        {u"exit-when-live"_s, {u"exit-when-live"_s, tr("End as soon as live pods are shown; for measuring.")}},
    };
    return options.find(name).value();
}

void complain(const QString &message) { std::fprintf(stderr, "aqi-console: %s\n", qPrintable(message)); }

std::optional<ui::ThemeChoice> themeOf(const QString &name) {
    if (name == "light"_L1)
        return ui::ThemeChoice::Light;
    if (name == "dark"_L1)
        return ui::ThemeChoice::Dark;
    return {};
}

} // namespace

Options parseCommandLine(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Operations console for the AQI Predictor."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    for (const QString &name : {u"kubeconfig"_s, u"context"_s, u"namespace"_s, u"page"_s, u"manifests"_s, u"theme"_s, u"screenshots"_s, u"exit-when-live"_s})
        parser.addOption(option(name));
    Options options;
    if (!parser.parse(arguments) || !parser.positionalArguments().isEmpty()) {
        complain(parser.errorText().isEmpty() ? tr("“%1” is not an option").arg(parser.positionalArguments().value(0)) : parser.errorText());
        options.exitStatus = 2;
        return options;
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        std::fputs(qPrintable(parser.isSet(help) ? parser.helpText() : QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion() + u'\n'), stdout);
        options.exitStatus = 0;
        return options;
    }
    options.kubeconfig = parser.value(u"kubeconfig"_s);
    options.context = parser.value(u"context"_s);
    options.ns = parser.value(u"namespace"_s);
    options.page = parser.value(u"page"_s);
    options.screenshots = parser.value(u"screenshots"_s);
    options.exitWhenLive = parser.isSet(u"exit-when-live"_s);
    options.theme = themeOf(parser.value(u"theme"_s));
    if (parser.isSet(u"manifests"_s)) {
        const QFileInfo folder(parser.value(u"manifests"_s));
        options.manifests = QDir::cleanPath(folder.absoluteFilePath());
        if (!folder.isDir()) {
            complain(tr("--manifests names a folder; “%1” is none").arg(parser.value(u"manifests"_s)));
            options.exitStatus = 2;
        }
    }
    if (parser.isSet(u"theme"_s) && !options.theme) {
        complain(tr("--theme is light or dark, not “%1”").arg(parser.value(u"theme"_s)));
        options.exitStatus = 2;
    }
    return options;
}

} // namespace console
