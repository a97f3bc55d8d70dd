// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with the selected object, as actions for the header, the context menu and the keyboard.
#pragma once

#include "ui/widgets/page.h"

#include <QAction>
#include <QObject>
#include <QPointer>

class QMenu;

namespace ui {

class BottomPanes;

class WorkloadCommands : public QObject {
    Q_OBJECT
public:
    /// page gets the keys.
    WorkloadCommands(BottomPanes &panes, QWidget &page);

    void setContext(const PageContext &context);
    void setSelection(const kube::ObjectRef &ref);
    [[nodiscard]] kube::ObjectRef selection() const { return m_ref; }
    /// For the page's header.
    [[nodiscard]] QList<QAction *> mainActions() const { return {m_logs, m_shell, m_forwards}; }
    void fill(QMenu &menu) const;

private:
    void update();
    [[nodiscard]] QAction *add(const QString &text, const QString &keys, void (WorkloadCommands::*run)());
    /// Enabled where why is empty; why not, as the tool tip.
    void allow(QAction &action, const QString &why, const QString &toolTip);
    void openLogs();
    void openPreviousLogs();
    void openForwards();
    void openShell();
    /// The selected pod, or the first ready one of the selected workload; without a name where there is none.
    [[nodiscard]] kube::ObjectRef podOfSelection() const;

    BottomPanes &m_panes;
    QWidget &m_page;
    PageContext m_context;
    QPointer<kube::Session> m_session;
    kube::ObjectRef m_ref;
    QAction *m_logs;
    QAction *m_previousLogs;
    QAction *m_forwards;
    QAction *m_shell;
};

} // namespace ui
