// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "screenshots.h"

#include "services.h"

#include <QApplication>
#include <QDir>
#include <QPixmap>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace console {

namespace {
constexpr qint64 patience = 20'000;   // milliseconds until a page that does not settle is saved as it is
constexpr qint64 quiet = 400;         // milliseconds that a settled page is left to paint its last rows
} // namespace

Screenshots::Screenshots(Services &services, QString folder)
    : m_services(services)
    , m_folder(std::move(folder)) {
    m_poll.setInterval(50);
    connect(&m_poll, &QTimer::timeout, this, &Screenshots::watch);
}

void Screenshots::start() {
    if (!QDir().mkpath(m_folder)) {
        std::fprintf(stderr, "aqi-console: the folder %s cannot be made\n", qPrintable(m_folder));
        QTimer::singleShot(0, this, [] { QApplication::exit(2); });
        return;
    }
    m_services.window().resize(1280, 800);
    for (const bool dark : {false, true}) {
        for (const QString &page : m_services.window().pageIds())
            m_shots.append({page, dark, {}});
    }
    next();
}

void Screenshots::next() {
    if (++m_index >= m_shots.size()) {
        finish();
        return;
    }
    m_services.theme().setChoice(m_shots.at(m_index).dark ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
    m_services.window().hideDetails();
    m_services.window().showPage(m_shots.at(m_index).page);
    addScenes();
    m_waited.start();
    m_settledAt = -1;
    m_poll.start();
}

void Screenshots::addScenes() {
    const Shot shot = m_shots.at(m_index);
    ui::Page *page = m_services.window().page(shot.page);
    if (!page)
        return;
    page->showScene(shot.scene);
    if (!shot.scene.isEmpty())
        return;
    qsizetype at = m_index;
    for (const QString &scene : page->scenes())
        m_shots.insert(++at, {shot.page, shot.dark, scene});
}

bool Screenshots::settled() const {
    const ui::Page *page = m_services.window().page(m_shots.at(m_index).page);
    const kube::Session *session = m_services.session();
    return page && page->settled() && session && session->connection().state == kube::Connection::State::Live;
}

void Screenshots::watch() {
    if (settled()) {
        if (m_settledAt < 0)
            showMore();
        if (m_waited.elapsed() - m_settledAt >= quiet)
            save(true);
    } else if (m_waited.elapsed() > patience || m_services.problem()) {
        save(false);
    } else {
        m_settledAt = -1;
    }
}

/// The pages whose details are half of what they say are shown with them.
void Screenshots::showMore() {
    m_settledAt = m_waited.elapsed();
    ui::Window &window = m_services.window();
    const QString id = m_shots.at(m_index).page;
    if (id == "workloads"_L1)
        window.showPage(id, {u"apps/v1"_s, u"Deployment"_s, m_services.session()->ns(), u"api"_s, {}});
    if (id == "workloads"_L1 || id == "forecast"_L1)
        Q_EMIT window.page(id)->detailsRequested();
}

void Screenshots::save(bool settled) {
    m_poll.stop();
    const Shot shot = m_shots.at(m_index);
    const QString file = QDir(m_folder).absoluteFilePath(u"%1%2-%3.png"_s.arg(shot.page, shot.scene.isEmpty() ? QString() : u'-' + shot.scene, shot.dark ? u"dark"_s : u"light"_s));
    const bool saved = m_services.window().grab().save(file);
    m_failures += settled && saved ? 0 : 1;
    const char *what = !saved ? "could not be saved" : settled ? "settled on live data" : "did not settle; saved as it is";
    std::printf("%s: %s\n", qPrintable(file), what);
    std::fflush(stdout);
    next();
}

void Screenshots::finish() {
    if (const auto problem = m_services.problem())
        std::fprintf(stderr, "aqi-console: %s\n", qPrintable(problem->text()));
    const kube::Session *session = m_services.session();
    const bool reached = session && session->connection().lastContact.isValid();
    QApplication::exit(m_failures == 0 ? 0 : reached ? 1 : 3);
}

} // namespace console
