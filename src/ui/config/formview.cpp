// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/formview.h"

#include "models/config/words.h"
#include "ui/config/openfile.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr qsizetype fieldsAtMost = 400;        // each is a widget
constexpr std::size_t bytesAtMost = 512 * 1024;
constexpr int pause = 150;                     // milliseconds
enum Column { Name, Value, Unit };

QString helpOf(const models::FormField &field) { return *field.row->help ? models::configTr(field.row->help) : QString(); }

} // namespace

FormView::FormView(QWidget *parent) : QWidget(parent), m_scroll(new QScrollArea), m_help(new SecondaryLabel), m_empty(new EmptyState), m_stack(new QStackedLayout) {
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_help->setWordWrap(true);
    m_help->setMinimumHeight(40);
    m_help->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_help->setContentsMargins(space::l, space::xs, space::l, space::xs);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_help);
    m_stack->addWidget(page);
    m_stack->addWidget(m_empty);
    setLayout(m_stack);
    m_update.setSingleShot(true);
    m_update.setInterval(pause);
    connect(&m_update, &QTimer::timeout, this, &FormView::refresh);
}

void FormView::setFile(OpenFile *file, config::FileKind kind) {
    if (m_file)
        m_file->disconnect(this);
    m_file = file;
    m_kind = kind;
    m_sections.clear();
    if (file)
        connect(file, &OpenFile::textChanged, this, [this] { m_update.start(); });
    refresh();
}

void FormView::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    refresh();
}

bool FormView::hasShape(const QList<models::FormSection> &sections) const {
    if (sections.size() != m_sections.size())
        return false;
    for (qsizetype i = 0; i < sections.size(); ++i) {
        const auto same = [](const models::FormField &a, const models::FormField &b) {
            return a.row == b.row && a.section == b.section && a.label == b.label && a.root == b.root && a.path == b.path && a.writable == b.writable;
        };
        if (sections.at(i).title != m_sections.at(i).title || !std::ranges::equal(sections.at(i).fields, m_sections.at(i).fields, same))
            return false;
    }
    return !m_rows.isEmpty();
}

void FormView::refresh() {
    if (!isVisible())
        return; // built when it is looked at
    m_update.stop();
    const bool large = m_file && m_file->text().size() > bytesAtMost;
    QList<models::FormSection> sections;
    if (m_file && !large)
        sections = models::formOf(m_file->parsed(), m_kind);
    const bool same = hasShape(sections);
    m_sections = std::move(sections);
    if (same)
        updateValues();
    else
        rebuild();
    m_stack->setCurrentIndex(m_rows.isEmpty() ? 1 : 0);
    if (!m_file)
        m_empty->setText(tr("No file is chosen"));
    else if (large)
        m_empty->setText(tr("This file is too large for a form"), tr("It is edited as text."));
    else if (!m_file->parsed().problems().empty() && m_sections.isEmpty())
        m_empty->setText(tr("The text cannot be read as a form"), m_file->parsed().problems().front().message);
    else
        m_empty->setText(tr("There is no form for this kind of file"), tr("It is edited as text. Forms exist for what is changed often: replicas, images, environment, resources, probes, hosts, schedules."));
}

void FormView::rebuild() {
    m_rows.clear();
    m_help->setText(tr("Choose a field to read what it is for."));
    auto *content = new QWidget;
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(space::l, space::s, space::l, space::l);
    grid->setHorizontalSpacing(space::m);
    grid->setVerticalSpacing(space::xs);
    grid->setColumnMinimumWidth(Name, 180);
    grid->setColumnStretch(Value, 3);
    grid->setColumnStretch(Unit, 1);
    for (const models::FormSection &section : std::as_const(m_sections))
        addSection(grid, section);
    grid->setRowStretch(grid->rowCount(), 1);
    m_scroll->setWidget(content); // the one before goes
}

void FormView::addSection(QGridLayout *grid, const models::FormSection &section) {
    if (!section.title.isEmpty()) {
        auto *title = new SectionTitle(section.title);
        title->setContentsMargins(0, space::m, 0, 0);
        grid->addWidget(title, grid->rowCount(), Name, 1, 3);
    }
    QString part;
    for (const models::FormField &field : section.fields) {
        if (field.section != part && !field.section.isEmpty()) {
            auto *name = new QLabel(field.section);
            name->setFont(monoFont());
            name->setContentsMargins(0, space::s, 0, 0);
            grid->addWidget(name, grid->rowCount(), Name, 1, 3);
        }
        part = field.section;
        if (m_rows.size() >= fieldsAtMost) {
            grid->addWidget(new SecondaryLabel(tr("The file has more fields; the rest is edited as text.")), grid->rowCount(), Name, 1, 3);
            return;
        }
        addField(grid, field, section.title);
    }
}

