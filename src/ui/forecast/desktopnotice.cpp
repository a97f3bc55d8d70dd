// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/desktopnotice.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace ui {

using namespace Qt::StringLiterals;

void DesktopNotice::show(const QString &title, const QString &text) {
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return Q_EMIT failed({base::ErrorKind::Network, tr("There is no session bus for desktop notifications"), {}, bus.lastError().message()});
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s, u"org.freedesktop.Notifications"_s, u"Notify"_s);
    constexpr int keep = -1; // as long as the desktop keeps such things
    call << QCoreApplication::applicationName() << uint(0) << u"weather-severe-alert"_s << title << text.toHtmlEscaped() << QStringList() << QVariantMap() << keep;
    constexpr int limit = 5000; // ms
    auto *waiting = new QDBusPendingCallWatcher(bus.asyncCall(call, limit), this);
    connect(waiting, &QDBusPendingCallWatcher::finished, this, [this, waiting] {
        const QDBusPendingReply<uint> reply = *waiting;
        waiting->deleteLater();
        if (reply.isError())
            Q_EMIT failed({base::ErrorKind::Network, tr("The desktop shows no notifications"), {}, reply.error().message()});
        else
            Q_EMIT shown();
    });
}

} // namespace ui
