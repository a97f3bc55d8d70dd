// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/sourceshares.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int barHeight = 14;
constexpr int lineHeight = 18;
constexpr int columns = 2;

/// Words for the API's names; what it may name in later versions stays as it is written.
QString sourceWord(const QString &key) {
    if (key == "vehicular"_L1)
        return ShareBar::tr("Vehicles");
    if (key == "industrial"_L1)
        return ShareBar::tr("Industry");
    if (key == "biomass"_L1)
        return ShareBar::tr("Burning of biomass");
    if (key == "background"_L1)
        return ShareBar::tr("Background");
    return QString(key).replace(u'_', u' ');
}

} // namespace

ShareBar::ShareBar(QWidget *parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Sources of the pollution"));
}

QString ShareBar::words(const forecast::SourceShare &share) {
    const QLocale locale;
    return tr("%1 %2 %").arg(sourceWord(share.key), locale.toString(share.percent, 'f', 1));
}

void ShareBar::setShares(const QList<forecast::SourceShare> &shares) {
    m_shares = shares;
    QStringList all;
    for (const forecast::SourceShare &share : shares)
        all.append(words(share));
    setAccessibleDescription(all.join(tr(", ")));
    updateGeometry();
    update();
}

void ShareBar::setStale(bool stale) {
    m_stale = stale;
    update();
}

QSize ShareBar::sizeHint() const {
    const int lines = (static_cast<int>(m_shares.size()) + columns - 1) / columns;
    return {320, barHeight + space::xs + lines * lineHeight};
}

/// Old shares are told from each other by their place and their words.
QColor ShareBar::inkOf(qsizetype place) const {
    const Theme &theme = themeOf(this);
    QColor ink = m_stale ? theme.secondary : theme.series.at(place % (theme.series.size() - 1)); // the last one not on white
    if (m_stale)
        ink.setAlpha(place % 2 == 0 ? 150 : 90);
    return ink;
}

void ShareBar::paintEvent(QPaintEvent *) {
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setFont(uiFont(TextSize::Secondary));
    painter.setPen(Qt::NoPen);
    painter.fillRect(QRectF(0, 0, width(), barHeight), theme.border);
    const double each = static_cast<double>(width()) / columns;
    double left = 0;
    for (qsizetype i = 0; i < m_shares.size(); ++i) {
        const double part = width() * m_shares[i].percent / 100;
        painter.fillRect(QRectF(left, 0, std::max(0.0, part - 1), barHeight), inkOf(i)); // a pixel parts neighbours
        left += part;
        const QPointF corner(static_cast<double>(i % columns) * each, barHeight + space::xs + static_cast<double>(i / columns) * lineHeight);
        painter.fillRect(QRectF(corner.x(), corner.y() + 4, 10, 10), inkOf(i));
        painter.setPen(m_stale ? theme.secondary : theme.text);
        const QRectF place(corner.x() + 16, corner.y(), each - 20, lineHeight);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(words(m_shares[i]), Qt::ElideRight, static_cast<int>(place.width())));
    }
}

void ShareBar::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

SourceShares::SourceShares(QWidget *parent)
    : QWidget(parent)
    , m_bar(new ShareBar(this))
    , m_note(new SecondaryLabel({}, this)) {
    m_note->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::xs);
    column->addWidget(new SectionTitle(tr("Sources of the pollution"), this));
    column->addWidget(m_bar);
    column->addWidget(m_note);
    hide();
}

void SourceShares::setCurrent(const std::optional<forecast::Current> &current) {
    setVisible(current && !current->shares.isEmpty());
    if (!current)
        return;
    m_bar->setShares(current->shares);
    const QString when = QLocale().toString(current->at.toLocalTime(), u"ddd d MMM HH:mm"_s);
    m_note->setText(tr("As the API says, %1; it does not say how it knows.").arg(when));
    m_note->setToolTip(tr("From %1, %2. The console computes none of these.").arg(current->provenance.source, current->provenance.modelVersion));
}

void SourceShares::setStale(bool stale) { m_bar->setStale(stale); }

} // namespace ui
