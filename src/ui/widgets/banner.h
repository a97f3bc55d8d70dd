// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Messages in the page instead of dialogs: what happened, to what, what to do; the verbatim text one click away.
#pragma once

#include "base/error.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace ui {

/// Built at its first message: most banners of a run never have one, and a window must not wait for them.
class Banner : public QWidget {
    Q_OBJECT
public:
    enum class Tone { Information, Warning, Failure };
    explicit Banner(QWidget *parent = nullptr); // hidden until show… is called

    /// One sentence; details is verbatim text behind "Details"; action is the label of a button, empty for none.
    void showMessage(Tone tone, const QString &sentence, const QString &details = {}, const QString &action = {});
    /// title says what could not be done: "Stations could not be loaded". The error's own sentence follows.
    void showError(const QString &title, const base::Error &error, const QString &action = {});
    void clear();
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void updateIcon();
    Tone m_tone = Tone::Information;
    QLabel *m_mark = nullptr; // null until built, as all of them
    QLabel *m_text = nullptr;
    QToolButton *m_expander = nullptr;
    QPushButton *m_action = nullptr;
    QPlainTextEdit *m_details = nullptr;
};

/// What stands where there is nothing to show: why it is empty, and what would fill it. Also "loading" (with a reason to wait).
/// Paints its words itself: wrapping labels ask every layout above them for a height at each width, and that was a third of the start.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);
    void setText(const QString &title, const QString &explanation = {}, const QString &action = {});
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Places {
        QRect title;
        QRect explanation;
        QRect action;
    };
    [[nodiscard]] Places places() const;
    void placeAction();

    QString m_title;
    QString m_explanation;
    QPushButton *m_action = nullptr; // null until there is one
};

} // namespace ui
