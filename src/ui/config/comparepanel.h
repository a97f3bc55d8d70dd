// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between a file and what the operator chooses: the file as it is saved, its objects in another environment, or the live ones.
#pragma once

#include "config/set/set.h"
#include "kube/rows.h"
#include "models/config/comparison.h"
#include "ui/config/liveobjects.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QPushButton;

namespace ui {

class DifferenceView;
class OpenFile;
class SecondaryLabel;
class Workspace;

class ComparePanel : public QWidget {
    Q_OBJECT
public:
    /// Where live objects are asked for.
    struct Cluster {
        kube::Client *client = nullptr;
        QString environment; // its name
        QString folder;      // its manifests
        QString ns;          // for objects that name none; empty: the client's
        QString why;         // there is no connection; empty: there is
    };
    explicit ComparePanel(Workspace &workspace, QWidget *parent = nullptr);

    void setFile(OpenFile *file);
    void setCluster(const Cluster &cluster);
    /// The file's text, the set or the connection is another; nothing is asked for.
    void refresh();
    /// To be called when the panel comes into sight: asks the cluster where it was chosen and has not been asked for this file.
    void open();

    /// The saved file is 0; nothing happens where there is no such choice.
    void choose(int item);
    [[nodiscard]] QComboBox *chooser() const { return m_chooser; }
    [[nodiscard]] DifferenceView *view() const { return m_view; }
    [[nodiscard]] LiveObjects &live() { return m_live; }
    /// What is said of the comparison: its sides, what is missing there, its age.
    [[nodiscard]] QString note() const;

private:
    struct Choice {
        QString title;
        QString data; // what it stands for
        QString toolTip;
        bool enabled = true;
        bool operator==(const Choice &) const = default;
    };
    void build();
    [[nodiscard]] QList<Choice> choices() const;
    void fillChooser();
    void onChosen();
    void onButton();
    void ask();
    void compareSaved();
    void compareScope(const config::Scope &scope);
    void compareLive();
    void showObjects(const models::Comparison &made, const config::Scope *home, const QString &other, const QString &nothing);
    void setNote(QStringList sentences); // empty ones are left out
    [[nodiscard]] QString approximation(const config::Scope *scope) const;
    void updateButton();
    [[nodiscard]] const config::File *known() const;
    [[nodiscard]] const config::Scope *chosenScope() const;
    [[nodiscard]] const config::Scope *home() const;
    [[nodiscard]] const config::Scope *liveHome() const;
    [[nodiscard]] bool isLive() const;
    [[nodiscard]] QString nameOf(const config::Scope &scope) const;
    [[nodiscard]] kube::ObjectRef refOf(const config::Object &object) const;

    Workspace &m_workspace;
    QPointer<OpenFile> m_file;
    Cluster m_cluster;
    LiveObjects m_live;
    QList<Choice> m_choices; // that the chooser shows
    QComboBox *m_chooser;
    QPushButton *m_button;
    SecondaryLabel *m_note;
    DifferenceView *m_view;
};

} // namespace ui
