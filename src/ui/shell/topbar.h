// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The bar above every page: which environment, whether it is live, and where to type a command.
#pragma once

#include "environment/environment.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace ui {

class ConnectionLabel;

class TopBar : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);

    void setEnvironments(const QList<environment::Environment> &environments);
    void setCurrent(const environment::Environment &environment);
    void openEnvironmentMenu();
    [[nodiscard]] ConnectionLabel *connection() const { return m_connection; }

Q_SIGNALS:
    void environmentChosen(const QString &name);
    void searchRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillMenu();
    void updateLook();
    QToolButton *m_picker;
    QMenu *m_menu;
    QLabel *m_kind;
    QLabel *m_namespace;
    ConnectionLabel *m_connection;
    QPushButton *m_search;
    QList<environment::Environment> m_environments;
    environment::Environment m_current;
};

} // namespace ui
