// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/configpage.h"

#include "kube/client.h"
#include "kube/session.h"
#include "ui/config/comparepanel.h"
#include "ui/config/editor/codeeditor.h"
#include "ui/config/filepanel.h"
#include "ui/config/filespanel.h"
#include "ui/config/findingdetails.h"
#include "ui/config/openfile.h"
#include "ui/config/parityview.h"
#include "ui/config/problemspanel.h"
#include "ui/config/secretsview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using State = models::Checker::State;

namespace ui {

namespace {

QString filesText(std::size_t count) { return count == 1 ? ConfigPage::tr("1 file") : ConfigPage::tr("%1 files").arg(count); }
QString objectsText(int count) { return count == 1 ? ConfigPage::tr("1 object") : ConfigPage::tr("%1 objects").arg(count); }

} // namespace

ConfigPage::ConfigPage(QWidget *parent)
    : Page(u"configuration"_s, tr("Configuration"), u"configuration"_s, parent), m_save(new QAction(icon(u"check"_s, this), tr("Save"), this)),
      m_saveAll(new QAction(icon(u"check"_s, this), tr("Save all"), this)), m_choose(new QAction(icon(u"folder"_s, this), tr("Other folder…"), this)), m_banner(new Banner),
      m_files(new FilesPanel(m_workspace)), m_panel(new FilePanel(m_workspace)), m_problems(new ProblemsPanel(m_workspace)), m_details(new FindingDetails(this)),
      m_empty(new EmptyState), m_stack(new QStackedWidget), m_columns(new QSplitter(Qt::Horizontal)), m_rows(new QSplitter(Qt::Vertical)),
      m_views(new QTabBar), m_area(new QStackedWidget), m_parity(new ParityView(m_workspace)),
      m_secrets(new SecretsView(m_workspace, m_keeper)) {
    m_details->hide(); // until the shell takes it
    m_workspace.setDark(themeOf(this).dark);
    build();
    connectParts();
    connectChecker();
    updateState();
    updateActions();
}

ConfigPage::~ConfigPage() = default;

void ConfigPage::build() {
    m_save->setShortcut(QKeySequence::Save);
    m_save->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_saveAll->setShortcut(QKeySequence(u"Ctrl+Shift+S"_s));
    m_saveAll->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_save);
    addAction(m_saveAll);
    m_choose->setToolTip(tr("Check and edit the files of another folder"));
    m_rows->addWidget(m_panel);
    m_rows->addWidget(m_problems);
    m_rows->setStretchFactor(0, 1);
    m_rows->setChildrenCollapsible(false);
    m_rows->setSizes({460, 200});
    m_columns->addWidget(m_files);
    m_columns->addWidget(m_rows);
    m_columns->setStretchFactor(1, 1);
    m_columns->setChildrenCollapsible(false);
    m_columns->setSizes({280, 900});
    for (QSplitter *splitter : {m_rows, m_columns})
        splitter->setHandleWidth(1);
    m_views->setObjectName(u"folderViews"_s);
    m_views->setDrawBase(false);
    m_views->setExpanding(false);
    m_views->setAccessibleName(tr("Views of the folder"));
    auto *whole = new QWidget;
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_views);
    column->addWidget(m_area, 1);
    addView(tr("Files"), m_columns);
    addView(tr("Platforms side by side"), m_parity);
    addView(tr("Secrets"), m_secrets);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(whole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
}

int ConfigPage::addView(const QString &title, QWidget *view) {
    m_views->addTab(title);
    const int index = m_area->addWidget(view);
    m_views->setVisible(m_views->count() > 1);
    return index;
}

void ConfigPage::showView(int view) { m_views->setCurrentIndex(std::clamp(view, 0, m_views->count() - 1)); }

int ConfigPage::view() const { return m_views->currentIndex(); }

void ConfigPage::connectParts() {
    connect(m_views, &QTabBar::currentChanged, m_area, &QStackedWidget::setCurrentIndex);
    connect(m_parity, &ParityView::fileRequested, this, &ConfigPage::goTo);
    connect(m_secrets, &SecretsView::fileRequested, this, &ConfigPage::goTo);
    connect(m_save, &QAction::triggered, this, &ConfigPage::save);
    connect(m_saveAll, &QAction::triggered, this, &ConfigPage::saveAll);
    connect(m_choose, &QAction::triggered, this, &ConfigPage::chooseFolder);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { m_error ? refresh() : chooseFolder(); });
    connect(m_banner, &Banner::actionTriggered, this, &ConfigPage::refresh);
    connect(m_files, &FilesPanel::chosen, this, &ConfigPage::openFile);
    connect(m_problems, &ProblemsPanel::picked, this, &ConfigPage::onPicked);
    connect(m_problems, &ProblemsPanel::opened, this, &Page::detailsRequested);
    connect(m_panel, &FilePanel::findingPicked, this, [this](const config::Finding &finding) {
        m_problems->select(finding);
        explain(finding);
    });
    connect(m_panel, &FilePanel::fixRequested, this, &ConfigPage::mend);
    connect(m_details, &FindingDetails::fixRequested, this, &ConfigPage::mend);
    connect(m_panel, &FilePanel::fileRequested, this, &ConfigPage::goTo);
    connect(&m_workspace, &Workspace::modifiedChanged, this, &ConfigPage::updateActions);
}

