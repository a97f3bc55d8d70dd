// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of ConfigPage that says how things stand: its summary and actions, what stands in place of files, its keys and scenes, what is kept.
#include "ui/config/configpage.h"

#include "ui/config/comparepanel.h"
#include "ui/config/filepanel.h"
#include "ui/config/filespanel.h"
#include "ui/config/findingdetails.h"
#include "ui/config/openfile.h"
#include "ui/config/parityview.h"
#include "ui/config/problemspanel.h"
#include "ui/config/schemanote.h"
#include "ui/widgets/banner.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>

using namespace Qt::StringLiterals;
using State = models::Checker::State;

namespace ui {

namespace {

QString filesText(std::size_t count) { return count == 1 ? ConfigPage::tr("1 file") : ConfigPage::tr("%1 files").arg(count); }
QString objectsText(int count) { return count == 1 ? ConfigPage::tr("1 object") : ConfigPage::tr("%1 objects").arg(count); }

} // namespace

void ConfigPage::updateState() {
    const State state = m_workspace.checker().state();
    const models::CheckedPtr &checked = m_workspace.checked();
    m_stack->setCurrentIndex(checked && !checked->set->files().empty() ? 1 : 0);
    if (m_workspace.folder().isEmpty())
        m_empty->setText(tr("No folder is open"), tr("The environment %1 names no folder of manifests. Choose one to check and edit its files.").arg(m_context.environment.name), tr("Choose a folder…"));
    else if (m_error)
        m_empty->setText(tr("The files could not be checked"), m_error->text(), tr("Try again"));
    else if (checked)
        m_empty->setText(tr("There is no configuration in %1").arg(m_workspace.folder()), tr("Neither it nor a folder below it holds a file of a kind that is known."), tr("Choose a folder…"));
    else
        m_empty->setText(tr("Reading and checking the files"), m_read > 0 ? tr("%1 files of %2 so far.").arg(m_read).arg(m_workspace.folder()) : m_workspace.folder());
    if (!checked)
        setSummary(m_workspace.folder().isEmpty() ? tr("No folder is open") : m_error ? tr("Not checked") : tr("Reading the files …"));
    else
        setSummary(tr("%1, %2: %3").arg(filesText(checked->set->files().size()), objectsText(checked->objects), models::countsText(m_problems->model().counts()))
            + (state == State::Idle ? tr("; checked at %1").arg(checked->at.toLocalTime().toString(u"HH:mm:ss"_s)) : tr("; checking …")));
    setSettled(state == State::Idle || state == State::Failed || m_workspace.folder().isEmpty());
}

QString ConfigPage::schemaPhrase() const { return m_schemas->phrase(); }

void ConfigPage::updateActions() {
    const QSet<QString> modified = m_workspace.modified();
    const OpenFile *file = m_panel->file();
    m_save->setEnabled(file && file->isModified());
    m_save->setText(file && file->isModified() ? tr("Save %1").arg(QFileInfo(file->path()).fileName()) : tr("Save"));
    m_saveAll->setText(tr("Save %1 files").arg(modified.size()));
    m_saveAll->setEnabled(!modified.isEmpty());
    setPageActions(modified.size() > 1 || (modified.size() == 1 && !m_save->isEnabled()) ? QList{m_save, m_saveAll, m_choose} : QList{m_save, m_choose});
}

QWidget *ConfigPage::detailsWidget() { return m_details; }

/// Where the operator is: the text has its search, the rest the tree's filter.
bool ConfigPage::focusFilter() {
    if (m_area->currentWidget() == m_parity)
        m_parity->focusFilter();
    else if (m_panel->isAncestorOf(QApplication::focusWidget()) && m_panel->tab() == FilePanel::Text)
        m_panel->openSearch();
    else
        m_files->focusFilter();
    return true;
}

QList<KeyHelp> ConfigPage::keys() const {
    return {{u"Ctrl+S"_s, tr("Save the file")}, {u"Ctrl+Shift+S"_s, tr("Save every file")}, {u"Ctrl+F"_s, tr("Search and replace in the text; elsewhere, filter the files")},
        {u"Ctrl+Space"_s, tr("What could be written here; also offered while typing")}, {u"Ctrl+Shift+O"_s, tr("Go to a part of the file")}, {u"Alt+Return"_s, tr("Quick fixes of the line")}, {u"Ctrl+Z"_s, tr("Undo, also what a form or a fix wrote")}, {u"F12"_s, tr("Go to the object, key or file that the name refers to; Ctrl and click too")},
        {u"Ctrl+/"_s, tr("Comment or uncomment the lines")}, {u"F5"_s, tr("Read and check the folder again")}};
}

QStringList ConfigPage::scenes() const { return {u"form"_s, u"difference"_s, u"guide"_s, u"platforms"_s, u"secrets"_s}; }

void ConfigPage::showScene(const QString &name) {
    const int place = int(scenes().indexOf(name)) + 1; // 0: the text
    const int ofFile = FilePanel::Guide;
    showView(std::max(0, place - ofFile));
    if (place <= ofFile)
        m_panel->showTab(static_cast<FilePanel::Tab>(place));
    if (place == FilePanel::Difference)
        m_panel->compare()->choose(1); // another environment: beside the saved file there is nothing to see
}

QByteArray ConfigPage::saveState() const {
    return QJsonDocument(QJsonObject{{u"columns"_s, QString::fromLatin1(m_columns->saveState().toBase64())}, {u"rows"_s, QString::fromLatin1(m_rows->saveState().toBase64())},
                             {u"file"_s, m_last}, {u"view"_s, view()}, {u"parity"_s, QString::fromUtf8(m_parity->saveState())}}).toJson(QJsonDocument::Compact);
}

void ConfigPage::restoreState(const QByteArray &state) {
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    if (object.isEmpty())
        return;
    m_columns->restoreState(QByteArray::fromBase64(object.value(u"columns"_s).toString().toLatin1()));
    m_rows->restoreState(QByteArray::fromBase64(object.value(u"rows"_s).toString().toLatin1()));
    m_parity->restoreState(object.value(u"parity"_s).toString().toUtf8());
    showView(object.value(u"view"_s).toInt());
    m_last = object.value(u"file"_s).toString();
}

} // namespace ui
