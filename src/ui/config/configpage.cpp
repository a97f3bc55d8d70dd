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
#include "ui/config/schemanote.h"
#include "ui/config/secretsview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

ConfigPage::ConfigPage(QWidget *parent)
    : Page(u"configuration"_s, tr("Configuration"), u"configuration"_s, parent), m_save(new QAction(icon(u"check"_s, this), tr("Save"), this)),
      m_saveAll(new QAction(icon(u"check"_s, this), tr("Save all"), this)), m_choose(new QAction(icon(u"folder"_s, this), tr("Other folder…"), this)), m_banner(new Banner),
      m_files(new FilesPanel(m_workspace)), m_panel(new FilePanel(m_workspace)), m_problems(new ProblemsPanel(m_workspace)), m_details(new FindingDetails(this)),
      m_empty(new EmptyState), m_stack(new QStackedWidget), m_columns(new QSplitter(Qt::Horizontal)), m_rows(new QSplitter(Qt::Vertical)),
      m_views(new QTabBar), m_area(new QStackedWidget), m_parity(new ParityView(m_workspace)),
      m_secrets(new SecretsView(m_workspace, m_keeper)), m_schemas(new SchemaNote(m_server, m_workspace.checker())) {
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
    m_schemas->setContentsMargins(0, 0, space::m, 0);
    auto *top = new QHBoxLayout;
    top->setSpacing(space::l);
    top->addWidget(m_views);
    top->addWidget(m_schemas, 1);
    column->addLayout(top);
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
    connect(&m_server, &ServerSchemas::changed, this, [this] { m_workspace.checker().setKinds(m_server.kinds()); });
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
    m_schemas->setEnvironment(context.environment.name);
    m_server.setServer(context.client);
    updateCluster(context.session ? std::optional(context.session->connection()) : std::nullopt);
    updateState();
}

void ConfigPage::setConnection(const kube::Connection &connection) {
    updateCluster(connection);
    if (connection.state == kube::Connection::State::Live && m_server.error())
        m_server.ask(); // it could not be reached before
}

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
    m_server.ask();
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

void ConfigPage::changeEvent(QEvent *event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_workspace.setDark(themeOf(this).dark);
}

} // namespace ui