void ConfigPage::connectChecker() {
    models::Checker &checker = m_workspace.checker();
    connect(&checker, &models::Checker::checkedChanged, this, &ConfigPage::onChecked);
    connect(&checker, &models::Checker::stateChanged, this, &ConfigPage::updateState);
    connect(&checker, &models::Checker::progressed, this, [this](int files) {
        m_read = files;
        updateState();
    });
    connect(&checker, &models::Checker::failed, this, [this](const base::Error &error) {
        m_error = error;
        if (m_workspace.checked())
            m_banner->showError(tr("The files could not be checked; what is shown was found before"), error, tr("Check again"));
        updateState();
    });
}

void ConfigPage::setContext(const PageContext &context) {
    const bool first = m_workspace.folder().isEmpty();
    const bool same = context.environment.manifests == m_context.environment.manifests && context.environment.name == m_context.environment.name;
    m_context = context;
    if (!same || first)
        setFolder(workspaceFolder(context.environment.manifests));
    m_secrets->setEnvironment(context.environment.name, context.environment.manifests);
    updateCluster(context.session ? std::optional(context.session->connection()) : std::nullopt);
    updateState();
}

void ConfigPage::setConnection(const kube::Connection &connection) { updateCluster(connection); }

void ConfigPage::updateCluster(const std::optional<kube::Connection> &connection) {
    const QString name = m_context.environment.name;
    ComparePanel::Cluster cluster{m_context.client, name, m_context.environment.manifests, m_context.session ? m_context.session->ns() : m_context.environment.ns, {}};
    using Connection = kube::Connection::State;
    if (!m_context.client)
        cluster.why = tr("The environment %1 has no connection to a cluster.").arg(name);
    else if (connection && connection->state == Connection::Connecting)
        cluster.why = tr("The cluster of %1 has not answered yet.").arg(name);
    else if (connection && connection->state == Connection::Offline)
        cluster.why = connection->error ? tr("The cluster of %1 cannot be reached: %2.").arg(name, connection->error->message) : tr("The cluster of %1 cannot be reached.").arg(name);
    m_panel->compare()->setCluster(cluster);
}

void ConfigPage::setFolder(const QString &folder) {
    if (folder == m_workspace.folder())
        return;
    m_panel->showFile({});
    m_details->clear();
    m_banner->clear();
    m_error.reset();
    m_read = 0;
    m_workspace.setFolder(folder);
    updateState();
    updateActions();
}

void ConfigPage::chooseFolder() {
    auto *dialog = new QFileDialog(this, tr("Choose a folder of configuration files"), m_workspace.folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { setFolder(QDir::cleanPath(path)); });
    dialog->open();
}

void ConfigPage::refresh() {
    m_banner->clear();
    m_error.reset();
    m_workspace.checker().reload();
}

/// Until the operator has chosen a file, one is shown that has something to say: the one of before, the worst, the first of the tree.
void ConfigPage::onChecked() {
    m_error.reset();
    m_banner->clear();
    m_panel->updateProblems();
    if (!m_panel->file() && !m_workspace.set()->files().empty()) {
        const auto &findings = m_workspace.checked()->findings;
        const auto worst = std::ranges::max_element(findings, {}, &config::Finding::severity);
        QString path = m_workspace.set()->file(m_last) ? m_last : QString();
        if (path.isEmpty())
            path = worst != findings.end() ? worst->file : m_files->firstFile();
        openFile(path);
    }
    if (const auto problems = m_workspace.set()->renderProblems(); !problems.empty())
        m_banner->showError(tr("%1 cannot be rendered; its objects are checked as they stand in the files").arg(QDir(m_workspace.folder()).relativeFilePath(problems.front().kustomization)),
            problems.front().error);
    updateState();
}

bool ConfigPage::openFile(const QString &path) {
    const bool opened = m_panel->showFile(path);
    m_files->setCurrent(path);
    m_problems->setFile(path);
    m_last = path;
    updateActions();
    return opened;
}

void ConfigPage::goTo(const QString &path, config::Range place) {
    showView(0);
    if (openFile(path))
        m_panel->jumpTo(place);
}

void ConfigPage::onPicked(const config::Finding &finding) {
    if (openFile(finding.file))
        m_panel->jumpTo(finding);
    explain(finding);
}

void ConfigPage::explain(const config::Finding &finding) {
    if (!m_details)
        return;
    const QString place = u"%1:%2:%3"_s.arg(QDir(m_workspace.folder()).relativeFilePath(finding.file)).arg(finding.position.line).arg(finding.position.column);
    m_details->showFinding(finding, m_workspace.rule(finding.rule), place);
    Q_EMIT detailsRequested();
}

void ConfigPage::mend(const config::Finding &finding) {
    if (m_workspace.applyFix(finding)) {
        openFile(finding.file);
        m_details->clear();
        return;
    }
    m_panel->showTrouble(tr("It was not mended"), {base::ErrorKind::Conflict, tr("the text has changed since it was checked; try again in a moment"), finding.file, {}});
}

void ConfigPage::save() {
    OpenFile *file = m_panel->file();
    if (!file || !file->isModified())
        return;
    if (const auto saved = m_workspace.save(*file); !saved)
        m_panel->showTrouble(tr("%1 was not saved").arg(QFileInfo(file->path()).fileName()), saved.error());
}

bool ConfigPage::saveAll() {
    const auto saved = m_workspace.saveAll();
    if (!saved) {
        openFile(saved.error().where);
        m_panel->showTrouble(tr("Not every file was saved"), saved.error());
    }
    return saved.has_value();
}

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

void ConfigPage::changeEvent(QEvent *event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_workspace.setDark(themeOf(this).dark);
}

} // namespace ui
