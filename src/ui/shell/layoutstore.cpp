// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/layoutstore.h"

#include <QStandardPaths>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
QString defaultFile() { return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/aqi-console/window.ini"_s; }
} // namespace

LayoutStore::LayoutStore(const QString &fileName)
    : m_settings(fileName.isEmpty() ? defaultFile() : fileName, QSettings::IniFormat) {}

QString LayoutStore::path(const QString &environment, const QString &key) {
    return u"environments/%1/%2"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(environment)), key);
}

QByteArray LayoutStore::value(const QString &key) const { return m_settings.value(key).toByteArray(); }

void LayoutStore::setValue(const QString &key, const QByteArray &value) { m_settings.setValue(key, value); }

QByteArray LayoutStore::value(const QString &environment, const QString &key) const { return value(path(environment, key)); }

void LayoutStore::setValue(const QString &environment, const QString &key, const QByteArray &value) { setValue(path(environment, key), value); }

} // namespace ui
