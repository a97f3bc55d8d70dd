// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Title of the page, its summary in words, and its one to three actions.
#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace ui {

class Page;

class PageHeader : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(QWidget *parent = nullptr);
    void setPage(Page *page);
    void setDetailsShown(bool shown);
    void setHasDetails(bool has);

Q_SIGNALS:
    void detailsToggled(bool shown);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillActions();
    QLabel *m_title;
    QLabel *m_summary;
    QHBoxLayout *m_actions;
    QToolButton *m_details;
    QPointer<Page> m_page;
};

} // namespace ui
