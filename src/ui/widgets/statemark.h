// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The one vocabulary of state: a shape and a word, never colour alone.
#pragma once

#include "kube/health.h"

#include <QWidget>

class QPainter;

namespace ui {

/// The translated word in lower case: "healthy".
[[nodiscard]] QString stateWord(kube::HealthState state);

/// Paints the shape into the square; color is usually Theme::state(state), or the secondary text colour while the data is stale.
void paintStateMark(QPainter &painter, const QRectF &square, kube::HealthState state, const QColor &color);

/// The shape and the word in one line; the reason follows the word where it is given, the message is the tool tip.
class StateLabel : public QWidget {
    Q_OBJECT
public:
    explicit StateLabel(QWidget *parent = nullptr);

    void setHealth(const kube::Health &health);
    void setStale(bool stale);
    [[nodiscard]] kube::Health health() const { return m_health; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString text() const;
    kube::Health m_health;
    bool m_stale = false;
};

} // namespace ui
