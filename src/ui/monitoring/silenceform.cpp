// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitoring/silenceform.h"

#include "models/monitoring/silenceplan.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

SilenceForm::SilenceForm(QWidget *parent)
    : QWidget(parent)
    , m_matchers(new QLineEdit)
    , m_duration(new QComboBox)
    , m_author(new QLineEdit(qEnvironmentVariable("USER")))
    , m_comment(new QLineEdit)
    , m_preview(new QLabel)
    , m_make(new QPushButton(tr("Silence…"))) {
    m_matchers->setFont(monoFont());
    m_matchers->setPlaceholderText(u"alertname=\"HighErrorRate\", component=~\"api|cache\""_s);
    m_comment->setPlaceholderText(tr("Why, and who works on it"));
    for (const auto &[text, seconds] : std::initializer_list<std::pair<QString, int>>{{tr("30 minutes"), 1800}, {tr("1 hour"), 3600}, {tr("2 hours"), 7200},
             {tr("4 hours"), 14400}, {tr("8 hours"), 28800}, {tr("1 day"), 86400}, {tr("3 days"), 259200}, {tr("1 week"), 604800}})
        m_duration->addItem(text, seconds);
    m_duration->setCurrentIndex(2);
    m_make->setProperty("primary", true);
    m_preview->setWordWrap(true);
    auto *form = new QFormLayout;
    form->addRow(tr("Fits alerts with"), m_matchers);
    auto *who = new QHBoxLayout;
    who->addWidget(m_duration);
    who->addWidget(new QLabel(tr("by")));
    who->addWidget(m_author);
    who->addWidget(m_comment, 1);
    form->addRow(tr("For"), who);
    auto *close = new QPushButton(tr("Close"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_preview, 1);
    row->addWidget(m_make);
    row->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::m, space::m, space::m, space::m);
    layout->setSpacing(space::s);
    layout->addWidget(new SectionTitle(tr("New silence")));
    layout->addLayout(form);
    layout->addLayout(row);
    for (QLineEdit *edit : {m_matchers, m_author, m_comment}) {
        edit->setAccessibleName(edit == m_matchers ? tr("Matchers") : edit == m_author ? tr("Made by") : tr("Comment"));
        connect(edit, &QLineEdit::textChanged, this, &SilenceForm::updatePreview);
        connect(edit, &QLineEdit::returnPressed, m_make, &QPushButton::click);
    }
    connect(m_duration, &QComboBox::currentIndexChanged, this, &SilenceForm::updatePreview);
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_make, &QPushButton::clicked, this, [this] {
        if (const auto made = silence())
            Q_EMIT wanted(*made);
    });
    hide();
}

void SilenceForm::open(const QList<prometheus::Matcher> &matchers) {
    m_matchers->setText(prometheus::text(matchers));
    m_matchers->setCursorPosition(0);
    updatePreview();
    show();
    (matchers.isEmpty() ? m_matchers : m_comment)->setFocus();
}

void SilenceForm::setAlerts(const QList<prometheus::HeldAlert> &alerts) {
    m_alerts = alerts;
    if (isVisible())
        updatePreview();
}

base::Result<prometheus::Silence> SilenceForm::silence() const {
    const auto matchers = prometheus::parseMatchers(m_matchers->text());
    if (!matchers)
        return std::unexpected(matchers.error());
    const auto missing = [](const QString &what) { return base::fail(base::ErrorKind::Invalid, what); };
    if (matchers->isEmpty() || prometheus::acceptEmpty(*matchers))
        return missing(tr("name at least one label that the alerts must have; else it would silence everything"));
    if (m_author->text().trimmed().isEmpty())
        return missing(tr("say who makes it"));
    if (m_comment->text().trimmed().isEmpty())
        return missing(tr("say why in the comment"));
    prometheus::Silence made;
    made.matchers = *matchers;
    made.startsAt = QDateTime::currentDateTimeUtc();
    made.endsAt = made.startsAt.addSecs(m_duration->currentData().toInt());
    made.createdBy = m_author->text().trimmed();
    made.comment = m_comment->text().trimmed();
    return made;
}

void SilenceForm::updatePreview() {
    const auto matchers = prometheus::parseMatchers(m_matchers->text());
    const auto made = silence();
    m_make->setEnabled(made.has_value());
    if (!matchers)
        m_preview->setText(tr("The matchers cannot be read: %1.").arg(matchers.error().message));
    else if (matchers->isEmpty() || prometheus::acceptEmpty(*matchers))
        m_preview->setText(tr("To do: %1.").arg(made.error().message));
    else {
        const QString effect = models::monitoring::makeConsequence(*matchers, m_alerts, QDateTime::currentDateTimeUtc().addSecs(m_duration->currentData().toInt()));
        m_preview->setText(made ? effect : tr("%1 To do: %2.").arg(effect, made.error().message));
    }
}

void SilenceForm::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(this).surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), themeOf(this).border);
}

void SilenceForm::keyPressEvent(QKeyEvent *event) {
    if (event->key() == Qt::Key_Escape)
        return hide();
    QWidget::keyPressEvent(event);
}

} // namespace ui
