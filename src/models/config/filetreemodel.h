// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a set by platform and folder, each with what is wrong below it.
#pragma once

#include "config/set/platform.h"
#include "models/config/findingmodel.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <deque>

namespace models {

/// "Docker Compose", as the platform's makers write it.
[[nodiscard]] QString platformTitle(config::Platform platform);

class FileTreeModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum TreeRole {
        PathRole = Qt::UserRole + 200, // absolute; empty for platforms and folders
        PlatformRole,                  // int of config::Platform
        ErrorsRole,
        WarningsRole,
        InfosRole,
        ModifiedRole, // bool
    };
    struct Entry {
        QString path; // absolute
        config::Platform platform = config::Platform::Other;
        bool operator==(const Entry &) const = default;
    };

    explicit FileTreeModel(QObject *parent = nullptr);

    void setFiles(QList<Entry> files, const QString &root);
    void setCounts(const QHash<QString, FindingCounts> &counts);
    void setModified(const QSet<QString> &paths);
    /// Files whose path holds the text.
    void setFilter(const QString &text);
    [[nodiscard]] int fileCount() const { return static_cast<int>(m_files.size()); }
    [[nodiscard]] int shownFiles() const { return m_shown; }
    /// Invalid where it is not shown.
    [[nodiscard]] QModelIndex indexOf(const QString &path) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Branch {
        QString title;
        QString path; // of a file
        config::Platform platform = config::Platform::Other;
        int parent = -1;
        QList<int> children;
        FindingCounts counts;
        bool modified = false;
    };
    void rebuild();
    [[nodiscard]] int branchFor(config::Platform platform);
    [[nodiscard]] int folderBelow(int parent, const QString &title);
    int add(Branch branch);
    void addFile(const Entry &entry, const QString &below);
    void count();
    [[nodiscard]] const QList<int> &childrenOf(const QModelIndex &parent) const;

    QList<Entry> m_files;
    QString m_root;
    QString m_filter;
    QHash<QString, FindingCounts> m_counts;
    QSet<QString> m_modified;
    std::deque<Branch> m_branches;
    QList<int> m_top;
    QHash<QString, int> m_byPath;
    int m_shown = 0;
};

} // namespace models
