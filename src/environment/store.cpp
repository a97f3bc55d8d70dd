// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "environment/store.h"
#include "environment/words.h"

#include "kube/kubeconfig.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace environment {

namespace {
constexpr qint64 largestFile = 64 * 1024; // an environment is a dozen lines; anything else is not one
base::Result<QByteArray> contents(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Io, tr("the file cannot be read: %1").arg(file.errorString()), path);
    if (file.size() > largestFile)
        return base::fail(base::ErrorKind::Invalid, tr("the file is larger than 64 KiB and cannot be an environment"), path);
    return file.readAll();
}
} // namespace

Listing readFolder(const QString &folder) {
    Listing listing;
    const QDir dir(folder);
    for (const QString &entry : dir.entryList({u"*.yaml"_s, u"*.yml"_s}, QDir::Files | QDir::Readable, QDir::Name)) {
        const QString path = dir.absoluteFilePath(entry);
        const auto environment = contents(path).and_then([&](const QByteArray &yaml) { return parse(yaml, path); });
        const auto same = [&](const Environment &other) { return environment && other.name == environment->name; };
        if (!environment)
            listing.problems << environment.error();
        else if (std::any_of(listing.environments.cbegin(), listing.environments.cend(), same))
            listing.problems << base::Error{base::ErrorKind::Invalid, tr("another file names an environment “%1” too").arg(environment->name), path, {}};
        else
            listing.environments << *environment;
    }
    std::sort(listing.environments.begin(), listing.environments.end(), [](const Environment &a, const Environment &b) { return a.name < b.name; });
    return listing;
}

QList<Environment> ofContexts(const kube::Kubeconfig &kubeconfig, const QString &explicitFile) {
    QList<Environment> environments;
    for (const kube::ContextName &context : kubeconfig.contexts()) {
        Environment environment;
        environment.name = context.name;
        environment.kind = kindOf(context.name);
        environment.color = defaultColor(environment.kind);
        environment.kubeconfig = explicitFile;
        environment.context = context.name;
        environment.ns = context.ns;
        if (context.current)
            environments.prepend(environment);
        else
            environments.append(environment);
    }
    return environments;
}

base::Result<Listing> loadNow(const Source &source) {
    Listing listing;
    if (source.kubeconfig.isEmpty())
        listing = readFolder(source.folder);
    if (!listing.environments.isEmpty())
        return listing;
    const auto kubeconfig = kube::Kubeconfig::load(source.kubeconfig);
    if (!kubeconfig)
        return std::unexpected(kubeconfig.error());
    listing.environments = ofContexts(*kubeconfig, source.kubeconfig);
    if (listing.environments.isEmpty())
        return base::fail(base::ErrorKind::NotFound, tr("the kubeconfig names no context"), kubeconfig->files().join(u':'));
    return listing;
}

QFuture<base::Result<Listing>> load(const Source &source) { return QtConcurrent::run(loadNow, source); }

QString defaultFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/aqi-console/environments"_s;
}

} // namespace environment
