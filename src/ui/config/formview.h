// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What people change in a file, as a form: each field writes the bytes of its own value and no other, as one step of the text's undo.
#pragma once

#include "models/config/formfields.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QScrollArea;
class QStackedLayout;

namespace ui {

class EmptyState;
class OpenFile;
class SecondaryLabel;

class FormView : public QWidget {
    Q_OBJECT
public:
    explicit FormView(QWidget *parent = nullptr);

    /// Null: no file.
    void setFile(OpenFile *file, config::FileKind kind);
    /// Fields as they are shown, by "Deployment/api · Replicas"; for tests and screen readers.
    [[nodiscard]] QLineEdit *fieldNamed(const QString &name) const;
    [[nodiscard]] int fieldCount() const { return static_cast<int>(m_rows.size()); }

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Row {
        models::FormField field;
        QLineEdit *edit = nullptr;
        QLabel *complaint = nullptr;
    };
    void refresh();
    void rebuild();
    void addSection(QGridLayout *grid, const models::FormSection &section);
    void addField(QGridLayout *grid, const models::FormField &field, const QString &title);
    void updateValues();
    void commit(qsizetype row);
    void complain(const Row &row, const QString &sentence);
    void explain(qsizetype row);
    [[nodiscard]] bool hasShape(const QList<models::FormSection> &sections) const;

    QPointer<OpenFile> m_file;
    config::FileKind m_kind;
    QList<models::FormSection> m_sections;
    QList<Row> m_rows;
    QTimer m_update; // after the last keystroke elsewhere
    QScrollArea *m_scroll;
    SecondaryLabel *m_help;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace ui