void FormView::addField(QGridLayout *grid, const models::FormField &field, const QString &title) {
    const qsizetype number = m_rows.size();
    auto *name = new QLabel(field.label);
    auto *edit = new QLineEdit(field.value);
    auto *complaint = new QLabel;
    name->setBuddy(edit);
    name->setToolTip(QString::fromStdString(field.path));
    edit->setFont(monoFont());
    edit->setAccessibleName((QStringList{title, field.section, field.label} << QString()).join(u' ').simplified());
    edit->setAccessibleDescription(helpOf(field));
    edit->setPlaceholderText(field.present ? QString() : tr("not set"));
    edit->setReadOnly(!field.writable || !m_file->whyReadOnly().isEmpty());
    edit->installEventFilter(this);
    complaint->setWordWrap(true);
    complaint->hide();
    const int row = grid->rowCount();
    grid->addWidget(name, row, Name);
    grid->addWidget(edit, row, Value);
    grid->addWidget(new SecondaryLabel(QString::fromUtf8(field.row->unit)), row, Unit);
    grid->addWidget(complaint, row + 1, Value, 1, 2);
    m_rows.append({field, edit, complaint});
    connect(edit, &QLineEdit::textEdited, this, [this, number](const QString &text) {
        const Row &own = m_rows.at(number);
        complain(own, text == own.field.value ? QString() : models::complaintOf(own.field, text));
    });
    connect(edit, &QLineEdit::editingFinished, this, [this, number] { commit(number); });
}

/// Values come into fields that nobody is writing in.
void FormView::updateValues() {
    qsizetype number = 0;
    for (const models::FormSection &section : std::as_const(m_sections)) {
        for (const models::FormField &field : section.fields) {
            if (number >= m_rows.size())
                return;
            Row &row = m_rows[number++];
            const bool touched = row.edit->hasFocus() && row.edit->text() != row.field.value;
            row.field = field;
            row.edit->setPlaceholderText(field.present ? QString() : tr("not set"));
            if (touched || row.edit->text() == field.value)
                continue;
            row.edit->setText(field.value);
            complain(row, {});
        }
    }
}

void FormView::commit(qsizetype number) {
    const Row row = m_rows.value(number); // the form may be built anew by what follows
    if (!m_file || !row.edit || row.edit->text() == row.field.value || row.edit->isReadOnly())
        return;
    const QString text = row.edit->text();
    if (const QString wrong = models::complaintOf(row.field, text); !wrong.isEmpty())
        return complain(row, wrong);
    const auto edit = models::editOf(m_file->parsed(), row.field, text);
    if (!edit)
        return complain(row, edit.error().message);
    complain(row, {});
    m_rows[number].field.value = text; // so that the end of the focus does not write again
    m_file->apply({&*edit, 1});
}

void FormView::complain(const Row &row, const QString &sentence) {
    row.complaint->setText(sentence);
    row.complaint->setVisible(!sentence.isEmpty());
    QPalette colors = row.complaint->palette();
    colors.setColor(QPalette::WindowText, themeOf(this).failed);
    row.complaint->setPalette(colors);
}

void FormView::explain(qsizetype number) {
    const Row &row = m_rows.at(number);
    const QString help = helpOf(row.field);
    const QString path = QString::fromStdString(row.field.path);
    const QString reason = row.field.writable ? QString() : tr("It comes from an anchor that other places share; change it in the text. ");
    m_help->setText(help.isEmpty() ? reason + path : u"%1%2\n%3"_s.arg(reason, help, path));
}

bool FormView::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::FocusIn) {
        for (qsizetype i = 0; i < m_rows.size(); ++i) {
            if (m_rows.at(i).edit != watched)
                continue;
            explain(i);
            m_scroll->ensureWidgetVisible(m_rows.at(i).edit, 0, 40);
        }
    }
    return QWidget::eventFilter(watched, event);
}

QLineEdit *FormView::fieldNamed(const QString &name) const {
    const auto found = std::ranges::find_if(m_rows, [&](const Row &row) { return row.edit->accessibleName() == name; });
    return found == m_rows.cend() ? nullptr : found->edit;
}

} // namespace ui
