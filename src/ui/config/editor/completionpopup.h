// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What could be written here: a list beside the cursor, with what the chosen entry means below it. The editor keeps the focus.
#pragma once

#include "config/schema/schema.h"

#include <QFrame>

class QLabel;
class QListWidget;

namespace ui {

class CompletionPopup : public QFrame {
    Q_OBJECT
public:
    explicit CompletionPopup(QWidget *editor);

    /// prefix: what has been typed of the word. Hides where nothing fits, or all that fits is typed already.
    void offer(std::vector<config::Completion> completions, const QString &prefix, const QPoint &below);
    void stepBy(int rows);
    void choose();
    [[nodiscard]] int count() const;
    [[nodiscard]] QStringList labels() const;

Q_SIGNALS:
    void chosen(const config::Completion &completion);

private:
    void showDescription();
    std::vector<config::Completion> m_completions; // those that fit
    QListWidget *m_list;
    QLabel *m_description;
};

} // namespace ui
