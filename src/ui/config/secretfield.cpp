// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/secretfield.h"

#include "ui/widgets/theme.h"

#include <QHideEvent>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QSignalBlocker>

#include <algorithm>
#include <array>
#include <cstring>

namespace ui {

namespace {

/// Keys that would bring a value back or carry it elsewhere, also while it is shown.
bool isForbidden(const QKeyEvent &key) {
    static constexpr std::array forbidden{QKeySequence::Undo, QKeySequence::Redo, QKeySequence::Copy, QKeySequence::Cut};
    return std::ranges::any_of(forbidden, [&](QKeySequence::StandardKey each) { return key.matches(each); });
}

} // namespace

void wipeText(const QString &text) noexcept {
    if (text.capacity() > 0) // 0: letters of the program's own, in memory that cannot be written. constData: data() would overwrite a copy
        explicit_bzero(const_cast<QChar *>(text.constData()), static_cast<std::size_t>(text.size()) * sizeof(QChar));
}

SecretField::SecretField(QWidget *parent) : QLineEdit(parent) {
    setEchoMode(Password);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setFont(monoFont());
    setContextMenuPolicy(Qt::NoContextMenu);
    setDragEnabled(false);
    connect(this, &QLineEdit::textEdited, this, &SecretField::forgetHistory);
}

SecretField::~SecretField() {
    const QSignalBlocker quiet(this); // who listened is half gone
    wipe();
}

void SecretField::wipe() {
    {
        const QString shared = text();
        wipeText(shared);
    }
    clear();
    forgetHistory();
}

/// A line that is masked again takes another buffer: the one that was drawn is overwritten.
void SecretField::setShown(bool shown) {
    const QString before = text();
    setEchoMode(shown ? Normal : Password);
    if (!shown && text().constData() != before.constData())
        wipeText(before);
}

/// Setting a text is what makes a line forget its steps of undo, each of which holds letters of it.
void SecretField::forgetHistory() {
    if (m_settling)
        return;
    const QScopedValueRollback settling(m_settling, true);
    const int position = cursorPosition();
    setText(text());
    setCursorPosition(position);
}

bool SecretField::event(QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride && isForbidden(*static_cast<QKeyEvent *>(event))) {
        event->accept(); // nor is it to be the window's undo
        return true;
    }
    return QLineEdit::event(event);
}

void SecretField::keyPressEvent(QKeyEvent *event) {
    if (isForbidden(*event))
        return event->accept();
    QLineEdit::keyPressEvent(event);
}

void SecretField::hideEvent(QHideEvent *event) {
    if (!event->spontaneous()) // the window was closed, not minimised
        wipe();
    setShown(false);
    QLineEdit::hideEvent(event);
}

} // namespace ui
