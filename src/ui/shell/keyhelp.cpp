// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keyhelp.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QGridLayout *gridOf(const QList<KeyHelp> &keys) {
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::xs);
    grid->setColumnMinimumWidth(0, 120);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < keys.size(); ++row) {
        auto *key = new QLabel(keys.at(row).keys);
        key->setFont(monoFont());
        grid->addWidget(key, row, 0);
        grid->addWidget(new QLabel(keys.at(row).text), row, 1);
    }
    return grid;
}

} // namespace

QList<KeyHelp> windowKeys() {
    const auto tr = [](const char *text) { return QCoreApplication::translate("ui::KeyHelpDialog", text); };
    return {{u"Ctrl+K"_s, tr("Search: pages, actions, environments, objects")}, {u"Ctrl+1 … 8"_s, tr("Go to a page")},
        {u"Ctrl+E"_s, tr("Choose the environment")}, {u"F5"_s, tr("Refresh now")}, {u"/ or Ctrl+F"_s, tr("Filter")},
        {u"Enter"_s, tr("Open the details of the selected row")}, {u"Esc"_s, tr("Back")}, {u"Ctrl+D"_s, tr("Show or hide the details")},
        {u"Ctrl+C"_s, tr("Copy the selected rows")}, {u"Ctrl+Shift+T"_s, tr("Light or dark")}, {u"?"_s, tr("These keys")}};
}

KeyHelpDialog::KeyHelpDialog(const QString &pageTitle, const QList<KeyHelp> &pageKeys, QWidget *parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    setMinimumWidth(440);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::xl, space::l, space::xl, space::l);
    layout->setSpacing(space::s);
    if (!pageKeys.isEmpty()) {
        layout->addWidget(new SectionTitle(pageTitle));
        layout->addLayout(gridOf(pageKeys));
        layout->addSpacing(space::s);
    }
    layout->addWidget(new SectionTitle(tr("Everywhere")));
    layout->addLayout(gridOf(windowKeys()));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addSpacing(space::s);
    layout->addWidget(buttons);
}

} // namespace ui
