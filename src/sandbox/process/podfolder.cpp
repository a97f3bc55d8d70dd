// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/podfolder.h"

#include "sandbox/store/fields.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

constexpr const char *accountVolumeName = "kube-api-access";

QString text(const std::string &value) {
    return QString::fromStdString(value);
}

base::Status folder(const QString &path, mode_t mode) {
    if (!QDir().mkpath(path) || ::chmod(QFile::encodeName(path).constData(), mode) != 0)
        return base::fail(base::ErrorKind::Io, u"could not make the folder"_s, path);
    return {};
}

bool writeText(const QString &path, const std::string &content) {
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return false;
    const bool good = ::pwrite(descriptor, content.data(), content.size(), 0) == static_cast<ssize_t>(content.size())
        && ::ftruncate(descriptor, static_cast<off_t>(content.size())) == 0 && ::fchmod(descriptor, 0644) == 0;
    ::close(descriptor);
    return good;
}

/// The volume that the admission of a real API server adds: token, certificate and namespace.
Json accountVolume() {
    const Json sources = Json::array({{{"serviceAccountToken", {{"path", "token"}}}},
        {{"configMap", {{"name", "kube-root-ca.crt"}, {"items", Json::array({{{"key", "ca.crt"}, {"path", "ca.crt"}}})}}}},
        {{"downwardAPI",
            {{"items", Json::array({{{"path", "namespace"}, {"fieldRef", {{"fieldPath", "metadata.namespace"}}}}})}}}}});
    return {{"name", accountVolumeName}, {"projected", {{"sources", sources}}}};
}

std::vector<Json> volumesOf(const ObjectStore &store, const Json &pod) {
    const Json &own = itemsAt(pod, "spec.volumes");
    std::vector<Json> volumes(own.begin(), own.end());
    if (wantsAccountToken(store, pod))
        volumes.push_back(accountVolume());
    return volumes;
}

/// What the files of a folder take in a file system whose pages have 4 KiB.
long long spaceTaken(const QString &folder) {
    constexpr long long page = 4096;
    long long bytes = 0;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext())
        bytes += (files.nextFileInfo().size() + page - 1) / page * page;
    return bytes;
}

bool isClaim(const Json &pod, const std::string &name) {
    return std::ranges::any_of(itemsAt(pod, "spec.volumes"), [&name](const Json &volume) {
        return textAt(volume, "name") == name && field(volume, "persistentVolumeClaim").is_object();
    });
}

} // namespace

bool wantsAccountToken(const ObjectStore &store, const Json &pod) {
    if (const Json &own = field(pod, "spec.automountServiceAccountToken"); own.is_boolean())
        return own.get<bool>();
    const ObjectPtr account = store.get({"serviceaccounts", namespaceOf(pod), textAt(pod, "spec.serviceAccountName", "default")});
    return !account || flagAt(*account, "automountServiceAccountToken", true);
}

QString PodFolders::pod(const std::string &uid) const {
    return m_root + u"/pods/"_s + text(uid);
}

QString PodFolders::hosts(const std::string &uid) const {
    return pod(uid) + u"/etc/hosts"_s;
}

QString PodFolders::volume(const std::string &uid, const std::string &name) const {
    return pod(uid) + u"/volumes/"_s + text(name);
}

QString PodFolders::persistent(const std::string &volumeName) const {
    return m_root + u"/volumes/"_s + text(volumeName);
}

QString PodFolders::sourceOf(const ObjectStore &store, const Json &pod, const std::string &name) const {
    for (const auto &volume : itemsAt(pod, "spec.volumes")) {
        if (textAt(volume, "name") != name || !field(volume, "persistentVolumeClaim").is_object())
            continue;
        const ObjectPtr claim
            = store.get({"persistentvolumeclaims", namespaceOf(pod), textAt(volume, "persistentVolumeClaim.claimName")});
        const std::string bound = claim ? textAt(*claim, "spec.volumeName") : std::string();
        return bound.empty() ? QString() : persistent(bound);
    }
    return volume(uidOf(pod), name);
}

