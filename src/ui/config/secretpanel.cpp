// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/secretpanel.h"

#include "config/secrets/generate.h"
#include "ui/config/secretfield.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int pathRole = Qt::UserRole;
constexpr int rangeRole = Qt::UserRole + 1;
} // namespace

SecretPanel::SecretPanel(const models::SecretModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_key(new QLabel), m_of(new SecondaryLabel), m_state(new QLabel), m_note(new SecondaryLabel), m_value(new QLabel), m_left(new SecondaryLabel),
      m_places(new QListWidget) {
    build();
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &SecretPanel::tick);
    connect(m_places, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        Q_EMIT placeRequested(item->data(pathRole).toString(), item->data(rangeRole).value<config::Range>());
    });
    conceal();
    showSecret({});
}

void SecretPanel::build() {
    m_key->setFont(monoFont(TextSize::Title));
    m_key->setTextFormat(Qt::PlainText);
    for (QLabel *label : {m_state, m_value, static_cast<QLabel *>(m_note)}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_state->setObjectName(u"secretState"_s);
    m_value->setFont(monoFont());
    m_value->setAccessibleName(tr("The value"));
    m_value->setBackgroundRole(QPalette::Base);
    m_value->setAutoFillBackground(true);
    m_value->setMargin(space::s);
    m_places->setFrameShape(QFrame::NoFrame);
    m_places->setAccessibleName(tr("Places that use it"));
    m_places->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_places->setUniformItemSizes(true);
    auto *buttons = new QGridLayout;
    buttons->setSpacing(space::s);
    const QStringList titles{tr("Set…"), tr("Generate"), tr("Show for 30 s"), tr("Copy"), tr("Forget…")};
    for (int action = 0; action < ActionCount; ++action) {
        m_buttons << new QPushButton(titles.at(action));
        buttons->addWidget(m_buttons.last(), action / 3, action % 3);
        connect(m_buttons.last(), &QPushButton::clicked, this, [this, action] { Q_EMIT requested(static_cast<Action>(action)); });
    }
    m_buttons.at(Copy)->setToolTip(tr("Into the clipboard, marked as a secret, for 30 s"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::m, space::m, space::m, space::m);
    column->setSpacing(space::s);
    column->addWidget(m_key);
    column->addWidget(m_of);
    column->addWidget(m_state);
    column->addLayout(buttons);
    column->addWidget(m_value);
    column->addWidget(m_left);
    column->addWidget(m_note);
    column->addWidget(new SectionTitle(tr("Where it is used")));
    column->addWidget(m_places, 1);
}

void SecretPanel::showSecret(const QModelIndex &index) {
    if (m_index != index)
        conceal();
    m_index = index;
    m_places->clear();
    const config::RequiredSecret *secret = m_model.secret(index);
    m_key->setText(secret ? index.siblingAtColumn(models::SecretModel::Key).data().toString() : tr("No secret is chosen"));
    m_of->setText(secret ? tr("of %1, for %2").arg(secret->secret, m_model.target().title()) : QString());
    const models::SecretState state = m_model.state(index);
    QStringList sentences;
    if (secret && !state.known)
        sentences << tr("Whether a value is kept is not known: the keychain has not answered yet.");
    else if (secret && !state.kept)
        sentences << (secret->optional ? tr("No value is kept; everything that uses it starts without.")
            : m_model.given(index) == models::GivenInFiles::Value ? tr("No value is kept; the files hold one in plain sight.") : tr("No value is kept. What uses it does not start without one."));
    for (const config::SecretIssue &issue : state.issues)
        sentences << issue.message + u'.';
    if (secret && state.kept && state.issues.empty())
        sentences << (models::gradeOf(secret->key, state) == models::SecretGrade::Strong ? tr("A value is kept, and it is strong.") : tr("A value is kept, and it looks right."));
    m_state->setText(sentences.join(u'\n'));
    if (secret)
        fillPlaces(*secret);
    updateButtons();
}

void SecretPanel::fillPlaces(const config::RequiredSecret &secret) {
    const auto add = [this](const config::SecretUse &use, const QString &what) {
        const QString place = m_model.placeText(use);
        auto *item = new QListWidgetItem(place.section(u'/', -1) + (what.isEmpty() ? QString() : u"  "_s + what));
        item->setFont(monoFont(TextSize::Secondary));
        item->setSizeHint({0, space::row});
        item->setToolTip(tr("%1\nEnter or double click goes there.").arg(place));
        item->setData(pathRole, use.file);
        item->setData(rangeRole, QVariant::fromValue(use.range));
        m_places->addItem(item);
    };
    for (const config::SecretUse &use : secret.uses)
        add(use, use.object);
    for (const config::SecretUse &use : secret.providers)
        add(use, tr("gives it"));
}

void SecretPanel::setReady(bool ready) {
    m_ready = ready;
    updateButtons();
}

void SecretPanel::updateButtons() {
    const config::RequiredSecret *secret = m_model.secret(m_index);
    const bool kept = m_model.state(m_index).kept;
    const bool one = secret && !secret->key.empty();
    const bool ours = one && config::generateSecret(config::secretKind(secret->key)).has_value();
    m_buttons.at(Set)->setEnabled(m_ready && one);
    m_buttons.at(Set)->setText(kept ? tr("Replace…") : tr("Set…"));
    m_buttons.at(Generate)->setEnabled(m_ready && ours);
    m_buttons.at(Generate)->setToolTip(!one || ours ? tr("A new random value") : tr("Only the other side can give it: it cannot be made up."));
    for (const Action action : {Show, Copy, Forget})
        m_buttons.at(action)->setEnabled(m_ready && one && kept);
}

void SecretPanel::setNote(const QString &note) {
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

QString SecretPanel::note() const { return m_note->text(); }

void SecretPanel::reveal(const config::SecretValue &value, std::chrono::seconds duration) {
    m_value->setText(QString::fromUtf8(value.bytes()));
    m_value->show();
    m_left->show();
    m_seconds = static_cast<int>(duration.count()) + 1;
    m_tick.start();
    tick();
}

void SecretPanel::tick() {
    if (--m_seconds <= 0)
        return conceal();
    m_left->setText(tr("Hidden again in %1 s").arg(m_seconds));
}

void SecretPanel::conceal() {
    m_tick.stop();
    wipeText(m_value->text()); // not the copy that was drawn of it: see SecretField
    m_value->clear();
    m_value->hide();
    m_left->hide();
}

QString SecretPanel::revealed() const { return m_value->text(); }

} // namespace ui
