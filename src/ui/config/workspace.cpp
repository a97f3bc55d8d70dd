// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/workspace.h"

#include "ui/config/openfile.h"

#include <QDir>
#include <QFileInfo>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int watchedAtMost = 2'000;
constexpr int burst = 400; // milliseconds
} // namespace

QString workspaceFolder(const QString &manifests) {
    for (QDir dir(manifests); !manifests.isEmpty(); ) {
        if (dir.dirName() == "manifests"_L1)
            return dir.absolutePath();
        if (!dir.cdUp())
            break;
    }
    return manifests.isEmpty() ? QString() : QDir(manifests).absolutePath();
}

Workspace::Workspace(QObject *parent) : QObject(parent) {
    m_reload.setSingleShot(true);
    m_reload.setInterval(burst);
    connect(&m_reload, &QTimer::timeout, &m_checker, &models::Checker::reload);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &Workspace::onFileChanged);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_reload.start(); });
    connect(&m_checker, &models::Checker::checkedChanged, this, &Workspace::watchSet);
}

Workspace::~Workspace() = default;

void Workspace::setFolder(const QString &folder) {
    if (folder == m_checker.folder())
        return;
    for (auto file = m_files.begin(); file != m_files.end();) {
        if (file.value()->isModified()) {
            ++file;
            continue;
        }
        m_highlighters.remove(file.value());
        file.value()->deleteLater();
        file = m_files.erase(file);
    }
    if (const QStringList watched = m_watcher.files() + m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    m_checker.open(folder);
}

const config::Set *Workspace::set() const { return checked() ? checked()->set.get() : nullptr; }

const config::RuleInfo *Workspace::rule(const std::string &id) const {
    if (!m_checker.validator())
        return nullptr;
    const auto rules = m_checker.validator()->rules();
    const auto found = std::ranges::find(rules, id, &config::RuleInfo::id);
    return found == rules.end() ? nullptr : &*found;
}

std::vector<config::Finding> Workspace::findings(const QString &path) const {
    std::vector<config::Finding> found;
    if (checked())
        std::ranges::copy_if(checked()->findings, std::back_inserter(found), [&](const config::Finding &finding) { return finding.file == path; });
    return found;
}

OpenFile *Workspace::open(const QString &path, base::Error *why) {
    if (OpenFile *known = find(path))
        return known;
    auto file = std::make_unique<OpenFile>(path, this);
    if (const auto read = file->read(); !read) {
        if (why)
            *why = read.error();
        return nullptr;
    }
    auto *highlighter = m_highlighting.attach(file->document(), path);
    m_highlighting.setDark(highlighter, m_dark);
    m_highlighters.insert(file.get(), highlighter);
    m_files.insert(path, file.get());
    follow(file.get());
    return file.release(); // this is its parent
}

void Workspace::follow(OpenFile *file) {
    connect(file, &OpenFile::textChanged, this, [this, file] { m_checker.setText(file->path(), file->text()); });
    connect(file, &OpenFile::modifiedChanged, this, &Workspace::modifiedChanged);
    connect(file, &OpenFile::conflictChanged, this, [this, file] { Q_EMIT conflictChanged(file); });
    connect(file, &OpenFile::reloaded, this, [this, file] { Q_EMIT reloadedFromDisk(file); });
    m_watcher.addPath(file->path());
    const config::File *known = set() ? set()->file(file->path()) : nullptr;
    if (known && known->document->text() != file->text())
        m_checker.setText(file->path(), file->text()); // a byte order mark or other line ends: places must be those of the editor
}

config::FileKind Workspace::kindOf(const OpenFile &file) const {
    const config::File *known = set() ? set()->file(file.path()) : nullptr;
    return known ? known->kind : config::recognise(file.parsed());
}

QSet<QString> Workspace::modified() const {
    QSet<QString> paths;
    for (const OpenFile *file : m_files) {
        if (file->isModified())
            paths.insert(file->path());
    }
    return paths;
}

bool Workspace::isCurrent(const OpenFile &file) const {
    const config::File *known = set() ? set()->file(file.path()) : nullptr;
    return known && known->document->text() == file.text();
}

bool Workspace::applyFix(const config::Finding &finding) {
    OpenFile *file = open(finding.file);
    if (!file || !finding.fix || !isCurrent(*file) || !file->whyReadOnly().isEmpty())
        return false;
    file->apply(finding.fix->edits);
    return true;
}

base::Status Workspace::apply(const config::Document &document, std::span<const config::Edit> edits) {
    base::Error why;
    OpenFile *file = open(document.path(), &why);
    if (!file)
        return std::unexpected(std::move(why));
    if (!file->whyReadOnly().isEmpty())
        return base::fail(base::ErrorKind::Forbidden, file->whyReadOnly(), file->path());
    if (file->text() != document.text())
        return base::fail(base::ErrorKind::Conflict, tr("the text has changed since it was compared; try again in a moment"), file->path());
    file->apply(edits);
    return {};
}

base::Status Workspace::save(OpenFile &file) {
    if (file.hasConflict())
        return base::fail(base::ErrorKind::Conflict, tr("another program has changed the file; choose first whose text stands"), file.path());
    const auto saved = file.save();
    if (saved)
        m_checker.clearText(file.path(), file.text());
    m_watcher.addPath(file.path()); // it is another file of the same name now
    return saved;
}

base::Status Workspace::saveAll() {
    for (OpenFile *file : std::as_const(m_files)) {
        if (!file->isModified())
            continue;
        if (const auto saved = save(*file); !saved)
            return saved;
    }
    return {};
}

void Workspace::setDark(bool dark) {
    if (dark == m_dark)
        return;
    m_dark = dark;
    for (KSyntaxHighlighting::SyntaxHighlighter *highlighter : std::as_const(m_highlighters))
        m_highlighting.setDark(highlighter, dark);
}

void Workspace::watchSet() {
    if (!set())
        return;
    QStringList paths;
    QSet<QString> folders;
    for (const config::File &file : set()->files()) {
        const QString path = file.document->path();
        folders.insert(QFileInfo(path).path());
        if (paths.size() < watchedAtMost)
            paths << path;
    }
    const QStringList watchedFiles = m_watcher.files();
    const QStringList watchedFolders = m_watcher.directories();
    const QSet<QString> watched(watchedFiles.begin(), watchedFiles.end());
    paths.removeIf([&](const QString &path) { return watched.contains(path); });
    for (const QString &folder : std::as_const(folders)) {
        if (!watchedFolders.contains(folder) && paths.size() < 2 * watchedAtMost)
            paths << folder;
    }
    if (!paths.isEmpty())
        m_watcher.addPaths(paths);
}

void Workspace::onFileChanged(const QString &path) {
    m_watcher.addPath(path); // programs that save by replacing end the watch
    if (OpenFile *file = find(path))
        return file->checkDisk();
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && file.size() < 8 * 1024 * 1024)
        m_checker.clearText(path, file.readAll().toStdString());
    else
        m_reload.start();
}

} // namespace ui
