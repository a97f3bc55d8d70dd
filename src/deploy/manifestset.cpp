// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/manifestset.h"

#include "deploy/yamlreader.h"
#include "deploy/words.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QStandardPaths>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace deploy {

namespace {

using base::ErrorKind;

base::Result<ManifestObject> manifestOf(const QJsonValue &value, const QString &file, int line) {
    const QString where = u"%1:%2"_s.arg(file).arg(line);
    if (!value.isObject())
        return base::fail(ErrorKind::Invalid, tr("is not a Kubernetes object: a map with apiVersion, kind and metadata is wanted"), where);
    const QJsonObject object = value.toObject();
    const QJsonObject metadata = object["metadata"_L1].toObject();
    const std::pair<QLatin1StringView, QJsonValue> wanted[] = {
        {"apiVersion"_L1, object["apiVersion"_L1]}, {"kind"_L1, object["kind"_L1]}, {"metadata.name"_L1, metadata["name"_L1]}};
    for (const auto &[path, field] : wanted)
        if (field.toString().isEmpty())
            return base::fail(ErrorKind::Invalid, field.isUndefined() ? tr("the object has no %1").arg(path) : tr("%1 is not text").arg(path), where);
    ManifestObject manifest;
    manifest.ref = {object["apiVersion"_L1].toString(), object["kind"_L1].toString(), metadata["namespace"_L1].toString(),
        metadata["name"_L1].toString(), {}};
    manifest.object = object;
    manifest.file = file;
    manifest.line = line;
    return manifest;
}

bool isList(const QJsonObject &object) {
    return object["kind"_L1].toString().endsWith("List"_L1) && object["items"_L1].isArray();
}

QString kustomizationOf(const QString &folder) {
    for (const QString &name : {u"kustomization.yaml"_s, u"kustomization.yml"_s, u"Kustomization"_s})
        if (QFileInfo::exists(QDir(folder).filePath(name)))
            return name;
    return {};
}

// The namespace that the set makes; else the one most of its objects name.
QString namespaceOf(const QList<ManifestObject> &objects) {
    QHash<QString, int> counts;
    for (const ManifestObject &manifest : objects) {
        if (manifest.ref.kind == "Namespace"_L1 && manifest.ref.apiVersion == "v1"_L1)
            return manifest.ref.name;
        if (!manifest.ref.ns.isEmpty())
            ++counts[manifest.ref.ns];
    }
    QString best;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        if (best.isEmpty() || it.value() > counts[best] || (it.value() == counts[best] && it.key() < best))
            best = it.key();
    return best;
}

base::Status rejectTwins(const QList<ManifestObject> &objects) {
    QHash<QString, const ManifestObject *> seen;
    for (const ManifestObject &manifest : objects) {
        const kube::ObjectRef &ref = manifest.ref;
        const QString key = QStringList{ref.apiVersion.section(u'/', 0, -2), ref.kind, ref.ns, ref.name}.join(u'\n');
        if (const ManifestObject *first = seen.value(key))
            return base::fail(ErrorKind::Invalid, tr("%1 is defined a second time; first in %2:%3").arg(ref.text(), first->file).arg(first->line),
                u"%1:%2"_s.arg(manifest.file).arg(manifest.line));
        seen.insert(key, &manifest);
    }
    return {};
}

base::Result<QByteArray> readFile(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(ErrorKind::Io, tr("cannot be read: %1").arg(file.errorString()), path);
    return file.read(YamlLimits().bytes + 1);
}

class Loader {
public:
    Loader(QPromise<base::Result<ManifestSet>> &promise, const QString &path) : m_promise(promise), m_path(QDir::cleanPath(path)) {}

    base::Result<ManifestSet> load() {
        const QFileInfo info(m_path);
        if (!info.exists())
            return base::fail(ErrorKind::Io, tr("does not exist"), m_path);
        if (info.isDir() || info.fileName().startsWith("kustomization.y"_L1) || info.fileName() == "Kustomization"_L1) {
            const QString folder = info.isDir() ? m_path : info.path();
            return finish(kustomizationOf(folder).isEmpty() ? plainFolder(folder) : kustomized(folder));
        }
        return finish(oneFile(m_path));
    }

private:
    base::Result<ManifestSet> finish(const base::Result<QList<ManifestObject>> &objects) {
        if (!objects)
            return std::unexpected(objects.error());
        if (objects->isEmpty())
            return base::fail(ErrorKind::Invalid, tr("holds no Kubernetes objects"), m_path);
        if (const auto checked = rejectTwins(*objects); !checked)
            return std::unexpected(checked.error());
        return ManifestSet{m_path, namespaceOf(*objects), *objects};
    }

