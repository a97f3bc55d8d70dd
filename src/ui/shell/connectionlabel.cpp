// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectionlabel.h"

#include "base/duration.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;
using State = kube::Connection::State;

namespace ui {

QString connectionText(const kube::Connection &connection, const QDateTime &now) {
    const auto tr = [](const char *text) { return QCoreApplication::translate("ui::ConnectionLabel", text); };
    const QString age = base::ageText(connection.lastContact, now);
    switch (connection.state) {
    case State::Connecting: return tr("connecting");
    case State::Live: return tr("live, %1 old").arg(age);
    case State::Delayed: return tr("delayed, %1 old").arg(age);
    case State::Offline: break;
    }
    QString text = connection.lastContact.isValid() ? tr("offline, %1 old").arg(age) : tr("offline");
    if (connection.nextTry.isValid() && connection.nextTry > now)
        text += tr("; next try in %1").arg(base::ageText(now.secsTo(connection.nextTry) + 1));
    return text;
}

ConnectionLabel::ConnectionLabel(QWidget *parent)
    : QWidget(parent)
    , m_mark(new QLabel)
    , m_text(new QLabel) {
    setObjectName(u"connection"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::xs);
    layout->addWidget(m_mark);
    layout->addWidget(m_text);
    m_text->installEventFilter(this);
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionLabel::refresh);
    setNoConnection(tr("not connected"));
}

void ConnectionLabel::setConnection(const kube::Connection &connection) {
    m_connection = connection;
    m_why.clear();
    m_timer.start();
    refresh();
}

void ConnectionLabel::setNoConnection(const QString &why) {
    m_why = why;
    m_timer.stop();
    refresh();
}

void ConnectionLabel::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

// A new style sheet gives the label back the palette that it had before the first one.
bool ConnectionLabel::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::PaletteChange)
        refresh();
    return QWidget::eventFilter(watched, event);
}

void ConnectionLabel::refresh() {
    const Theme &theme = themeOf(this);
    const bool known = m_why.isEmpty();
    const bool offline = known && m_connection.state == State::Offline;
    const bool delayed = known && m_connection.state == State::Delayed;
    const QColor color = offline ? theme.failed : delayed ? theme.degraded : theme.secondary;
    m_mark->setVisible(offline || delayed);
    if (offline || delayed)
        m_mark->setPixmap(icon(u"warning"_s, color).pixmap(16, 16));
    QPalette palette = m_text->palette();
    if (palette.color(QPalette::WindowText) != color) {
        palette.setColor(QPalette::WindowText, color);
        m_text->setPalette(palette);
    }
    m_text->setText(known ? connectionText(m_connection, QDateTime::currentDateTimeUtc()) : m_why);
    QString tip = known && m_connection.lastContact.isValid() ? tr("Last contact %1").arg(base::absoluteText(m_connection.lastContact)) : QString();
    if (known && m_connection.error)
        tip += u'\n' + m_connection.error->text();
    setToolTip(tip.trimmed());
    setAccessibleName(tr("Connection: %1").arg(m_text->text()));
}

} // namespace ui
