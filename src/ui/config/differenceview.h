// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between two texts: the changed lines with three lines around them, the changed words marked.
#pragma once

#include <QString>
#include <QWidget>

#include <optional>

class QPlainTextEdit;
class QStackedLayout;

namespace ui {

class EmptyState;
class SecondaryLabel;

class DifferenceView : public QWidget {
    Q_OBJECT
public:
    explicit DifferenceView(QWidget *parent = nullptr);

    struct Texts {
        QString before;
        QString after;
        QString other;   // what is compared with: "the saved file"
        QString nothing; // what to say where both are the same
        bool numbered = true; // lines are those of a file that people know
        bool operator==(const Texts &) const = default;
    };
    void setTexts(const Texts &texts);
    /// There is nothing to compare yet, and why.
    void showMessage(const QString &title, const QString &explanation);
    /// What is read; empty where no difference is shown.
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void write();
    std::optional<Texts> m_texts; // nothing: a message is shown
    SecondaryLabel *m_count;
    QPlainTextEdit *m_text;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace ui
