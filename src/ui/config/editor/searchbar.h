// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Search and replace in the editor.
#pragma once

#include <QTextCursor>
#include <QWidget>

class QLineEdit;
class QCheckBox;
class QLabel;

namespace ui {

class CodeEditor;
class SecondaryLabel;

class SearchBar : public QWidget {
    Q_OBJECT
public:
    explicit SearchBar(CodeEditor *editor, QWidget *parent = nullptr); // hidden until open

    /// With what is selected as the text to look for.
    void open();
    void close();
    void find(int direction);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search();
    void showCurrent(bool move);
    void replaceOne();
    void replaceAll();

    CodeEditor *m_editor;
    QLineEdit *m_text;
    QLineEdit *m_replacement;
    QCheckBox *m_case;
    SecondaryLabel *m_count;
    QList<QTextCursor> m_matches;
    int m_current = -1;
};

} // namespace ui
