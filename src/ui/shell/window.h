// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The window: rail, bars, the pages and their details, and what belongs to all of them. Knows pages only as ui::Page.
#pragma once

#include "base/error.h"
#include "ui/shell/commandpalette.h"
#include "ui/widgets/page.h"

#include <QHash>
#include <QMainWindow>

#include <functional>

class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace ui {

class Banner;
class LayoutStore;
class PageHeader;
class Rail;
class StatusLine;
class TaskList;
class ThemeController;
class TopBar;

/// A page that is built when it is first shown.
struct PageEntry {
    QString id;
    QString title;
    QString icon;
    std::function<Page *()> make; // without a parent; the window takes it
};

class Window : public QMainWindow {
    Q_OBJECT
public:
    /// All of them must outlive the window.
    Window(ThemeController &theme, TaskList &tasks, LayoutStore &layout);
    ~Window() override;

    void addPage(const PageEntry &entry);
    [[nodiscard]] QStringList pageIds() const;
    [[nodiscard]] QString currentPageId() const { return m_current; }
    /// Null while it was never shown.
    [[nodiscard]] Page *page(const QString &id) const { return m_pages.value(id); }
    void showPage(const QString &id, const kube::ObjectRef &select = {});

    void hideDetails() { showDetails(false); }

    void setEnvironments(const QList<environment::Environment> &environments);
    /// Gives the context to every page that was built. client and session may be null; then setProblem says why.
    void setContext(const PageContext &context);
    /// What the operator must know and no page can say: the kubeconfig cannot be read. Its button is retryRequested.
    void setProblem(const QString &title, const base::Error &error);
    void clearProblem();

Q_SIGNALS:
    void environmentChosen(const QString &name);
    void retryRequested();
    void helpRequested();
    void firstPainted();

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void addShortcuts();
    void addShortcut(const QKeySequence &keys, const std::function<void()> &run);
    [[nodiscard]] Page *ensurePage(const QString &id);
    void connectPage(Page *page);
    void showDetails(bool shown);
    void openPalette();
    [[nodiscard]] QList<Command> commands();
    void addObjectCommands(QList<Command> &commands);
    void onConnectionChanged(const kube::Connection &connection);
    void select(const kube::ObjectRef &ref, const Page *origin);
    void refreshPage();
    void toggleTheme();
    void saveLayout();
    void restoreLayout();

    ThemeController &m_theme;
    TaskList &m_tasks;
    LayoutStore &m_layout;
    QList<PageEntry> m_entries;
    QHash<QString, Page *> m_pages;
    QHash<QString, QScrollArea *> m_details;
    QList<environment::Environment> m_environments;
    PageContext m_context;
    kube::ObjectRef m_selection;
    QString m_current;
    bool m_detailsWanted = false;
    bool m_painted = false;

    QWidget *m_line;
    Rail *m_rail;
    TopBar *m_top;
    PageHeader *m_header;
    Banner *m_banner;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    QStackedWidget *m_detailsStack;
    StatusLine *m_status;
    CommandPalette *m_palette; // null until it is first opened
};

} // namespace ui
