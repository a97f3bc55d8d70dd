// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/secretclipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
const QString ownType = u"application/x-aqi-console-mark"_s;        // says that it is ours, not what it is
const QString managersHint = u"x-kde-passwordManagerHint"_s;        // Klipper, CopyQ, GPaste and others look at it
} // namespace

SecretClipboard::SecretClipboard(QObject *parent) : QObject(parent) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SecretClipboard::clear);
}

SecretClipboard::~SecretClipboard() {
    if (qGuiApp)
        clear();
}

void SecretClipboard::put(const config::SecretValue &value, std::chrono::milliseconds duration) {
    m_mark = QUuid::createUuid().toByteArray(QUuid::Id128);
    auto *data = new QMimeData; // the clipboard's
    data->setText(QString::fromUtf8(value.bytes()));
    data->setData(managersHint, "secret");
    data->setData(ownType, m_mark);
    QGuiApplication::clipboard()->setMimeData(data);
    m_timer.start(duration);
}

void SecretClipboard::clear() {
    if (m_mark.isEmpty())
        return;
    m_timer.stop();
    QClipboard *clipboard = QGuiApplication::clipboard();
    const QMimeData *data = clipboard->mimeData();
    if (data && data->data(ownType) == m_mark)
        clipboard->clear();
    m_mark.clear();
    Q_EMIT cleared();
}

} // namespace ui