base::Status PodFolders::mount(const VolumeSources &sources, const Json &pod) const {
    const std::string uid = uidOf(pod);
    for (const auto &path : {this->pod(uid), this->pod(uid) + u"/etc"_s, this->pod(uid) + u"/volumes"_s}) {
        if (auto made = folder(path, 0755); !made)
            return made;
    }
    for (const auto &volume : volumesOf(sources.store, pod)) {
        const std::string name = textAt(volume, "name");
        const bool claim = field(volume, "persistentVolumeClaim").is_object();
        const QString source = sourceOf(sources.store, pod, name);
        const auto failed = [&name](const QString &why) {
            return base::fail(base::ErrorKind::Io, u"MountVolume.SetUp failed for volume \"%1\" : %2"_s.arg(text(name), why));
        };
        if (claim && source.isEmpty())
            return failed(u"persistentvolumeclaim \"%1\" is not bound"_s.arg(text(textAt(volume, "persistentVolumeClaim.claimName"))));
        if (!claim && !hasObjectContent(volume) && !field(volume, "emptyDir").is_object())
            return failed(u"this sandbox has no volumes of this type"_s);
        if (auto made = folder(source, hasObjectContent(volume) ? 0755 : 0777); !made)
            return failed(made.error().text());
        if (!hasObjectContent(volume))
            continue;
        if (auto written = writeVolume(source, volumeFiles(sources, pod, volume)); !written)
            return failed(written.error().text());
    }
    return {};
}

void PodFolders::refresh(const VolumeSources &sources, const Json &pod) const {
    for (const auto &volume : volumesOf(sources.store, pod)) {
        if (hasObjectContent(volume)) // a failure leaves the old files, as on a node whose disk is full
            (void)writeVolume(this->volume(uidOf(pod), textAt(volume, "name")), volumeFiles(sources, pod, volume));
    }
}

base::Status PodFolders::writeEtc(const std::string &uid, const std::string &hostName, int user, int group) const {
    const std::string id = std::to_string(user);
    std::string users = "root:x:0:0:root:/root:/bin/sh\n";
    std::string groups = "root:x:0:\n";
    if (user != 0)
        users += "app:x:" + id + ":" + std::to_string(group) + "::/tmp:/bin/sh\n";
    if (group != 0)
        groups += "app:x:" + std::to_string(group) + ":\n";
    const QString etc = pod(uid) + u"/etc/"_s;
    if (!writeText(etc + u"hostname"_s, hostName + "\n") || !writeText(etc + u"passwd-"_s + text(id), users)
        || !writeText(etc + u"group-%1"_s.arg(group), groups) || !writeText(etc + u"resolv.conf"_s, ""))
        return base::fail(base::ErrorKind::Io, u"could not write"_s, etc);
    return {};
}

void PodFolders::writeHosts(const std::string &uid, const std::string &content) const {
    (void)writeText(hosts(uid), content);
}

std::vector<ViewMount> PodFolders::mounts(
    const ObjectStore &store, const Json &pod, const Json &container, const Environment &environment) const {
    std::vector<ViewMount> result;
    bool account = false;
    const Json &annotations = field(pod, "metadata.annotations");
    const long long left = annotations.is_object() ? static_cast<long long>(quantityOf(annotations.value(claimSpaceKey, Json())).value_or(0)) : 0;
    for (const auto &mount : itemsAt(container, "volumeMounts")) {
        QString source = sourceOf(store, pod, textAt(mount, "name"));
        const std::string below = textAt(mount, "subPath", expanded(textAt(mount, "subPathExpr"), environment));
        if (!below.empty()) {
            source += u'/' + text(below);
            if (!QFile::exists(source)) // as a kubelet: a folder
                (void)folder(source, 0777);
            source = QFileInfo(source).canonicalFilePath(); // not the link that a change of the ConfigMap turns: such a mount never changes
        }
        const std::string target = textAt(mount, "mountPath");
        account = account || target == accountFolder;
        ViewMount seen{source.toStdString(), target, flagAt(mount, "readOnly")};
        if (left > 0 && !seen.readOnly && isClaim(pod, textAt(mount, "name")))
            seen.space = spaceTaken(source) + left;
        result.push_back(std::move(seen));
    }
    if (!account && wantsAccountToken(store, pod))
        result.push_back({volume(uidOf(pod), accountVolumeName).toStdString(), accountFolder, true});
    return result;
}

void PodFolders::removePod(const std::string &uid) const {
    QDir(pod(uid)).removeRecursively();
}

void PodFolders::removeStrays(const ObjectStore &store) const {
    QSet<QString> kept;
    for (const auto &object : store.list("pods"))
        kept.insert(text(uidOf(*object)));
    for (const auto &volume : store.list("persistentvolumes"))
        kept.insert(text(nameOf(*volume)));
    for (const QString &parent : {m_root + u"/pods"_s, m_root + u"/volumes"_s}) {
        for (const auto &name : QDir(parent).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            if (!kept.contains(name))
                QDir(parent + u'/' + name).removeRecursively();
        }
    }
}

} // namespace sandbox
