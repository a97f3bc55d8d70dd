// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A secret in the clipboard for a short while: marked, so that clipboard managers do not keep it, and taken out again unless something else is there.
#pragma once

#include "config/secrets/secretvalue.h"

#include <QObject>
#include <QTimer>

namespace ui {

class SecretClipboard : public QObject {
    Q_OBJECT
public:
    explicit SecretClipboard(QObject *parent = nullptr);
    ~SecretClipboard() override; // takes it out

    void put(const config::SecretValue &value, std::chrono::milliseconds duration);
    /// Only where what is in the clipboard came from here.
    void clear();

Q_SIGNALS:
    void cleared();

private:
    QTimer m_timer;
    QByteArray m_mark; // of what was put last; empty: nothing
};

} // namespace ui
