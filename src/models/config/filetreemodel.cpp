// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/filetreemodel.h"

#include "models/config/words.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

QString platformTitle(config::Platform platform) {
    switch (platform) {
    case config::Platform::Kubernetes: return u"Kubernetes"_s;
    case config::Platform::Compose: return u"Docker Compose"_s;
    case config::Platform::StreamlitCloud: return u"Streamlit Cloud"_s;
    case config::Platform::Heroku: return u"Heroku"_s;
    case config::Platform::AppRunner: return u"AWS App Runner"_s;
    case config::Platform::Ecs: return u"AWS ECS Fargate"_s;
    case config::Platform::Ec2: return u"AWS EC2"_s;
    case config::Platform::Beanstalk: return u"AWS Elastic Beanstalk"_s;
    case config::Platform::CloudRun: return u"Google Cloud Run"_s;
    case config::Platform::Gke: return u"Google GKE"_s;
    case config::Platform::ComputeEngine: return u"Google Compute Engine"_s;
    case config::Platform::AppEngine: return u"Google App Engine"_s;
    case config::Platform::CloudBuild: return u"Google Cloud Build"_s;
    case config::Platform::GithubActions: return u"GitHub Actions"_s;
    case config::Platform::Monitoring: return configTr("Monitoring");
    case config::Platform::Image: return configTr("Images");
    case config::Platform::Environment: return configTr("Environment files");
    case config::Platform::Other: break;
    }
    return configTr("Other files");
}

FileTreeModel::FileTreeModel(QObject *parent) : QAbstractItemModel(parent) {}

void FileTreeModel::setFiles(QList<Entry> files, const QString &root) {
    std::ranges::stable_sort(files, [](const Entry &a, const Entry &b) { return std::tie(a.platform, a.path) < std::tie(b.platform, b.path); });
    if (files == m_files && root == m_root)
        return;
    m_files = std::move(files);
    m_root = root;
    rebuild();
}

void FileTreeModel::setFilter(const QString &text) {
    if (text == m_filter)
        return;
    m_filter = text;
    rebuild();
}

void FileTreeModel::setCounts(const QHash<QString, FindingCounts> &counts) {
    if (counts == m_counts)
        return;
    m_counts = counts;
    count();
}

void FileTreeModel::setModified(const QSet<QString> &paths) {
    if (paths == m_modified)
        return;
    m_modified = paths;
    count();
}

int FileTreeModel::add(Branch branch) {
    const int number = static_cast<int>(m_branches.size());
    (branch.parent < 0 ? m_top : m_branches[static_cast<std::size_t>(branch.parent)].children).append(number);
    m_branches.push_back(std::move(branch));
    return number;
}

int FileTreeModel::branchFor(config::Platform platform) {
    for (const int each : std::as_const(m_top)) {
        if (m_branches[static_cast<std::size_t>(each)].platform == platform)
            return each;
    }
    return add({platformTitle(platform), {}, platform, -1, {}, {}, false});
}

int FileTreeModel::folderBelow(int parent, const QString &title) {
    const Branch &above = m_branches[static_cast<std::size_t>(parent)];
    for (const int each : above.children) {
        const Branch &child = m_branches[static_cast<std::size_t>(each)];
        if (child.path.isEmpty() && child.title == title)
            return each;
    }
    return add({title, {}, above.platform, parent, {}, {}, false});
}

void FileTreeModel::addFile(const Entry &entry, const QString &below) {
    int parent = branchFor(entry.platform);
    const QStringList parts = below.split(u'/');
    if (parts.size() > 1)
        parent = folderBelow(parent, QStringList(parts.mid(0, parts.size() - 1)).join(u'/'));
    m_byPath.insert(entry.path, add({parts.last(), entry.path, entry.platform, parent, {}, {}, false}));
    ++m_shown;
}

/// The folders that all files of a platform have in common are the platform's own: they say nothing in the tree.
[[nodiscard]] static QString commonFolder(const QStringList &paths) {
    QStringList common = paths.first().split(u'/');
    common.removeLast();
    for (const QString &path : paths) {
        const QStringList parts = path.split(u'/');
        qsizetype same = 0;
        while (same < std::min(common.size(), parts.size() - 1) && common.at(same) == parts.at(same))
            ++same;
        common.resize(same);
    }
    return common.isEmpty() ? QString() : common.join(u'/') + u'/';
}

