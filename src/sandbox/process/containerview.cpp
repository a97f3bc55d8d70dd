// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/containerview.h"

#include <QProcess>
#include <QStandardPaths>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

/// Of the system's /etc: what programs need to run, and nothing that says who else lives here.
constexpr const char *systemFiles[] = {"/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/nsswitch.conf", "/etc/host.conf",
    "/etc/gai.conf", "/etc/protocols", "/etc/services", "/etc/ssl", "/etc/ca-certificates", "/etc/pki", "/etc/localtime", "/etc/timezone",
    "/etc/alternatives", "/etc/mime.types", "/etc/bash.bashrc", "/etc/profile", "/etc/os-release", "/etc/debian_version",
    "/etc/postgresql-common"};

void add(Words &words, std::initializer_list<std::string> more) {
    words.insert(words.end(), more);
}

void addSystem(Words &words) {
    add(words, {"--ro-bind", "/usr", "/usr"});
    std::error_code ignored;
    for (const char *name : {"/bin", "/sbin", "/lib", "/lib32", "/lib64"}) {
        if (fs::is_symlink(name, ignored))
            add(words, {"--symlink", fs::read_symlink(name, ignored).string(), name});
        else if (fs::is_directory(name, ignored))
            add(words, {"--ro-bind", name, name});
    }
    for (const char *file : systemFiles)
        add(words, {"--ro-bind-try", file, file});
    add(words, {"--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--dir", "/tmp", "--dir", "/run/postgresql", "--dir", "/root",
        "--dir", "/var/lib", "--perms", "1777", "--dir", "/var/tmp", "--symlink", "../run", "/var/run"});
}

/// /var/run is a link; bubblewrap wants the place itself.
std::string place(const std::string &target) {
    const std::string normal = fs::path(target).lexically_normal().string();
    return normal == "/var/run" || normal.starts_with("/var/run/") ? normal.substr(4) : normal;
}

/// Where the source of a mount with a space of its own is seen.
std::string originOf(std::size_t index) {
    return "/run/claims/" + std::to_string(index);
}

void addMount(Words &words, const ViewMount &mount, std::size_t index) {
    if (mount.space == 0)
        return add(words, {mount.readOnly ? "--ro-bind" : "--bind", mount.source, place(mount.target)});
    add(words, {"--ro-bind", mount.source, originOf(index)});
    add(words, {"--perms", "0777", "--size", std::to_string(mount.space), "--tmpfs", place(mount.target)});
}

std::vector<ViewMount> outerFirst(std::vector<ViewMount> mounts) {
    std::ranges::stable_sort(mounts, {}, [](const ViewMount &mount) { return place(mount.target); });
    return mounts;
}

/// Below the read-only /usr a mount point cannot be made: its nearest folder is laid open, as one whose entries are mounted one by one.
void addOpened(Words &words, const std::vector<ViewMount> &mounts) {
    std::set<std::string> opened; // in order: outer ones first
    std::error_code ignored;
    for (const auto &mount : mounts) {
        fs::path path = place(mount.target);
        if (!path.string().starts_with("/usr/") || fs::exists(path, ignored))
            continue;
        while (!fs::exists(path, ignored))
            path = path.parent_path();
        opened.insert(path.string());
    }
    for (const auto &folder : opened) {
        add(words, {"--tmpfs", folder});
        for (const auto &entry : fs::directory_iterator(folder, ignored)) {
            const std::string name = entry.path().string();
            if (entry.is_symlink(ignored))
                add(words, {"--symlink", fs::read_symlink(entry.path(), ignored).string(), name});
            else
                add(words, {"--ro-bind", name, name});
        }
    }
}

} // namespace

std::vector<std::string> viewArguments(const ContainerView &view) {
    Words words{"--die-with-parent", "--unshare-user", "--uid", std::to_string(view.user), "--gid", std::to_string(view.group),
        "--unshare-pid", "--as-pid-1", "--unshare-ipc", "--unshare-uts", "--hostname", view.hostName};
    addSystem(words);
    addOpened(words, view.mounts);
    const auto mounts = outerFirst(view.mounts);
    for (std::size_t i = 0; i < mounts.size(); ++i)
        addMount(words, mounts[i], i);
    if (view.readOnlyRoot)
        add(words, {"--remount-ro", "/"});
    add(words, {"--chdir", view.workingFolder});
    return words;
}

Words viewCommand(const ContainerView &view, Words command) {
    const auto mounts = outerFirst(view.mounts);
    Words places;
    for (std::size_t i = 0; i < mounts.size(); ++i) {
        if (mounts[i].space > 0)
            add(places, {originOf(i) + "/.", place(mounts[i].target)});
    }
    if (places.empty())
        return command;
    Words words{"/bin/sh", "-c", "n=$1; shift; while [ $n -gt 0 ]; do cp -a \"$1\" \"$2\" || exit; shift 2; n=$((n - 2)); done; exec \"$@\"", "sh",
        std::to_string(places.size())};
    words.insert(words.end(), places.begin(), places.end());
    words.insert(words.end(), command.begin(), command.end());
    return words;
}

bool programExists(const std::string &program, const std::string &path) {
    if (program.contains('/'))
        return true;
    std::istringstream folders(path);
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (::access((folder + "/" + program).c_str(), X_OK) == 0)
            return true;
    }
    return false;
}

std::string viewProblem() {
    const QString program = QStandardPaths::findExecutable(u"bwrap"_s);
    if (program.isEmpty())
        return "bubblewrap (the program bwrap) is not installed";
    QStringList arguments;
    for (const auto &word : viewArguments({1000, 1000, "try", "/", false, {}}))
        arguments.append(QString::fromStdString(word));
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments + QStringList{u"/bin/true"_s});
    if (!process.waitForFinished(20000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return "bubblewrap does not work here: " + process.readAll().trimmed().toStdString();
    return {};
}

} // namespace sandbox
