// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forecast/map/tiledialog.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

using namespace Qt::StringLiterals;

TileDialog::TileDialog(const std::optional<TileSource> &current, QWidget *parent)
    : QDialog(parent)
    , m_address(new QLineEdit(this))
    , m_attribution(new QLineEdit(this))
    , m_userAgent(new QLineEdit(this))
    , m_problem(new SecondaryLabel({}, this)) {
    setWindowTitle(tr("Online map"));
    auto *what = new SecondaryLabel(tr("The packaged map needs no network. With a tile server of your choice streets are shown as well; that server then learns where you look. "
                                       "Mind its terms of use: they ask for the attribution on the map and for a name under which you can be reached."), this);
    what->setWordWrap(true);
    m_address->setPlaceholderText(u"https://tiles.example.org/%z/%x/%y.png"_s);
    m_attribution->setPlaceholderText(tr("© whose map it is"));
    m_userAgent->setPlaceholderText(tr("Name of your operation, and an address for mail"));
    if (current) {
        m_address->setText(current->address);
        m_attribution->setText(current->attribution);
        m_userAgent->setText(current->userAgent);
    }
    m_problem->setWordWrap(true);
    m_problem->setAccessibleName(tr("What is missing"));
    auto *form = new QFormLayout;
    form->setSpacing(space::s);
    form->addRow(tr("Address of the tiles"), m_address);
    form->addRow(tr("Attribution"), m_attribution);
    form->addRow(tr("User agent"), m_userAgent);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *use = buttons->addButton(tr("Use this server"), QDialogButtonBox::AcceptRole);
    use->setDefault(true);
    auto *without = buttons->addButton(tr("Packaged map only"), QDialogButtonBox::DestructiveRole);
    without->setEnabled(current.has_value());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    column->addWidget(what);
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    setMinimumWidth(520);
    connect(use, &QPushButton::clicked, this, &TileDialog::take);
    connect(without, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen({});
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_address->setFocus();
}

void TileDialog::take() {
    const auto checked = checkedTiles({m_address->text(), m_attribution->text(), m_userAgent->text()});
    if (checked) {
        Q_EMIT chosen(*checked);
        return accept();
    }
    m_problem->setText(checked.error().message);
    (checked.error().where == "attribution"_L1 ? m_attribution : checked.error().where == "userAgent"_L1 ? m_userAgent : m_address)->setFocus();
}

} // namespace ui
