// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Small texts that pages share: section title, secondary text, freshness, a list of names and values.
#pragma once

#include <QDateTime>
#include <QLabel>
#include <QTimer>
#include <QWidget>

class QGridLayout;

namespace ui {

/// 13 px semibold, with an accessible role of a heading.
class SectionTitle : public QLabel {
    Q_OBJECT
public:
    explicit SectionTitle(const QString &text = {}, QWidget *parent = nullptr);
};

/// 11 px in the secondary colour; follows the theme.
class SecondaryLabel : public QLabel {
    Q_OBJECT
public:
    explicit SecondaryLabel(const QString &text = {}, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColor();
};

/// Freshness is a second mark, never mixed with state: live shows the age quietly, delayed and stale say it, offline says why.
enum class Freshness { Live, Delayed, Stale, Offline };

/// "live", "delayed, 42 s old", "stale, 3 min old", "offline since 11:40"; ages by itself once a second.
class FreshnessLabel : public SecondaryLabel {
    Q_OBJECT
public:
    explicit FreshnessLabel(QWidget *parent = nullptr);
    /// at: when what is shown was true. source: "api-service:8000 through the API server of sandbox", in the tool tip.
    void setFreshness(Freshness freshness, const QDateTime &at, const QString &source = {}, const QString &why = {});
    [[nodiscard]] Freshness freshness() const { return m_freshness; }

private:
    void updateText();
    Freshness m_freshness = Freshness::Live;
    QDateTime m_at;
    QString m_source;
    QString m_why;
    QTimer m_timer;
};

/// Names at the left in the secondary colour, values at the right, selectable by mouse and keyboard.
class DetailsList : public QWidget {
    Q_OBJECT
public:
    enum class ValueStyle { Text, Identifier };
    explicit DetailsList(QWidget *parent = nullptr);
    void clear();
    void add(const QString &name, const QString &value, const QString &toolTip = {}, ValueStyle style = ValueStyle::Text);
    /// Any widget as a value (a StateLabel).
    void add(const QString &name, QWidget *value);

private:
    QGridLayout *m_grid;
};

} // namespace ui
