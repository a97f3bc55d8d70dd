// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A word to somebody who looks elsewhere: org.freedesktop.Notifications on the session bus.
// https://specifications.freedesktop.org/notification-spec/latest/protocol.html
#pragma once

#include "base/error.h"

#include <QObject>

namespace ui {

class DesktopNotice : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Plain text. Does not wait; where nobody on the bus shows it, failed() says why.
    virtual void show(const QString &title, const QString &text);

Q_SIGNALS:
    void shown();
    void failed(const base::Error &error);
};

} // namespace ui
