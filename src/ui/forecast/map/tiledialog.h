// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the server of an online ground, and says what that means.
#pragma once

#include "ui/forecast/map/tilesource.h"

#include <QDialog>

class QLineEdit;

namespace ui {

class SecondaryLabel;

class TileDialog : public QDialog {
    Q_OBJECT
public:
    /// current: what is used now; nothing: the packaged map alone.
    explicit TileDialog(const std::optional<TileSource> &current, QWidget *parent = nullptr);

Q_SIGNALS:
    /// A checked source, or nothing for the packaged map alone.
    void chosen(const std::optional<ui::TileSource> &source);

private:
    void take();

    QLineEdit *m_address;
    QLineEdit *m_attribution;
    QLineEdit *m_userAgent;
    SecondaryLabel *m_problem;
};

} // namespace ui
