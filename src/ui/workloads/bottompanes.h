// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pane below the tables, shown while something is open in it: a tab for each log, each shell, and one for the forwarded ports.
#pragma once

#include "kube/rows.h"
#include "kube/session.h"
#include "ui/workloads/terminal.h"

#include <QPointer>
#include <QTabWidget>

namespace ui {

class BottomPane;
class ForwardPane;
class LogPane;
class ShellPane;
class TaskList;

class BottomPanes : public QTabWidget {
    Q_OBJECT
public:
    explicit BottomPanes(QWidget *parent = nullptr);

    /// Null: nothing more comes. Another environment's panes are closed.
    void setSession(kube::Session *session, TaskList *tasks);
    /// Without asking any of them.
    void closeAll();
    /// The one that is there for this object comes to the front.
    LogPane *openLogs(const kube::ObjectRef &target, bool previous);
    [[nodiscard]] LogPane *logs(const kube::ObjectRef &target) const;
    /// With the object's ports to choose from; there is one for all.
    ForwardPane *openForwards(const kube::ObjectRef &target);
    [[nodiscard]] ForwardPane *forwards() const;
    /// A new one each time.
    ShellPane *openShell(const kube::ObjectRef &pod);
    /// What shows shells; without one they say that it is missing.
    void setTerminalMaker(TerminalMaker maker) { m_makeTerminal = std::move(maker); }
    /// False where nothing is open that can be searched.
    bool focusFilter();
    /// What is seen is there.
    [[nodiscard]] bool settled() const;

Q_SIGNALS:
    void emptied();
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] BottomPane *paneAt(int index) const;
    void addPane(BottomPane *pane, const QString &title);
    void bringUp(BottomPane *pane);
    void askToClose(int index);
    void closePane(int index);

    QPointer<kube::Session> m_session;
    TerminalMaker m_makeTerminal;
    TaskList *m_tasks = nullptr;
};

} // namespace ui
