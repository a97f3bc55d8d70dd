// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/setpicker.h"

#include "deploy/manifestset.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace ui {

SetPicker::SetPicker(QWidget *parent) : QWidget(parent), m_sets(new QComboBox), m_open(new QToolButton) {
    auto *label = new QLabel(tr("Set"));
    label->setBuddy(m_sets);
    m_sets->setMinimumWidth(320);
    m_sets->setAccessibleName(tr("Set of manifests"));
    m_open->setText(tr("Other folder…"));
    m_open->setToolTip(tr("Choose a folder of YAML files or a kustomization"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::l, space::s, space::l, space::s);
    layout->setSpacing(space::s);
    layout->addWidget(label);
    layout->addWidget(m_sets);
    layout->addWidget(m_open);
    layout->addStretch();
    connect(&m_search, &QFutureWatcherBase::finished, this, &SetPicker::onFound);
    connect(m_sets, &QComboBox::activated, this, [this] { Q_EMIT chosen(current()); });
    connect(m_open, &QToolButton::clicked, this, &SetPicker::chooseFolder);
}

void SetPicker::setFolder(const QString &folder, const QStringList &preferred) {
    m_folder = folder;
    m_preferred = preferred;
    m_sets->clear();
    m_searching = true;
    m_search.setFuture(deploy::findSets(folder));
}

QString SetPicker::current() const {
    return m_sets->currentData().toString();
}

void SetPicker::add(const QString &path) {
    const QString below = QDir(m_folder).relativeFilePath(path);
    const bool inside = !m_folder.isEmpty() && !below.startsWith(QStringLiteral(".."));
    m_sets->addItem(!inside ? path : below == QStringLiteral(".") ? QDir(path).dirName() : below, path);
    m_sets->setItemData(m_sets->count() - 1, path, Qt::ToolTipRole);
}

void SetPicker::setCurrent(const QString &path) {
    if (m_sets->findData(path) < 0)
        add(path);
    m_sets->setCurrentIndex(m_sets->findData(path));
}

void SetPicker::onFound() {
    if (m_search.future().resultCount() == 0)
        return;
    m_searching = false;
    const QStringList sets = m_search.result();
    for (const QString &path : sets)
        if (m_sets->findData(path) < 0)
            add(path);
    for (auto name = m_preferred.crbegin(); name != m_preferred.crend(); ++name)
        for (int i = 0; i < m_sets->count(); ++i)
            if (QDir(m_sets->itemData(i).toString()).dirName() == *name)
                m_sets->setCurrentIndex(i);
    Q_EMIT found(sets);
}

void SetPicker::chooseFolder() {
    auto *dialog = new QFileDialog(this, tr("Choose a folder of manifests"), m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        setCurrent(QDir::cleanPath(path));
        Q_EMIT chosen(current());
    });
    dialog->open();
}

} // namespace ui
