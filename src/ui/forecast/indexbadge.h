// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The index in large figures on its category's colour.
#pragma once

#include "forecast/standard.h"

#include <QWidget>

#include <optional>

namespace ui {

class IndexBadge : public QWidget {
    Q_OBJECT
public:
    explicit IndexBadge(QWidget *parent = nullptr);
    void setIndex(const QString &number, const std::optional<forecast::Category> &category);
    [[nodiscard]] QSize sizeHint() const override { return {72, 52}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_number;
    std::optional<forecast::Category> m_category;
};

} // namespace ui
