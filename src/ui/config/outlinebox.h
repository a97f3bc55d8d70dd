// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a file as a list that opens downwards: it says where the cursor is, and leads elsewhere.
#pragma once

#include "models/config/places.h"

#include <QComboBox>

namespace ui {

class OutlineBox : public QComboBox {
    Q_OBJECT
public:
    explicit OutlineBox(QWidget *parent = nullptr);

    /// begins: where each entry stands, in units of the text, ascending.
    void setEntries(const QList<models::OutlineEntry> &entries, const QList<int> &begins);
    /// The cursor is here now.
    void follow(int position);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void picked(int position);

private:
    QList<models::OutlineEntry> m_entries;
    QList<int> m_begins;
};

} // namespace ui
