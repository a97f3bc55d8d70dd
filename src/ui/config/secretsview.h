// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The secrets that an environment needs: where each is used, whether a value is kept and how good it is; set, made, imported, shown for a while.
#pragma once

#include "models/config/checker.h"
#include "models/config/secretkeeper.h"
#include "models/config/secretmodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;
class QTreeView;

namespace ui {

class Banner;
class EmptyState;
class SecretClipboard;
class SecretPanel;
class Workspace;

class SecretsView : public QWidget {
    Q_OBJECT
public:
    /// The keeper is opened when the view is first shown, since the keychain may then ask for its password.
    SecretsView(Workspace &workspace, models::SecretKeeper &keeper, QWidget *parent = nullptr);
    ~SecretsView() override;

    /// Shows the environment that these manifests belong to, else that of the name, where there is one.
    void setEnvironment(const QString &name, const QString &manifests);
    /// Reads the dotenv file and shows what of it would be kept.
    void importFile(const QString &path);
    /// How long a value is shown, or stays in the clipboard.
    void setExposure(std::chrono::seconds duration) { m_exposure = duration; }

    [[nodiscard]] models::SecretModel &model() { return m_model; }
    [[nodiscard]] QTreeView *view() const { return m_view; }
    [[nodiscard]] SecretPanel *panel() const { return m_panel; }
    [[nodiscard]] Banner *banner() const { return m_banner; }
    [[nodiscard]] QString completeness() const;

Q_SIGNALS:
    void fileRequested(const QString &path, config::Range place);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using Targets = std::vector<models::SecretTarget>;
    void build();
    void connectParts();
    void compute();
    void take(Targets targets);
    void showTarget();
    void look();
    void updateBanner();
    void updateTexts();
    void act(int action);
    void set();
    void generate();
    void forget();
    void ask(const QString &title, const QString &consequence, const QString &button, const std::function<void()> &then);
    void keep(const config::SecretName &name, const config::SecretValue &value, const QString &note);
    void withValue(const std::function<void(const config::SecretValue &)> &then);
    void chooseImport();
    void preview(const QString &file, const config::SecretValue &content);
    void keepAll(const std::shared_ptr<std::vector<std::pair<config::SecretName, config::SecretValue>>> &rest, int kept);
    void fail(const QString &title, const base::Error &error);
    [[nodiscard]] std::optional<config::SecretName> current() const;

    Workspace &m_workspace;
    models::SecretKeeper &m_keeper;
    models::SecretModel m_model;
    Targets m_targets;
    models::CheckedPtr m_asked; // what the targets were last computed of
    models::CheckedPtr m_shown; // what they are of
    quint64 m_order = 0;
    quint64 m_look = 0;
    bool m_computing = false;
    QString m_target; // id, of the shown one
    QString m_wanted;
    QString m_manifests;
    std::optional<std::pair<QString, base::Error>> m_trouble;
    std::chrono::seconds m_exposure{30};
    QTimer m_patience; // a wait that is short is not spoken of
    SecretClipboard *m_clipboard;
    QComboBox *m_chooser;
    QLabel *m_complete;
    QPushButton *m_import;
    Banner *m_banner;
    QTreeView *m_view;
    SecretPanel *m_panel;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace ui
