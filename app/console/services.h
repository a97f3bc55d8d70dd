// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The composition root: makes the services and the window, and carries the choice of an environment from one to the other.
#pragma once

#include "commandline.h"
#include "opening.h"

#include "base/error.h"
#include "ui/shell/layoutstore.h"
#include "ui/shell/window.h"
#include "ui/widgets/tasklist.h"

#include <QObject>

#include <memory>

class QApplication;

namespace console {

class Services : public QObject {
    Q_OBJECT
public:
    Services(QApplication &application, Options options);
    ~Services() override;

    /// Shows the window. The environment that the options name, or the first one, is being opened since construction.
    void start();

    [[nodiscard]] ui::Window &window() { return m_window; }
    [[nodiscard]] ui::ThemeController &theme() { return m_theme; }
    [[nodiscard]] kube::Session *session() const { return m_session.get(); }
    [[nodiscard]] std::optional<base::Error> problem() const { return m_problem; }

Q_SIGNALS:
    void sessionChanged();

private:
    void addPages();
    void takeFirst(QFuture<FirstOpening> opening);
    void onFirst(FirstOpening opening);
    void open(const environment::Environment &environment);
    void adopt(const environment::Environment &environment, base::Result<Link> link);
    void close();
    void tell(const environment::Environment &environment);
    void fail(const QString &title, const base::Error &error);
    [[nodiscard]] Wish wish() const;

    Options m_options;
    QFuture<FirstOpening> m_first; // begun before the window is built: this member comes first
    ui::ThemeController m_theme;
    ui::TaskList m_tasks;
    ui::LayoutStore m_layout;
    ui::Window m_window;
    QList<environment::Environment> m_environments;
    environment::Environment m_current;
    std::optional<base::Error> m_problem;
    std::unique_ptr<kube::Client> m_client;
    std::unique_ptr<kube::Session> m_session;
};

} // namespace console
