// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Shows which keys of a dotenv file would be taken before any is: what is weak is left out unless the operator wants it all the same.
#pragma once

#include "config/secrets/dotenvimport.h"
#include "models/config/secretlist.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace ui {

class SecretDialogImport : public QDialog {
    Q_OBJECT
public:
    /// file: its name, for sentences. The values stay in the dialog and are never shown.
    SecretDialogImport(const QString &file, config::DotenvImport found, const models::SecretTarget &target, const models::SecretStates &states, QWidget *parent = nullptr);
    ~SecretDialogImport() override;

    using Chosen = std::vector<std::pair<config::SecretName, config::SecretValue>>;
    /// What is ticked; a key that several secrets have goes to each.
    [[nodiscard]] Chosen chosen() const;
    [[nodiscard]] QTreeWidget *list() const { return m_list; }
    [[nodiscard]] QString notes() const; // what of the file is not taken, and what is missing in it
    [[nodiscard]] QString warning() const;

private:
    void build(const QString &file);
    void fill(const models::SecretStates &states);
    void updateWords();

    config::DotenvImport m_found;
    models::SecretTarget m_target;
    QTreeWidget *m_list;
    QLabel *m_notes;
    QLabel *m_warning;
    QPushButton *m_keep;
};

} // namespace ui
