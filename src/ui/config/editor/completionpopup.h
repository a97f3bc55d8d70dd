// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What could be written here: a list beside the cursor, with what the chosen entry means below it. The editor keeps the focus.
#pragma once

#include "config/schema/schema.h"

#include <QFrame>

class QListWidget;

namespace ui {

class SecondaryLabel;

class CompletionPopup : public QFrame {
    Q_OBJECT
public:
    explicit CompletionPopup(QWidget *editor);

    static constexpr int rowsShown = 9;
    /// completions: best first, all of which fit. typed: of the word, so far. Hides where there is none, or all there is stands there already.
    /// word: where it begins, in the editor; the list stands below it or, where there is no room, above.
    void offer(std::vector<config::Completion> completions, const QString &typed, const QRect &word);
    void stepBy(int rows);
    void choose();
    [[nodiscard]] int count() const;
    [[nodiscard]] QStringList labels() const;
    /// What is said of the chosen entry.
    [[nodiscard]] QString description() const;

Q_SIGNALS:
    void chosen(const config::Completion &completion);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showDescription();
    void place();
    std::vector<config::Completion> m_completions;
    QRect m_word;
    QListWidget *m_list;
    SecondaryLabel *m_description;
};

} // namespace ui
