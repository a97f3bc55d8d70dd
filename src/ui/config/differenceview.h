// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between two texts: the changed lines with three lines around them, the changed words marked.
#pragma once

#include <QString>
#include <QWidget>

class QPlainTextEdit;
class QStackedLayout;

namespace ui {

class EmptyState;
class SecondaryLabel;

class DifferenceView : public QWidget {
    Q_OBJECT
public:
    explicit DifferenceView(QWidget *parent = nullptr);

    /// before: what is saved. nothing: what to say where both are the same.
    void setTexts(const QString &before, const QString &after, const QString &nothing);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void write();
    QString m_before;
    QString m_after;
    QString m_nothing;
    SecondaryLabel *m_count;
    QPlainTextEdit *m_text;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace ui
