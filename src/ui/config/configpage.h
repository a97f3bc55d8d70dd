// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Configuration: the deployment files of every platform, checked while they are edited, as text or as a form.
#pragma once

#include "models/config/secretkeeper.h"
#include "ui/config/serverschemas.h"
#include "ui/config/workspace.h"
#include "ui/widgets/page.h"

#include <QPointer>

class QSplitter;
class QStackedWidget;
class QTabBar;

namespace ui {

class Banner;
class EmptyState;
class FilePanel;
class FilesPanel;
class FindingDetails;
class ParityView;
class ProblemsPanel;
class SchemaNote;
class SecretsView;

class ConfigPage : public Page {
    Q_OBJECT
public:
    explicit ConfigPage(QWidget *parent = nullptr);
    ~ConfigPage() override;

    void setContext(const PageContext &context) override;
    void setConnection(const kube::Connection &connection) override;
    void refresh() override;
    [[nodiscard]] QWidget *detailsWidget() override;
    bool focusFilter() override;
    [[nodiscard]] QList<KeyHelp> keys() const override;
    [[nodiscard]] QStringList scenes() const override;
    void showScene(const QString &name) override;
    [[nodiscard]] QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;

    /// Opens the folder that the manifests belong to.
    void setFolder(const QString &folder);
    bool openFile(const QString &path);
    /// A view of the whole folder beside that of its files; the first is the files'. A choice of them stands above where there are several.
    int addView(const QString &title, QWidget *view);
    void showView(int view);
    [[nodiscard]] int view() const;
    /// Every file that is not saved; true where all are saved then.
    bool saveAll();
    [[nodiscard]] Workspace &workspace() { return m_workspace; }
    [[nodiscard]] FilePanel *panel() const { return m_panel; }
    [[nodiscard]] FilesPanel *files() const { return m_files; }
    [[nodiscard]] ProblemsPanel *problems() const { return m_problems; }
    [[nodiscard]] ParityView *parity() const { return m_parity; }
    [[nodiscard]] SecretsView *secrets() const { return m_secrets; }
    [[nodiscard]] ServerSchemas &serverSchemas() { return m_server; }
    /// By which schemas the files are judged.
    [[nodiscard]] QString schemaPhrase() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectParts();
    void connectChecker();
    void onChecked();
    void onPicked(const config::Finding &finding);
    void explain(const config::Finding &finding);
    void mend(const config::Finding &finding);
    void save();
    void goTo(const QString &path, config::Range place);
    void chooseFolder();
    void updateState();
    void updateActions();
    void updateCluster(const std::optional<kube::Connection> &connection);

    PageContext m_context;
    Workspace m_workspace;
    models::SecretKeeper m_keeper;
    ServerSchemas m_server;
    QString m_last; // file that was shown when the program ended
    int m_read = 0; // files, while a folder is loaded
    std::optional<base::Error> m_error;
    QAction *m_save;
    QAction *m_saveAll;
    QAction *m_choose;
    Banner *m_banner;
    FilesPanel *m_files;
    FilePanel *m_panel;
    ProblemsPanel *m_problems;
    QPointer<FindingDetails> m_details;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QSplitter *m_columns;
    QSplitter *m_rows;
    QTabBar *m_views;
    QStackedWidget *m_area; // as the tabs
    ParityView *m_parity;
    SecretsView *m_secrets;
    SchemaNote *m_schemas;
};

} // namespace ui
