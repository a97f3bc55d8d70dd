// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One secret: what is known of its value, what can be done with it, and every place that uses it.
#pragma once

#include "models/config/secretmodel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace ui {

class SecondaryLabel;

class SecretPanel : public QWidget {
    Q_OBJECT
public:
    enum Action { Set, Generate, Show, Copy, Forget, ActionCount };
    explicit SecretPanel(const models::SecretModel &model, QWidget *parent = nullptr);

    /// An invalid index: none. Hides a value that is shown.
    void showSecret(const QModelIndex &index);
    /// Whether the store can be asked now.
    void setReady(bool ready);
    void setNote(const QString &note);
    [[nodiscard]] QString note() const;
    /// Shows the value for a while.
    void reveal(const config::SecretValue &value, std::chrono::seconds duration);
    void conceal();
    [[nodiscard]] QString revealed() const; // empty where no value is shown
    [[nodiscard]] QPushButton *button(Action action) const { return m_buttons.at(action); }
    [[nodiscard]] QListWidget *places() const { return m_places; }

Q_SIGNALS:
    void requested(ui::SecretPanel::Action action);
    void placeRequested(const QString &path, config::Range place);

private:
    void build();
    void fillPlaces(const config::RequiredSecret &secret);
    void updateButtons();
    void tick();

    const models::SecretModel &m_model;
    QPersistentModelIndex m_index;
    bool m_ready = false;
    QLabel *m_key;
    SecondaryLabel *m_of;
    QLabel *m_state;
    QList<QPushButton *> m_buttons;
    SecondaryLabel *m_note;
    QLabel *m_value;
    SecondaryLabel *m_left;
    QListWidget *m_places;
    QTimer m_tick;
    int m_seconds = 0;
};

} // namespace ui
