// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/labels.h"

#include "base/duration.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QGridLayout>

#include <memory>

namespace ui {

SectionTitle::SectionTitle(const QString &text, QWidget *parent)
    : QLabel(text, parent) {
    setFont(uiFont(TextSize::Base, QFont::DemiBold));
    setTextFormat(Qt::PlainText);
}

SecondaryLabel::SecondaryLabel(const QString &text, QWidget *parent)
    : QLabel(text, parent) {
    setFont(uiFont(TextSize::Secondary));
    setTextFormat(Qt::PlainText);
    applyColor();
}

void SecondaryLabel::changeEvent(QEvent *event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColor();
}

void SecondaryLabel::applyColor() {
    const QColor color = themeOf(this).secondary;
    if (palette().color(QPalette::WindowText) == color)
        return; // setPalette sends PaletteChange again
    QPalette changed = palette();
    changed.setColor(QPalette::WindowText, color);
    setPalette(changed);
}

FreshnessLabel::FreshnessLabel(QWidget *parent)
    : SecondaryLabel({}, parent) {
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &FreshnessLabel::updateText);
}

void FreshnessLabel::setFreshness(Freshness freshness, const QDateTime &at, const QString &source, const QString &why) {
    m_freshness = freshness;
    m_at = at;
    m_source = source;
    m_why = why;
    m_timer.start();
    updateText();
}

void FreshnessLabel::updateText() {
    const QString age = m_at.isValid() ? base::ageText(m_at, QDateTime::currentDateTimeUtc()) : tr("never");
    switch (m_freshness) {
    case Freshness::Live: setText(tr("live, %1 old").arg(age)); break;
    case Freshness::Delayed: setText(tr("delayed, %1 old").arg(age)); break;
    case Freshness::Stale: setText(tr("stale, %1 old").arg(age)); break;
    case Freshness::Offline: setText(m_at.isValid() ? tr("offline, %1 old").arg(age) : tr("offline")); break;
    }
    QStringList lines;
    if (m_at.isValid())
        lines << base::absoluteText(m_at);
    if (!m_source.isEmpty())
        lines << tr("Source: %1").arg(m_source);
    if (!m_why.isEmpty())
        lines << m_why;
    setToolTip(lines.join(QLatin1Char('\n')));
    setAccessibleName(text());
}

DetailsList::DetailsList(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::m);
    m_grid->setVerticalSpacing(space::xs);
    m_grid->setColumnStretch(1, 1);
}

void DetailsList::clear() {
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        std::unique_ptr<QLayoutItem> owned(item);
    }
}

void DetailsList::add(const QString &name, const QString &value, const QString &toolTip, ValueStyle style) {
    auto *label = new QLabel(value);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setToolTip(toolTip);
    label->setAccessibleName(tr("%1: %2").arg(name, value));
    if (style == ValueStyle::Identifier)
        label->setFont(monoFont());
    add(name, label);
}

void DetailsList::add(const QString &name, QWidget *value) {
    const int row = m_grid->rowCount();
    auto *label = new SecondaryLabel(name);
    label->setMinimumHeight(18);
    m_grid->addWidget(label, row, 0, Qt::AlignTop | Qt::AlignLeft);
    m_grid->addWidget(value, row, 1, Qt::AlignTop);
}

} // namespace ui
