// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/manifestset.h"

#include <QDir>
#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace deploy {

namespace {

constexpr int levels = 4;
constexpr qsizetype most = 200;

bool isPart(const QString &path) {
    const QString name = path.section(u'/', -1);
    return name == "base"_L1 || name == "components"_L1;
}

void search(const QDir &folder, int level, QPromise<QStringList> &promise, QStringList &found) {
    if (level > levels || found.size() >= most || promise.isCanceled())
        return;
    const QStringList kustomizations = folder.entryList({u"kustomization.yaml"_s, u"kustomization.yml"_s, u"Kustomization"_s}, QDir::Files);
    // Below a kustomization its parts have no kustomization of their own: files there belong to it.
    const bool plain = kustomizations.isEmpty() && level == 0 && !folder.entryList({u"*.yaml"_s, u"*.yml"_s}, QDir::Files).isEmpty();
    if (!kustomizations.isEmpty() || plain)
        found.append(folder.path());
    for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name))
        search(QDir(folder.filePath(name)), level + 1, promise, found);
}

} // namespace

QFuture<QStringList> findSets(const QString &folder) {
    return QtConcurrent::run([folder](QPromise<QStringList> &promise) {
        QStringList found;
        if (!folder.isEmpty() && QDir(folder).exists())
            search(QDir(QDir::cleanPath(folder)), 0, promise, found);
        std::ranges::stable_sort(found, {}, isPart);
        promise.addResult(found);
    });
}

} // namespace deploy
