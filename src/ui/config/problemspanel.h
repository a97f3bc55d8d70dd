// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong in the folder, as a list: filter by severity and words, or the shown file alone; a click goes to the place.
#pragma once

#include "models/config/findingmodel.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QStackedLayout;
class QTreeView;

namespace ui {

class EmptyState;
class SearchField;
class SecondaryLabel;
class Workspace;

class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ProblemsPanel(Workspace &workspace, QWidget *parent = nullptr);

    /// For "this file only".
    void setFile(const QString &path);
    /// Selects the finding of that rule and place, where it is listed. Does not emit.
    void select(const config::Finding &finding);
    [[nodiscard]] models::FindingModel &model() { return m_model; }
    [[nodiscard]] QTreeView *view() const { return m_view; }

Q_SIGNALS:
    /// The operator went to a row: go to the place, show why.
    void picked(const config::Finding &finding);
    void opened();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void takeChecked();
    void applyFilter();
    void updateTexts();

    Workspace &m_workspace;
    models::FindingModel m_model;
    QString m_file;
    QComboBox *m_severity;
    QCheckBox *m_onlyFile;
    SearchField *m_field;
    SecondaryLabel *m_count;
    QTreeView *m_view;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    bool m_setting = false;
};

} // namespace ui
