// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The two lines of controls above a log: what is read, and how it is looked at.
#pragma once

#include "models/logs/logentry.h"

#include <QStringList>
#include <QWidget>

#include <chrono>
#include <optional>

class QBoxLayout;
class QComboBox;
class QToolButton;

namespace ui {

class SearchField;

class LogTools : public QWidget {
    Q_OBJECT
public:
    explicit LogTools(QWidget *parent = nullptr);

    /// Keeps the choice where it is still among them.
    void setContainers(const QStringList &names);
    void setPrevious(bool previous);

    [[nodiscard]] QString container() const; // empty: all
    [[nodiscard]] std::optional<int> tailLines() const;
    [[nodiscard]] std::optional<std::chrono::seconds> since() const;
    [[nodiscard]] bool previous() const;
    [[nodiscard]] models::Severity least() const;
    [[nodiscard]] SearchField *field() const { return m_field; }
    [[nodiscard]] QToolButton *only() const { return m_only; }
    [[nodiscard]] QToolButton *pause() const { return m_pause; }
    [[nodiscard]] QToolButton *end() const { return m_end; }

Q_SIGNALS:
    void choiceChanged(); // of what is read
    void leastChanged();
    void nextRequested(int direction);
    void wrapToggled(bool on);
    void timesToggled(bool on);
    void copyRequested();
    void saveRequested();

private:
    void buildChoice(QBoxLayout &line);
    void buildLook(QBoxLayout &line);
    [[nodiscard]] QToolButton *button(const QString &text, const QString &toolTip, bool checkable);

    QComboBox *m_container;
    QComboBox *m_range;
    QComboBox *m_least;
    SearchField *m_field;
    QToolButton *m_previous;
    QToolButton *m_only;
    QToolButton *m_pause;
    QToolButton *m_end;
};

} // namespace ui
