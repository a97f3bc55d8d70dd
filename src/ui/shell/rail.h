// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pages, as icons with their names, at the left edge.
#pragma once

#include <QButtonGroup>
#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace ui {

class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);
    void addPage(const QString &id, const QString &title, const QString &iconName);
    void setCurrent(const QString &id);

Q_SIGNALS:
    void pageChosen(const QString &id);
    void helpRequested();
    void themeToggled();

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QToolButton *makeButton(const QString &title, const QString &iconName);
    void updateIcons();
    QVBoxLayout *m_pages;
    QButtonGroup m_group;
};

} // namespace ui
