// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Above the tables while something is about to be changed: what is chosen, what it will do, and why it did not work. Built when first needed.
#pragma once

#include "base/error.h"
#include "environment/environment.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;

namespace ui {

class Banner;
class Confirmation;

class ChangePanel : public QWidget {
    Q_OBJECT
public:
    explicit ChangePanel(QWidget *parent = nullptr); // hidden until something is to be said

    /// Each takes the place of what was there before.
    void ask(const environment::Environment &environment, const QString &consequence, const QString &action);
    void askNumber(const environment::Environment &environment, const QString &label, int value);
    void askChoice(const environment::Environment &environment, const QString &label, const QStringList &choices);
    void say(const QString &sentence);
    void fail(const QString &title, const base::Error &error);
    void dismiss();

    /// For what is being asked; an empty action: nothing to confirm.
    void reword(const QString &consequence, const QString &action);
    [[nodiscard]] bool asking() const;
    [[nodiscard]] int number() const;
    [[nodiscard]] int choice() const;

Q_SIGNALS:
    /// Another number or another choice.
    void chosen();
    void confirmed();

private:
    void build();
    void clear();
    void open(const environment::Environment &environment, const QString &label, QWidget *control);
    Banner *m_banner = nullptr;
    Confirmation *m_confirmation = nullptr;
    QWidget *m_row = nullptr;
    QLabel *m_label = nullptr;
    QSpinBox *m_number = nullptr;
    QComboBox *m_choice = nullptr;
};

} // namespace ui
