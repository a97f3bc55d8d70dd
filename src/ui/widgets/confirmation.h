// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The consequence before the act, in the page: one sentence with numbers, the environment's colour, its name to type for a production.
#pragma once

#include "environment/environment.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class Confirmation : public QWidget {
    Q_OBJECT
public:
    enum class Force { NotNeeded, Offered };
    explicit Confirmation(QWidget *parent = nullptr); // hidden until ask

    /// action: the words of the button, "Apply 7 changes". forceText: what taking fields over would do.
    void ask(const environment::Environment &environment, const QString &consequence, const QString &action, Force force = Force::NotNeeded,
        const QString &forceText = {});
    /// While it is asked: another sentence (a choice has changed). An empty action: there is nothing to confirm.
    void reword(const QString &consequence, const QString &action);
    /// What is chosen before it is confirmed (a number, a revision), above the sentence; shown and hidden by its owner. Called once.
    void setChoice(QWidget *choice);
    void dismiss();

Q_SIGNALS:
    void confirmed(bool force);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void updateButton();
    void setAction(const QString &action);
    environment::Environment m_environment;
    QString m_action;
    QLabel *m_sentence;
    QCheckBox *m_force;
    QLabel *m_askName;
    QLineEdit *m_name;
    QPushButton *m_yes;
    QPushButton *m_no;
};

} // namespace ui
