// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/volumefiles.h"

#include "sandbox/runtime/runningpod.h"
#include "sandbox/store/fields.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

constexpr int usualMode = 0644;

int modeOf(const Json &item, int otherwise) {
    return static_cast<int>(numberAt(item, "mode", otherwise));
}

/// A configMap or secret, of a volume or of a projection.
void addObject(VolumeFiles &files, const VolumeSources &sources, const Json &pod, const char *resource, const Json &source, int mode) {
    const ObjectPtr object = sources.store.get({resource, namespaceOf(pod), textAt(source, "secretName", textAt(source, "name"))});
    if (!object && textAt(source, "name") == "kube-root-ca.crt")
        files["ca.crt"] = {sources.authority, mode};
    if (!object)
        return;
    const Json &items = itemsAt(source, "items");
    for (const auto &item : items) {
        if (auto content = contentOf(*object, textAt(item, "key")))
            files[textAt(item, "path")] = {*std::move(content), modeOf(item, mode)};
    }
    if (!items.empty())
        return;
    for (auto &[key, content] : contents(*object))
        files[key] = {std::move(content), mode};
}

void addDownward(VolumeFiles &files, const VolumeSources &sources, const Json &pod, const Json &source, int mode) {
    for (const auto &item : itemsAt(source, "items")) {
        const Json &resource = field(item, "resourceFieldRef");
        const std::string content = resource.is_object()
            ? resourceValue(sources.store, pod, containerSpec(pod, textAt(resource, "containerName")), resource)
            : fieldValue(pod, textAt(item, "fieldRef.fieldPath"), sources.podIp);
        files[textAt(item, "path")] = {content, modeOf(item, mode)};
    }
}

void addProjected(VolumeFiles &files, const VolumeSources &sources, const Json &pod, const Json &source, int mode) {
    if (const Json &from = field(source, "configMap"); from.is_object())
        addObject(files, sources, pod, "configmaps", from, mode);
    if (const Json &from = field(source, "secret"); from.is_object())
        addObject(files, sources, pod, "secrets", from, mode);
    if (const Json &from = field(source, "downwardAPI"); from.is_object())
        addDownward(files, sources, pod, from, mode);
    if (const Json &from = field(source, "serviceAccountToken"); from.is_object())
        files[textAt(from, "path", "token")] = {sources.token ? sources.token(pod, from) : std::string(), 0600};
}

/// By the descriptor and not by QFile's permissions: what the process's umask takes away has to be there too.
bool writeFile(const QString &path, const VolumeFile &file) {
    if (!QDir().mkpath(QFileInfo(path).path()))
        return false;
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return false;
    const bool written = ::write(descriptor, file.content.data(), file.content.size()) == static_cast<ssize_t>(file.content.size())
        && ::fchmod(descriptor, static_cast<mode_t>(file.mode & 0777)) == 0;
    ::close(descriptor);
    return written;
}

bool holds(const QString &folder, const VolumeFiles &files) {
    for (const auto &[name, file] : files) {
        QFile present(folder + u'/' + QString::fromStdString(name));
        if (!present.open(QIODevice::ReadOnly) || present.readAll().toStdString() != file.content)
            return false;
    }
    std::size_t present = 0;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext(); it.next())
        ++present;
    return QDir(folder).exists() && present == files.size();
}

/// The names that readers see, as links into "..data"; those that are gone go.
bool linkNames(const QString &folder, const VolumeFiles &files) {
    QSet<QString> wanted;
    for (const auto &[name, file] : files)
        wanted.insert(QString::fromStdString(name).section(u'/', 0, 0));
    for (const auto &name : QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
        if (!name.startsWith(u".."_s) && !wanted.remove(name))
            QFile::remove(folder + u'/' + name);
    }
    for (const auto &name : wanted) {
        if (!QFile::link(u"..data/"_s + name, folder + u'/' + name))
            return false;
    }
    return true;
}

} // namespace

bool hasObjectContent(const Json &volume) {
    for (const char *kind : {"configMap", "secret", "downwardAPI", "projected"}) {
        if (field(volume, kind).is_object())
            return true;
    }
    return false;
}

VolumeFiles volumeFiles(const VolumeSources &sources, const Json &pod, const Json &volume) {
    VolumeFiles files;
    const auto modeAt = [&volume](const char *kind) { return static_cast<int>(numberAt(field(volume, kind), "defaultMode", usualMode)); };
    if (const Json &from = field(volume, "configMap"); from.is_object())
        addObject(files, sources, pod, "configmaps", from, modeAt("configMap"));
    if (const Json &from = field(volume, "secret"); from.is_object())
        addObject(files, sources, pod, "secrets", from, modeAt("secret"));
    if (const Json &from = field(volume, "downwardAPI"); from.is_object())
        addDownward(files, sources, pod, from, modeAt("downwardAPI"));
    for (const auto &source : itemsAt(volume, "projected.sources"))
        addProjected(files, sources, pod, source, modeAt("projected"));
    return files;
}

base::Status writeVolume(const QString &folder, const VolumeFiles &files) {
    const QString data = folder + u"/..data"_s;
    const QString old = QFile::symLinkTarget(data);
    if (!old.isEmpty() && holds(old, files))
        return {};
    QString fresh;
    for (int i = 0; fresh.isEmpty() || QFileInfo::exists(fresh); ++i)
        fresh = u"%1/..%2"_s.arg(folder).arg(i);
    bool good = QDir().mkpath(fresh);
    for (const auto &[name, file] : files)
        good = good && writeFile(fresh + u'/' + QString::fromStdString(name), file);
    for (const auto &path : {folder, fresh})
        good = good && ::chmod(QFile::encodeName(path).constData(), 0755) == 0;
    const QString next = folder + u"/..data_tmp"_s;
    QFile::remove(next);
    good = good && QFile::link(QFileInfo(fresh).fileName(), next)
        && ::rename(QFile::encodeName(next).constData(), QFile::encodeName(data).constData()) == 0 && linkNames(folder, files);
    if (!good)
        return base::fail(base::ErrorKind::Io, u"could not write the volume's files"_s, folder);
    if (!old.isEmpty())
        QDir(old).removeRecursively();
    return {};
}

} // namespace sandbox
