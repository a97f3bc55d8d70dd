// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A line for a secret: masked, without copy and undo, overwritten when it is left.
//
// What cannot be promised: Qt gives no line that owns its memory. A text that outgrows its buffer leaves the old one behind, a shown one is
// copied into the layout that draws it, an input method, the clipboard's owner and the window system see what goes through them, and memory may
// be swapped out. So a value here lives shortly and its last buffer is overwritten; what is kept is kept as config::SecretValue.
#pragma once

#include <QLineEdit>

namespace ui {

/// Overwrites the letters where they lie, for whoever shares them: the widget that gave the text, too.
void wipeText(const QString &text) noexcept;

class SecretField : public QLineEdit {
    Q_OBJECT
public:
    explicit SecretField(QWidget *parent = nullptr);
    ~SecretField() override; // wipes

    /// Overwrites the text and empties the line.
    void wipe();
    void setShown(bool shown);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void forgetHistory();
    bool m_settling = false;
};

} // namespace ui
