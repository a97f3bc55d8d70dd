// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+K: every page, action, environment and object by a few letters.
#pragma once

#include <QFrame>
#include <QList>

#include <functional>

class QLineEdit;
class QListWidget;

namespace ui {

struct Command {
    QString title; // "Deployment/api", "Go to Workloads"
    QString group; // "Page", "Action", "Environment", "Object"
    QString keys;  // "Ctrl+1"; may be empty
    std::function<void()> run;
};

/// How well the words typed fit a title: all must occur; less is better; -1: not at all.
[[nodiscard]] int fitOf(const QString &title, const QStringList &words);

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget *window);
    void open(QList<Command> commands);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showMatches(const QString &text);
    void runCurrent();
    QLineEdit *m_field;
    QListWidget *m_list;
    QList<Command> m_commands;
};

} // namespace ui
