// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Layout, columns and filters, kept per environment; the window's own size and theme for all.
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>

namespace ui {

class LayoutStore {
public:
    /// fileName empty: the user's own settings file.
    explicit LayoutStore(const QString &fileName = {});

    [[nodiscard]] QByteArray value(const QString &key) const;
    void setValue(const QString &key, const QByteArray &value);
    /// Of one environment; its name may hold any character.
    [[nodiscard]] QByteArray value(const QString &environment, const QString &key) const;
    void setValue(const QString &environment, const QString &key, const QByteArray &value);

private:
    [[nodiscard]] static QString path(const QString &environment, const QString &key);
    QSettings m_settings;
};

} // namespace ui
