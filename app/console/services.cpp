// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services.h"

#include "pages.h"

#include <QApplication>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace console {

namespace {

constexpr std::chrono::milliseconds firstRows{40}; // that the window waits for

/// Pictures must not depend on what the operator did to the window before, nor change it.
QString layoutFile(const Options &options) { return options.screenshots.isEmpty() ? QString() : u"/dev/null"_s; }

} // namespace

Services::Services(QApplication &application, Options options)
    : m_options(std::move(options))
    , m_first(openFirst(wish(), thread()))
    , m_theme(application, m_options.theme.value_or(m_options.screenshots.isEmpty() ? ui::ThemeChoice::System : ui::ThemeChoice::Light))
    , m_layout(layoutFile(m_options))
    , m_window(m_theme, m_tasks, m_layout) {
    addPages();
    connect(&m_window, &ui::Window::environmentChosen, this, [this](const QString &name) {
        const auto found = std::find_if(m_environments.cbegin(), m_environments.cend(), [&](const auto &each) { return each.name == name; });
        if (found != m_environments.cend())
            open(*found);
    });
    connect(&m_window, &ui::Window::retryRequested, this, [this] {
        if (m_session)
            m_session->refresh();
        else if (m_current.name.isEmpty())
            takeFirst(openFirst(wish(), thread()));
        else
            open(m_current);
    });
}

Services::~Services() { close(); }

void Services::addPages() {
    for (const ui::PageEntry &entry : pageEntries())
        m_window.addPage(entry);
}

void Services::start() {
    const QStringList pages = m_window.pageIds();
    m_window.showPage(pages.contains(m_options.page) ? m_options.page : pages.first());
    // Rows that are a moment away belong into the first picture: painted without them, it would be painted twice.
    connect(this, &Services::sessionChanged, this, [this] {
        if (!m_session)
            return m_window.show();
        connect(m_session.get(), &kube::Session::podsChanged, this, [this] { m_window.show(); }, Qt::SingleShotConnection);
    }, Qt::SingleShotConnection);
    QTimer::singleShot(firstRows, this, [this] { m_window.show(); });
    if (m_first.isFinished())
        onFirst(m_first.takeResult());
    else
        takeFirst(std::move(m_first));
}

Wish Services::wish() const { return {m_options.kubeconfig, m_options.context, m_options.ns, m_options.manifests}; }

void Services::takeFirst(QFuture<FirstOpening> opening) {
    opening.then(this, [this](QFuture<FirstOpening> first) { onFirst(first.takeResult()); });
}

void Services::onFirst(FirstOpening opening) {
    if (!opening.listing) {
        fail(tr("No environment can be opened"), opening.listing.error());
        return;
    }
    m_environments = opening.listing->environments;
    m_window.setEnvironments(m_environments);
    if (opening.chosen.name.isEmpty()) {
        fail(tr("No environment can be opened"), opening.link.error());
        return;
    }
    m_current = opening.chosen;
    adopt(m_current, std::move(opening.link));
    if (!opening.listing->problems.isEmpty())
        m_window.setProblem(tr("One environment's file cannot be read"), opening.listing->problems.first());
}

void Services::open(const environment::Environment &environment) {
    close();
    m_current = environment;
    if (!m_options.ns.isEmpty())
        m_current.ns = m_options.ns;
    m_window.clearProblem();
    tell(m_current);
    console::open(m_current, thread()).then(this, [this, opened = m_current](QFuture<base::Result<Link>> link) {
        if (opened == m_current && !m_session)
            adopt(opened, link.takeResult());
    });
}

void Services::adopt(const environment::Environment &environment, base::Result<Link> link) {
    if (!link) {
        tell(m_current);
        fail(tr("%1 cannot be opened").arg(environment.name), link.error());
        return;
    }
    m_problem.reset();
    m_client = std::move(link->client);
    m_session = std::move(link->session);
    m_current.ns = link->ns;
    tell(m_current);
    Q_EMIT sessionChanged();
}

void Services::close() {
    if (!m_session)
        return;
    const std::unique_ptr<kube::Client> client = std::move(m_client); // the pages let go of both first
    const std::unique_ptr<kube::Session> session = std::move(m_session);
    tell(m_current);
}

void Services::tell(const environment::Environment &environment) {
    m_window.setContext({environment, m_client.get(), m_session.get(), &m_tasks});
}

void Services::fail(const QString &title, const base::Error &error) {
    m_problem = error;
    m_window.setProblem(title, error);
    Q_EMIT sessionChanged();
}

} // namespace console
