// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what is on the screen is live, and how old it is; always visible.
#pragma once

#include "kube/session.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace ui {

/// The connection in one line, as of now: "live, 1 s old", "offline for 12 s; next try in 3 s".
[[nodiscard]] QString connectionText(const kube::Connection &connection, const QDateTime &now);

class ConnectionLabel : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionLabel(QWidget *parent = nullptr);
    void setConnection(const kube::Connection &connection);
    /// There is no session, and why: "no environment is chosen".
    void setNoConnection(const QString &why);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    QLabel *m_mark;
    QLabel *m_text;
    QTimer m_timer;
    kube::Connection m_connection;
    QString m_why;
};

} // namespace ui
