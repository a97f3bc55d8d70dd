// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// '?': the keys of the page and of the window.
#pragma once

#include "ui/widgets/page.h"

#include <QDialog>

namespace ui {

/// The keys that work on every page.
[[nodiscard]] QList<KeyHelp> windowKeys();

class KeyHelpDialog : public QDialog {
    Q_OBJECT
public:
    KeyHelpDialog(const QString &pageTitle, const QList<KeyHelp> &pageKeys, QWidget *parent);
};

} // namespace ui
