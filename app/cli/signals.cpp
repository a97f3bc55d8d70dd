// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "signals.h"

#include <QSocketNotifier>

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace cli {

namespace {
sigset_t interrupts() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}
} // namespace

void blockInterrupts() {
    const sigset_t set = interrupts();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Interrupts::Interrupts(QObject *parent) : QObject(parent) {
    const sigset_t set = interrupts();
    m_descriptor = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (m_descriptor < 0)
        return;
    auto *notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        signalfd_siginfo info;
        if (read(m_descriptor, &info, sizeof info) != sizeof info || m_happened)
            return;
        m_happened = true;
        const sigset_t again = interrupts();
        pthread_sigmask(SIG_UNBLOCK, &again, nullptr);
        Q_EMIT interrupted();
    });
}

Interrupts::~Interrupts() {
    if (m_descriptor >= 0)
        close(m_descriptor);
}

} // namespace cli
