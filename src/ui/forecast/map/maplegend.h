// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The legend below the map, always there and never over a station: which standard, of what, of when; colour, word and
// range of each category. Breaks into as many lines as it needs.
#pragma once

#include "forecast/standard.h"

#include <QWidget>

namespace ui {

class MapLegend : public QWidget {
    Q_OBJECT
public:
    explicit MapLegend(QWidget *parent = nullptr);
    void setCategories(const QList<forecast::Category> &categories);
    /// title: standard and pollutant. explanation: what the values are, and of when.
    void setTexts(const QString &title, const QString &explanation);
    /// A line below: what the surface is; empty: none.
    void setNote(const QString &note);
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    /// Left top corner of each category's entry in a strip of this width.
    [[nodiscard]] QList<QPoint> flow(int width) const;
    [[nodiscard]] int entryWidth(const forecast::Category &category) const;
    [[nodiscard]] QString range(const forecast::Category &category) const;

    QList<forecast::Category> m_categories;
    QString m_title;
    QString m_explanation;
    QString m_note;
};

} // namespace ui
