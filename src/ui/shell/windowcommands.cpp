// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's keys, and what its command palette offers.
#include "ui/shell/keyhelp.h"
#include "ui/shell/topbar.h"
#include "ui/shell/window.h"
#include "ui/widgets/theme.h"

#include <QShortcut>

using namespace Qt::StringLiterals;

namespace ui {

void Window::addShortcut(const QKeySequence &keys, const std::function<void()> &run) {
    auto *shortcut = new QShortcut(keys, this);
    connect(shortcut, &QShortcut::activated, this, run);
}

void Window::addShortcuts() {
    const auto filter = [this] {
        if (Page *shown = page(m_current))
            shown->focusFilter();
    };
    addShortcut(QKeySequence(u"Ctrl+K"_s), [this] { openPalette(); });
    addShortcut(QKeySequence(u"Ctrl+E"_s), [this] { m_top->openEnvironmentMenu(); });
    addShortcut(QKeySequence(u"/"_s), filter);
    addShortcut(QKeySequence(u"Ctrl+F"_s), filter);
    addShortcut(QKeySequence(u"F5"_s), [this] { refreshPage(); });
    addShortcut(QKeySequence(u"Ctrl+D"_s), [this] { showDetails(!m_detailsWanted); });
    addShortcut(QKeySequence(u"Ctrl+Shift+T"_s), [this] { toggleTheme(); });
    const auto help = [this] {
        const Page *shown = page(m_current);
        auto *dialog = new KeyHelpDialog(shown ? shown->title() : QString(), shown ? shown->keys() : QList<KeyHelp>(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    };
    addShortcut(QKeySequence(u"?"_s), help);
    connect(this, &Window::helpRequested, this, help);
    for (int number = 1; number <= 8; ++number) {
        addShortcut(QKeySequence(u"Ctrl+%1"_s.arg(number)), [this, number] {
            if (number <= m_entries.size())
                showPage(m_entries.at(number - 1).id);
        });
    }
}

void Window::refreshPage() {
    if (m_context.session)
        m_context.session->refresh();
    else
        Q_EMIT retryRequested();
    if (Page *shown = page(m_current))
        shown->refresh();
}

void Window::toggleTheme() { m_theme.setChoice(m_theme.dark() ? ThemeChoice::Light : ThemeChoice::Dark); }

void Window::openPalette() {
    if (!m_palette)
        m_palette = new CommandPalette(this);
    m_palette->open(commands());
}

QList<Command> Window::commands() {
    QList<Command> list;
    for (int i = 0; i < m_entries.size(); ++i)
        list << Command{tr("Go to %1").arg(m_entries.at(i).title), tr("Page"), u"Ctrl+%1"_s.arg(i + 1), [this, id = m_entries.at(i).id] { showPage(id); }};
    if (const Page *shown = page(m_current)) {
        for (QAction *action : shown->pageActions()) {
            if (action->isEnabled() && action->isVisible())
                list << Command{action->text(), tr("Action"), action->shortcut().toString(), [action] { action->trigger(); }};
        }
    }
    list << Command{tr("Refresh now"), tr("Action"), u"F5"_s, [this] { refreshPage(); }};
    list << Command{m_theme.dark() ? tr("Use the light theme") : tr("Use the dark theme"), tr("Action"), u"Ctrl+Shift+T"_s, [this] { toggleTheme(); }};
    list << Command{tr("Follow the system's theme"), tr("Action"), {}, [this] { m_theme.setChoice(ThemeChoice::System); }};
    list << Command{tr("Show the keys of this page"), tr("Action"), u"?"_s, [this] { Q_EMIT helpRequested(); }};
    for (const environment::Environment &environment : m_environments)
        list << Command{tr("Environment %1").arg(environment.name), tr("Environment"), {}, [this, name = environment.name] { Q_EMIT environmentChosen(name); }};
    addObjectCommands(list);
    return list;
}

void Window::addObjectCommands(QList<Command> &list) {
    const auto add = [&](const kube::ObjectRef &ref, const QString &pageId) {
        list << Command{ref.text(), tr("Object"), {}, [this, ref, pageId] { showPage(pageId, ref); }};
    };
    if (m_context.session) {
        for (const kube::WorkloadRow &row : m_context.session->workloads())
            add(row.ref, u"workloads"_s);
        for (const kube::AutoscalerRow &row : m_context.session->autoscalers())
            add(row.ref, u"workloads"_s);
        for (const kube::PodRow &row : m_context.session->pods())
            add(row.ref, u"workloads"_s);
    }
    if (const Page *shown = page(m_current)) {
        for (const kube::ObjectRef &ref : shown->objects())
            add(ref, shown->id());
    }
}

} // namespace ui
