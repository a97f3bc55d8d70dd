// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the configuration page works on: a folder that is checked all the time, the files that are open in it, and what other programs do to them.
#pragma once

#include "models/config/checker.h"
#include "models/config/places.h"
#include "ui/config/editor/highlighting.h"

#include <QFileSystemWatcher>
#include <QMap>
#include <QSet>

namespace KSyntaxHighlighting {
class SyntaxHighlighter;
}

namespace ui {

class OpenFile;

/// The folder that belongs to a folder of manifests: the nearest "manifests" above or at it, where every platform is; else itself.
[[nodiscard]] QString workspaceFolder(const QString &manifests);

class Workspace : public QObject {
    Q_OBJECT
public:
    explicit Workspace(QObject *parent = nullptr);
    ~Workspace() override;

    /// Files that are open and not saved stay open whatever folder comes.
    void setFolder(const QString &folder);
    [[nodiscard]] QString folder() const { return m_checker.folder(); }
    [[nodiscard]] models::Checker &checker() { return m_checker; }
    [[nodiscard]] const models::CheckedPtr &checked() const { return m_checker.checked(); }
    /// Null before the first check.
    [[nodiscard]] const config::Set *set() const;
    [[nodiscard]] const config::RuleInfo *rule(const std::string &id) const;
    [[nodiscard]] std::vector<config::Finding> findings(const QString &path) const;

    /// Null where it cannot be read; why says it.
    [[nodiscard]] OpenFile *open(const QString &path, base::Error *why = nullptr);
    [[nodiscard]] OpenFile *find(const QString &path) const { return m_files.value(path); }
    [[nodiscard]] config::FileKind kindOf(const OpenFile &file) const;
    [[nodiscard]] QSet<QString> modified() const;
    /// Whether what was found is of the text as it stands now.
    [[nodiscard]] bool isCurrent(const OpenFile &file) const;
    /// False where the text has changed since the finding: it will be found anew.
    bool applyFix(const config::Finding &finding);
    /// Edits of a document of the set, as one step of undo. Conflict where the text has changed since it was read.
    [[nodiscard]] base::Status apply(const config::Document &document, std::span<const config::Edit> edits);
    [[nodiscard]] base::Status save(OpenFile &file);
    [[nodiscard]] base::Status saveAll();
    void setDark(bool dark);

    /// For a place of a text: what could be written there, what stands there (rich text), and what a name there refers to.
    [[nodiscard]] std::vector<config::Completion> complete(const OpenFile &file, int position) const;
    [[nodiscard]] QString explain(const OpenFile &file, int position) const;
    [[nodiscard]] std::optional<models::Target> target(const OpenFile &file, int position) const;

Q_SIGNALS:
    void modifiedChanged();
    void conflictChanged(ui::OpenFile *file);
    void reloadedFromDisk(ui::OpenFile *file);

private:
    void follow(OpenFile *file);
    void onFileChanged(const QString &path);
    void watchSet();
    [[nodiscard]] std::shared_ptr<const config::Schemas> schemas() const; // shared: the validator keeps the last ones for its next run

    models::Checker m_checker;
    Highlighting m_highlighting;
    QFileSystemWatcher m_watcher;
    QTimer m_reload; // folders change in bursts
    QMap<QString, OpenFile *> m_files;
    QHash<OpenFile *, KSyntaxHighlighting::SyntaxHighlighter *> m_highlighters;
    bool m_dark = false;
};

} // namespace ui
