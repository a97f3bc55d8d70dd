// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The map as a widget: Qt Location in a QQuickWidget, with the buttons over it.
#pragma once

#include "forecast/standard.h"
#include "models/forecast/airmap.h"

#include <QQuickWidget>

class QToolButton;

namespace ui {

class MapLayer;

class MapView : public QQuickWidget {
    Q_OBJECT
public:
    explicit MapView(QWidget *parent = nullptr);

    void setMap(const models::AirMap &map, const forecast::Standard &standard);
    void setSelected(const QString &id);
    void setStale(bool stale);
    /// Everything that the map has, or India where it has nothing.
    void fitAll();
    /// Close enough to tell the stations around apart.
    void goTo(const models::MapPlace &place);
    [[nodiscard]] MapLayer *layer() const { return m_layer; }
    /// What keeps the map from being shown; empty where it is shown.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void selected(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *button(const QString &iconName, const QString &name);
    void applyColors();
    void placeButtons();
    void zoom(double steps);
    void showTip(const QString &id, const QPointF &point);

    MapLayer *m_layer = nullptr;
    QList<QToolButton *> m_buttons;
    models::AirMap m_map;
    QList<forecast::Category> m_categories;
    bool m_fitted = false; // to data, once; afterwards the view is the user's
};

} // namespace ui
