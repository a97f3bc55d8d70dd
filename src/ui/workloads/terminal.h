// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What shows the bytes of a shell and takes what is typed. Its only maker is in a module of its own, loaded with the first shell.
#pragma once

#include "base/error.h"

#include <QWidget>

#include <functional>

namespace ui {

class Terminal : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// taken says when it has dealt with them.
    virtual void feed(const QByteArray &bytes) = 0;
    virtual void empty() = 0;
    [[nodiscard]] virtual int columns() const = 0;
    [[nodiscard]] virtual int rows() const = 0;
    /// All that can be scrolled to; takes its time where that is much.
    [[nodiscard]] virtual QString text() const = 0;
    virtual void find() = 0;

Q_SIGNALS:
    void typed(const QByteArray &bytes);
    void resized(int columns, int rows);
    void taken(qint64 bytes);
};

using TerminalMaker = std::function<base::Result<Terminal *>()>;

} // namespace ui
