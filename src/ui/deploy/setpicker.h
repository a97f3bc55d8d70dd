// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which set of manifests: those found under the environment's folder, or any other folder.
#pragma once

#include <QFutureWatcher>
#include <QStringList>
#include <QWidget>

class QComboBox;
class QToolButton;

namespace ui {

class SetPicker : public QWidget {
    Q_OBJECT
public:
    explicit SetPicker(QWidget *parent = nullptr);

    /// Looks for sets under the folder; preferred: a folder's name that is chosen where there is one ("sandbox").
    void setFolder(const QString &folder, const QStringList &preferred);
    [[nodiscard]] QString folder() const { return m_folder; }
    /// The folder is still being looked through.
    [[nodiscard]] bool searching() const { return m_searching; }
    [[nodiscard]] QString current() const;
    void setCurrent(const QString &path);
    void chooseFolder();

Q_SIGNALS:
    /// The folder has been searched; sets may be empty.
    void found(const QStringList &sets);
    void chosen(const QString &path);

private:
    void onFound();
    void add(const QString &path);

    QString m_folder;
    QStringList m_preferred;
    QComboBox *m_sets;
    QToolButton *m_open;
    QFutureWatcher<QStringList> m_search;
    bool m_searching = false;
};

} // namespace ui
