// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "timing.h"

#include "services.h"

#include <QApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QTimer>

#include <chrono>
#include <ctime>
#include <unistd.h>

using namespace std::chrono_literals;

namespace console {

namespace {

Q_LOGGING_CATEGORY(timing, "aqi.timing", QtWarningMsg)

constexpr auto patience = 30s; // of --exit-when-live

/// Milliseconds since the kernel started this process; field 22 of proc_pid_stat(5), in clock ticks since boot.
double sinceStart() {
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray stat = file.readAll();
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' '); // the name in parentheses may hold spaces
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const double started = fields.value(19).toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
    return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - started) * 1000;
}

} // namespace

Timing::Timing(Services &services, After after)
    : m_services(services)
    , m_after(after) {
    // The window's own ground is painted before what stands on it: queued, this comes once all of it is painted and shown.
    connect(&m_services.window(), &ui::Window::firstPainted, this, &Timing::onFirstPaint, Qt::QueuedConnection);
    connect(&m_services, &Services::sessionChanged, this, &Timing::watchSession);
    if (m_after == After::ExitWhenLive)
        QTimer::singleShot(patience, this, [] { QApplication::exit(1); });
}

void Timing::watchSession() {
    if (kube::Session *session = m_services.session())
        connect(session, &kube::Session::podsChanged, this, &Timing::onPods);
}

void Timing::onFirstPaint() {
    qCInfo(timing, "first paint %.0f ms", sinceStart());
    m_painted = true;
    if (m_live)
        sayLive();
}

void Timing::onPods() {
    if (m_live || m_services.session()->pods().isEmpty())
        return;
    m_live = true;
    if (!m_painted) // the first paint will show them
        return;
    // After the page's own slot, and with the rows on the screen.
    QTimer::singleShot(0, this, [this] {
        m_services.window().page(m_services.window().currentPageId())->repaint();
        sayLive();
    });
}

void Timing::sayLive() {
    qCInfo(timing, "live pods %.0f ms", sinceStart());
    if (m_after == After::ExitWhenLive)
        QTimer::singleShot(0, this, [] { QApplication::exit(0); });
}

} // namespace console
