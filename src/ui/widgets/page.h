// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the shell knows of a page, and what a page is given to work with.
#pragma once

#include "environment/environment.h"
#include "kube/rows.h"
#include "kube/session.h"

#include <QAction>
#include <QList>
#include <QWidget>

namespace ui {

class TaskList;

/// Non-owning; valid until the next setContext. client and session are null while there is no way to reach the cluster.
struct PageContext {
    environment::Environment environment;
    kube::Client *client = nullptr;
    kube::Session *session = nullptr;
    TaskList *tasks = nullptr; // long work goes here: the status bar shows it and lets it be cancelled
};

struct KeyHelp {
    QString keys; // "Ctrl+R"
    QString text; // "Restart the selected workload"
};

/// A page is built when it is first shown. The shell then calls setContext at once, and again whenever the environment or its session
/// changes; the pointers of the context before must not be used any more. Everything a page shows comes from the context.
class Page : public QWidget {
    Q_OBJECT
public:
    /// id: stable lower-case name ("overview"), as --page takes it. icon: a name for ui::icon().
    Page(QString id, QString title, QString icon, QWidget *parent = nullptr);
    ~Page() override;

    [[nodiscard]] QString id() const { return m_id; }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString iconName() const { return m_icon; }
    /// One line in words with numbers: "15 of 15 pods ready; api at 3 of 3–10".
    [[nodiscard]] QString summary() const { return m_summary; }
    /// One to three, shown as buttons in the page's header and in the command palette. The first is the main one.
    [[nodiscard]] QList<QAction *> pageActions() const { return m_actions; }
    /// True while what is shown is live data, all of it there: a picture may be taken.
    [[nodiscard]] bool settled() const { return m_settled; }

    virtual void setContext(const PageContext &context) = 0;
    /// How fresh the session's rows are; called on every change, and after setContext. The shell shows the banner; the page greys its data
    /// while the state is Offline.
    virtual void setConnection(const kube::Connection &connection);
    /// F5: ask now.
    virtual void refresh();
    /// Shown in the pane at the right, the same place on every page; null where the page has none. Owned by the page until the shell takes it.
    [[nodiscard]] virtual QWidget *detailsWidget();
    /// Ctrl+F and '/': puts the cursor into the page's filter. False where there is none.
    virtual bool focusFilter();
    /// Objects of this page for the command palette.
    [[nodiscard]] virtual QList<kube::ObjectRef> objects() const;
    /// Keys of this page, for '?'.
    [[nodiscard]] virtual QList<KeyHelp> keys() const;
    /// What the page can show besides what it opens with, for pictures of all of it: stable lower-case names.
    [[nodiscard]] virtual QStringList scenes() const;
    /// Empty: what it opens with.
    virtual void showScene(const QString &name);
    /// Columns, filters, splitters; kept per environment by the shell.
    [[nodiscard]] virtual QByteArray saveState() const;
    virtual void restoreState(const QByteArray &state);

public Q_SLOTS:
    /// The selection is shared between pages. Must not emit objectSelected.
    virtual void selectObject(const kube::ObjectRef &ref);

Q_SIGNALS:
    void summaryChanged(const QString &summary);
    void settledChanged(bool settled);
    void actionsChanged();
    void objectSelected(const kube::ObjectRef &ref);
    /// Show the details pane (a row was opened with Enter, a box was clicked).
    void detailsRequested();
    /// Go to another page with this object selected; ref may be empty.
    void pageRequested(const QString &pageId, const kube::ObjectRef &ref);

protected:
    void setSummary(const QString &summary);
    void setSettled(bool settled);
    void setPageActions(const QList<QAction *> &actions);

private:
    QString m_id;
    QString m_title;
    QString m_icon;
    QString m_summary;
    QList<QAction *> m_actions;
    bool m_settled = false;
};

} // namespace ui
