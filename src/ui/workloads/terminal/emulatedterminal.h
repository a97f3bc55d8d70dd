// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A terminal that QTermWidget draws: it reads from a pseudo-terminal, into whose other end the bytes of the shell are written.
#pragma once

#include "ui/workloads/terminal.h"

#include <QByteArray>
#include <QSize>

#include <memory>

class QSocketNotifier;
class QTermWidget;

namespace ui {

class EmulatedTerminal : public Terminal {
    Q_OBJECT
public:
    explicit EmulatedTerminal(QWidget *parent = nullptr);
    ~EmulatedTerminal() override;

    void feed(const QByteArray &bytes) override;
    void empty() override;
    [[nodiscard]] int columns() const override;
    [[nodiscard]] int rows() const override;
    [[nodiscard]] QString text() const override;
    void find() override;

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void prepareDescriptor();
    void writeSome();
    void checkSize();
    void applyTheme();
    void showMenu(const QPoint &place);

    QTermWidget *m_widget;
    int m_descriptor = -1; // of the end that the shell's bytes go into; QTermWidget's own
    std::unique_ptr<QSocketNotifier> m_writable;
    QByteArray m_unwritten;
    QSize m_size;
};

} // namespace ui
