// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/secretdialogimport.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using models::SecretGrade;

namespace ui {

namespace {

enum Column { Key, Happens, Strength, Why };
constexpr int gradeRole = Qt::UserRole;

bool isBad(SecretGrade grade) { return grade == SecretGrade::Weak || grade == SecretGrade::Unusable || grade == SecretGrade::Placeholder; }

QString listed(const std::vector<std::string> &keys) {
    QStringList names;
    for (const std::string &key : keys)
        names << QString::fromStdString(key);
    return names.join(u", "_s);
}

} // namespace

SecretDialogImport::SecretDialogImport(const QString &file, config::DotenvImport found, const models::SecretTarget &target, const models::SecretStates &states, QWidget *parent)
    : QDialog(parent), m_found(std::move(found)), m_target(target), m_list(new QTreeWidget), m_notes(new SecondaryLabel), m_warning(new QLabel), m_keep(new QPushButton) {
    build(file);
    fill(states);
    connect(m_list, &QTreeWidget::itemChanged, this, &SecretDialogImport::updateWords);
    connect(m_keep, &QPushButton::clicked, this, &QDialog::accept);
    updateWords();
}

SecretDialogImport::~SecretDialogImport() = default;

void SecretDialogImport::build(const QString &file) {
    setWindowTitle(tr("Import secrets out of %1").arg(file));
    resize(820, 480);
    auto *about = new QLabel(tr("Ticked values of %1 are kept for %2. The file itself stays as it is; delete it when it is no longer needed.").arg(file, m_target.title()));
    about->setWordWrap(true);
    m_list->setHeaderLabels({tr("Key"), tr("What happens"), tr("Strength"), tr("Why")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Keys of the file"));
    m_list->header()->setSectionResizeMode(QHeaderView::Interactive);
    m_list->header()->resizeSection(Key, 220);
    m_list->header()->resizeSection(Happens, 180);
    m_list->header()->resizeSection(Strength, 100);
    m_notes->setWordWrap(true);
    m_warning->setWordWrap(true);
    m_keep->setProperty("primary", true);
    m_keep->setDefault(true);
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(m_keep, QDialogButtonBox::ActionRole);
    connect(buttons->addButton(QDialogButtonBox::Cancel), &QPushButton::clicked, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    column->addWidget(about);
    column->addWidget(m_list, 1);
    column->addWidget(m_notes);
    column->addWidget(m_warning);
    column->addWidget(buttons);
}

void SecretDialogImport::fill(const models::SecretStates &states) {
    const std::vector<config::SecretIssue> issues = config::secretIssues(m_found.values);
    for (const auto &[key, value] : m_found.values) {
        std::vector<config::SecretIssue> own;
        QStringList reasons;
        std::ranges::copy_if(issues, std::back_inserter(own), [&](const config::SecretIssue &issue) { return issue.key == key; });
        for (const config::SecretIssue &issue : own)
            reasons << issue.message;
        const SecretGrade grade = models::gradeOf(key, own);
        const bool replaces = std::ranges::any_of(m_target.required, [&](const config::RequiredSecret &secret) {
            const auto known = states.find(m_target.nameOf(secret));
            return secret.key == key && known != states.end() && known->second.kept;
        });
        auto *item = new QTreeWidgetItem({QString::fromStdString(key), replaces ? tr("replaces the kept value") : tr("is kept anew"), models::gradeWord(grade), reasons.join(u' ')});
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(Key, isBad(grade) ? Qt::Unchecked : Qt::Checked);
        item->setData(Key, gradeRole, static_cast<int>(grade));
        item->setFont(Key, monoFont());
        item->setSizeHint(Key, {0, space::row});
        item->setToolTip(Why, reasons.join(u'\n'));
        m_list->addTopLevelItem(item);
    }
    QStringList notes;
    if (m_found.values.empty())
        notes << tr("No key of the file is needed here.");
    if (!m_found.missing.empty())
        notes << tr("Missing in the file: %1.").arg(listed(m_found.missing));
    if (!m_found.unknown.empty())
        notes << tr("Not needed, and not taken: %1.").arg(listed(m_found.unknown));
    notes << m_found.problems;
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
}

void SecretDialogImport::updateWords() {
    int ticked = 0, bad = 0, refused = 0;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = m_list->topLevelItem(row);
        const bool isWeak = isBad(static_cast<SecretGrade>(item->data(Key, gradeRole).toInt()));
        const bool on = item->checkState(Key) == Qt::Checked;
        ticked += on ? 1 : 0;
        bad += on && isWeak ? 1 : 0;
        refused += !on && isWeak ? 1 : 0;
    }
    m_keep->setText(ticked == 1 ? tr("Keep 1 value") : tr("Keep %1 values").arg(ticked));
    m_keep->setEnabled(ticked > 0);
    m_warning->setText(bad == 1   ? tr("1 value is kept although it is weak or will not work.")
            : bad > 1             ? tr("%1 values are kept although they are weak or will not work.").arg(bad)
            : refused > 0         ? tr("%1 left out, for the reason beside it. Tick it to keep it all the same.").arg(refused == 1 ? tr("1 value is") : tr("%1 values are").arg(refused))
                                  : QString());
    m_warning->setVisible(!m_warning->text().isEmpty());
}

SecretDialogImport::Chosen SecretDialogImport::chosen() const {
    Chosen chosen;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = m_list->topLevelItem(row);
        const std::string key = item->text(Key).toStdString();
        if (item->checkState(Key) != Qt::Checked)
            continue;
        for (const config::RequiredSecret &secret : m_target.required)
            if (secret.key == key)
                chosen.emplace_back(m_target.nameOf(secret), m_found.values.at(key));
    }
    return chosen;
}

QString SecretDialogImport::notes() const { return m_notes->text(); }

QString SecretDialogImport::warning() const { return m_warning->text(); }

} // namespace ui
