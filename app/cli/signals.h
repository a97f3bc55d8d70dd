// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and a polite end (SIGTERM) as a Qt signal.
#pragma once

#include <QObject>

namespace cli {

/// Before the first thread is started: threads inherit that these signals are not for them.
void blockInterrupts();

/// After the first interrupt the signals do again what they always do, so that a second Ctrl-C ends the program.
class Interrupts : public QObject {
    Q_OBJECT
public:
    explicit Interrupts(QObject *parent = nullptr);
    ~Interrupts() override;
    [[nodiscard]] bool happened() const { return m_happened; }

Q_SIGNALS:
    void interrupted();

private:
    int m_descriptor = -1;
    bool m_happened = false;
};

} // namespace cli