void FileTreeModel::rebuild() {
    beginResetModel();
    m_branches.clear();
    m_top.clear();
    m_byPath.clear();
    m_shown = 0;
    const QDir root(m_root);
    QMap<config::Platform, QStringList> paths;
    for (const Entry &entry : std::as_const(m_files))
        paths[entry.platform] << root.relativeFilePath(entry.path);
    QMap<config::Platform, QString> common;
    for (auto it = paths.cbegin(); it != paths.cend(); ++it)
        common.insert(it.key(), commonFolder(it.value()));
    for (const Entry &entry : std::as_const(m_files)) {
        const QString below = root.relativeFilePath(entry.path);
        if (m_filter.isEmpty() || below.contains(m_filter, Qt::CaseInsensitive) || platformTitle(entry.platform).contains(m_filter, Qt::CaseInsensitive))
            addFile(entry, below.mid(common.value(entry.platform).size()));
    }
    count();
    endResetModel();
}

void FileTreeModel::count() {
    for (Branch &branch : m_branches) {
        branch.counts = branch.path.isEmpty() ? FindingCounts() : m_counts.value(branch.path);
        branch.modified = !branch.path.isEmpty() && m_modified.contains(branch.path);
    }
    for (auto branch = m_branches.rbegin(); branch != m_branches.rend(); ++branch) { // children stand behind their parents
        if (branch->parent < 0)
            continue;
        Branch &parent = m_branches[static_cast<std::size_t>(branch->parent)];
        parent.counts.errors += branch->counts.errors;
        parent.counts.warnings += branch->counts.warnings;
        parent.counts.infos += branch->counts.infos;
        parent.modified = parent.modified || branch->modified;
    }
    const auto announce = [this](auto &&self, const QModelIndex &parent) -> void {
        if (const int rows = rowCount(parent); rows > 0) {
            Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, 0, parent));
            for (int row = 0; row < rows; ++row)
                self(self, index(row, 0, parent));
        }
    };
    announce(announce, {});
}

QModelIndex FileTreeModel::indexOf(const QString &path) const {
    const auto found = m_byPath.constFind(path);
    if (found == m_byPath.cend())
        return {};
    const Branch &branch = m_branches[static_cast<std::size_t>(*found)];
    const QList<int> &siblings = branch.parent < 0 ? m_top : m_branches[static_cast<std::size_t>(branch.parent)].children;
    return createIndex(static_cast<int>(siblings.indexOf(*found)), 0, static_cast<quintptr>(*found));
}

const QList<int> &FileTreeModel::childrenOf(const QModelIndex &parent) const {
    return parent.isValid() ? m_branches[parent.internalId()].children : m_top;
}

QModelIndex FileTreeModel::index(int row, int column, const QModelIndex &parent) const {
    const QList<int> &children = childrenOf(parent);
    if (row < 0 || row >= children.size() || column != 0)
        return {};
    return createIndex(row, 0, static_cast<quintptr>(children.at(row)));
}

QModelIndex FileTreeModel::parent(const QModelIndex &child) const {
    if (!child.isValid())
        return {};
    const int parent = m_branches[child.internalId()].parent;
    if (parent < 0)
        return {};
    const int above = m_branches[static_cast<std::size_t>(parent)].parent;
    const QList<int> &siblings = above < 0 ? m_top : m_branches[static_cast<std::size_t>(above)].children;
    return createIndex(static_cast<int>(siblings.indexOf(parent)), 0, static_cast<quintptr>(parent));
}

int FileTreeModel::rowCount(const QModelIndex &parent) const { return static_cast<int>(childrenOf(parent).size()); }

int FileTreeModel::columnCount(const QModelIndex &) const { return 1; }

QVariant FileTreeModel::data(const QModelIndex &index, int role) const {
    if (!index.isValid())
        return {};
    const Branch &branch = m_branches[index.internalId()];
    switch (role) {
    case Qt::DisplayRole: return branch.title;
    case Qt::ToolTipRole: return u"%1\n%2"_s.arg(branch.path.isEmpty() ? branch.title : QDir(m_root).relativeFilePath(branch.path), countsText(branch.counts));
    case Qt::AccessibleTextRole:
        return branch.modified ? configTr("%1, %2, not saved").arg(branch.title, countsText(branch.counts)) : u"%1, %2"_s.arg(branch.title, countsText(branch.counts));
    case PathRole: return branch.path;
    case PlatformRole: return static_cast<int>(branch.platform);
    case ErrorsRole: return branch.counts.errors;
    case WarningsRole: return branch.counts.warnings;
    case InfosRole: return branch.counts.infos;
    case ModifiedRole: return branch.modified;
    default: return {};
    }
}

} // namespace models
