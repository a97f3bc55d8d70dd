// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be open below the tables: a log, a shell, the forwarded ports.
#pragma once

#include "kube/session.h"

#include <QWidget>

namespace ui {

/// The session is told before it goes, and null is told first: what a pane has from a session ends then.
class BottomPane : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    virtual void setSession(kube::Session *session) = 0;
    /// True once what it opened with is there.
    [[nodiscard]] virtual bool settled() const { return true; }
    /// False where there is nothing to search.
    virtual bool focusFilter() { return false; }
    /// The operator wants it gone. False: it asks first, and says closeAgreed when it may.
    [[nodiscard]] virtual bool mayClose() { return true; }

Q_SIGNALS:
    void changed();
    void closeAgreed();
};

} // namespace ui
