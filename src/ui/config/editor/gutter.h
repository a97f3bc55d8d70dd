// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The margin of the editor: line numbers, problem marks, folding.
#pragma once

#include "ui/config/editor/codeeditor.h"

namespace ui {

class EditorGutter : public QWidget {
    Q_OBJECT
public:
    explicit EditorGutter(CodeEditor *editor);
    static constexpr int markWidth = 20; // at the left of the numbers
    static constexpr int foldWidth = 16; // at their right

protected:
    void paintEvent(QPaintEvent *event) override { m_editor->paintMargin(event); }
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    CodeEditor *m_editor;
};

} // namespace ui