    static base::Result<QList<ManifestObject>> oneFile(const QString &path) {
        const auto bytes = readFile(path);
        return bytes ? parseManifests(*bytes, path) : std::unexpected(bytes.error());
    }

    base::Result<QList<ManifestObject>> plainFolder(const QString &folder) {
        QList<ManifestObject> all;
        // Not the folders below: as `kubectl apply -f FOLDER` does.
        const QStringList names = QDir(folder).entryList({u"*.yaml"_s, u"*.yml"_s, u"*.json"_s}, QDir::Files, QDir::Name);
        for (const QString &name : names) {
            if (m_promise.isCanceled())
                return base::fail(ErrorKind::Cancelled, tr("stopped"), folder);
            const auto objects = oneFile(QDir(folder).filePath(name));
            if (!objects)
                return objects;
            all.append(*objects);
        }
        return all;
    }

    base::Result<QList<ManifestObject>> kustomized(const QString &folder) {
        const QString kubectl = QStandardPaths::findExecutable(u"kubectl"_s);
        if (kubectl.isEmpty())
            return base::fail(ErrorKind::Io, tr("is a kustomization, which kubectl renders, but kubectl is not installed"), folder);
        QProcess process;
        process.setProgram(kubectl);
        process.setArguments({u"kustomize"_s, u"--"_s, folder});
        process.start(QIODevice::ReadOnly);
        const QElapsedTimer clock = [] { QElapsedTimer timer; timer.start(); return timer; }();
        QByteArray rendered;
        while (!process.waitForFinished(50) && process.state() != QProcess::NotRunning) {
            rendered += process.readAllStandardOutput();
            const bool late = clock.hasExpired(30'000);
            if (!late && !m_promise.isCanceled() && rendered.size() <= YamlLimits().bytes)
                continue;
            process.kill();
            process.waitForFinished(1000);
            if (m_promise.isCanceled())
                return base::fail(ErrorKind::Cancelled, tr("stopped"), folder);
            return late ? base::fail(ErrorKind::Timeout, tr("kubectl kustomize did not end within 30 s"), folder)
                        : base::fail(ErrorKind::Invalid, tr("renders to more than 16 MB"), folder);
        }
        rendered += process.readAllStandardOutput();
        if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            return base::fail(ErrorKind::Invalid, tr("kubectl cannot render this kustomization"), folder,
                QString::fromUtf8(process.readAllStandardError()).trimmed());
        return renderedObjects(rendered, folder);
    }

    static base::Result<QList<ManifestObject>> renderedObjects(const QByteArray &rendered, const QString &folder) {
        auto objects = parseManifests(rendered, folder);
        if (!objects)
            return objects;
        for (ManifestObject &manifest : *objects)
            manifest.line = 0; // a line of the rendered text is nowhere in the folder
        return objects;
    }

    QPromise<base::Result<ManifestSet>> &m_promise;
    const QString m_path;
};

} // namespace

base::Result<QList<ManifestObject>> parseManifests(const QByteArray &yaml, const QString &file) {
    const auto documents = readYaml(yaml, file);
    if (!documents)
        return std::unexpected(documents.error());
    QList<ManifestObject> objects;
    for (const YamlDocument &document : *documents) {
        const QJsonObject root = document.root.toObject();
        const QJsonArray items = isList(root) ? root["items"_L1].toArray() : QJsonArray{document.root};
        for (qsizetype i = 0; i < items.size(); ++i) {
            const bool known = isList(root) && i < document.itemLines.size() && document.itemLines.size() == items.size();
            auto manifest = manifestOf(items[i], file, known ? document.itemLines[i] : document.line);
            if (!manifest)
                return std::unexpected(manifest.error());
            objects.append(std::move(*manifest));
        }
    }
    return objects;
}

QFuture<base::Result<ManifestSet>> loadManifests(const QString &path) {
    return QtConcurrent::run([path](QPromise<base::Result<ManifestSet>> &promise) { promise.addResult(Loader(promise, path).load()); });
}

} // namespace deploy
