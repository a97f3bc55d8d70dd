// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which kinds of source the pollution comes from, as the API says: one bar of their shares, with words and percents below it.
#pragma once

#include "forecast/values.h"

#include <QWidget>

namespace ui {

class SecondaryLabel;

/// The bar and its words. What is missing to a whole stays empty.
class ShareBar : public QWidget {
    Q_OBJECT
public:
    explicit ShareBar(QWidget *parent = nullptr);
    void setShares(const QList<forecast::SourceShare> &shares);
    void setStale(bool stale);
    /// "Vehicles 45.2 %".
    [[nodiscard]] static QString words(const forecast::SourceShare &share);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QColor inkOf(qsizetype place) const;

    QList<forecast::SourceShare> m_shares;
    bool m_stale = false;
};

/// Hidden while nothing is said.
class SourceShares : public QWidget {
    Q_OBJECT
public:
    explicit SourceShares(QWidget *parent = nullptr);
    void setCurrent(const std::optional<forecast::Current> &current);
    void setStale(bool stale);
    [[nodiscard]] ShareBar *bar() const { return m_bar; }

private:
    ShareBar *m_bar;
    SecondaryLabel *m_note;
};

} // namespace ui
