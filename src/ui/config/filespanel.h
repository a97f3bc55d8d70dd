// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the folder by platform, with what is wrong below each, and a filter.
#pragma once

#include "models/config/filetreemodel.h"

#include <QWidget>

class QTreeView;

namespace ui {

class SearchField;
class Workspace;

class FilesPanel : public QWidget {
    Q_OBJECT
public:
    explicit FilesPanel(Workspace &workspace, QWidget *parent = nullptr);

    /// Marks the file as the one that is shown. Does not emit chosen.
    void setCurrent(const QString &path);
    /// As the tree has them.
    [[nodiscard]] QString firstFile() const;
    void focusFilter();
    [[nodiscard]] models::FileTreeModel &model() { return m_model; }
    [[nodiscard]] QTreeView *view() const { return m_view; }

Q_SIGNALS:
    void chosen(const QString &path);

private:
    void takeChecked();
    void applyFilter(const QString &text);
    void expandSome();

    Workspace &m_workspace;
    models::FileTreeModel m_model;
    SearchField *m_field;
    QTreeView *m_view;
    QString m_current;
    bool m_setting = false; // the selection is set by the program
};

} // namespace ui
