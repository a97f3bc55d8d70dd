// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services.h"

#include "pages.h"

#include "kube/kubeconfig.h"

#include <QApplication>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace console {

namespace {

base::Result<kube::ClusterAccess> accessOf(const environment::Environment &environment) {
    return kube::Kubeconfig::load(environment.kubeconfig).and_then([&](const kube::Kubeconfig &kubeconfig) { return kubeconfig.access(environment.context); });
}

/// Pictures must not depend on what the operator did to the window before, nor change it.
QString layoutFile(const Options &options) { return options.screenshots.isEmpty() ? QString() : u"/dev/null"_s; }

} // namespace

Services::Services(QApplication &application, Options options)
    : m_options(std::move(options))
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
            load();
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
    m_window.show();
    load();
}

void Services::load() {
    environment::load({environment::defaultFolder(), m_options.kubeconfig}).then(this, [this](const base::Result<environment::Listing> &listing) { onLoaded(listing); });
}

void Services::onLoaded(const base::Result<environment::Listing> &listing) {
    if (!listing) {
        fail(tr("No environment can be opened"), listing.error());
        return;
    }
    m_environments = listing->environments;
    for (environment::Environment &environment : m_environments) {
        if (environment.manifests.isEmpty())
            environment.manifests = m_options.manifests;
    }
    m_window.setEnvironments(m_environments);
    const environment::Environment chosen = preferred();
    if (chosen.name.isEmpty()) {
        fail(tr("No environment can be opened"), base::Error{base::ErrorKind::NotFound, tr("there is no context or environment “%1”").arg(m_options.context), {}, {}});
        return;
    }
    open(chosen);
    if (!listing->problems.isEmpty())
        m_window.setProblem(tr("One environment's file cannot be read"), listing->problems.first());
}

environment::Environment Services::preferred() const {
    if (m_options.context.isEmpty())
        return m_environments.value(0);
    for (const environment::Environment &environment : m_environments) {
        if (environment.name == m_options.context || environment.context == m_options.context)
            return environment;
    }
    return {};
}

void Services::open(const environment::Environment &environment) {
    close();
    m_current = environment;
    if (!m_options.ns.isEmpty())
        m_current.ns = m_options.ns;
    m_window.clearProblem();
    tell(m_current);
    QtConcurrent::run(accessOf, m_current).then(this, [this, opened = m_current](const base::Result<kube::ClusterAccess> &access) {
        if (opened == m_current && !m_session)
            connectTo(opened, access);
    });
}

void Services::connectTo(const environment::Environment &environment, const base::Result<kube::ClusterAccess> &access) {
    if (!access) {
        fail(tr("%1 cannot be opened").arg(environment.name), access.error());
        return;
    }
    m_problem.reset();
    m_client = std::make_unique<kube::Client>(*access);
    m_current.ns = environment.ns.isEmpty() ? access->ns : environment.ns;
    m_session = std::make_unique<kube::Session>(*m_client, m_current.ns);
    m_session->start();
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
