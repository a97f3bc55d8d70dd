// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long a person waits at the start: written to the log category "aqi.timing" (QT_LOGGING_RULES=aqi.timing=true).
#pragma once

#include <QObject>

namespace kube {
class Session;
}

namespace console {

class Services;

/// "first paint N ms" and "live pods N ms", both since the process began, as the kernel knows it.
class Timing : public QObject {
    Q_OBJECT
public:
    enum class After { Stay, ExitWhenLive };
    Timing(Services &services, After after);

private:
    void watchSession();
    void onFirstPaint();
    void onPods();
    void sayLive();
    Services &m_services;
    After m_after;
    bool m_painted = false;
    bool m_live = false;
};

} // namespace console
