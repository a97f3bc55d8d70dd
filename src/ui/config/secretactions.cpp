// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of SecretsView that does something with secrets: one at a time, or many out of a file.
#include "ui/config/secretsview.h"

#include "config/secrets/dotenvimport.h"
#include "config/secrets/generate.h"
#include "ui/config/secretclipboard.h"
#include "ui/config/secretdialog.h"
#include "ui/config/secretdialogimport.h"
#include "ui/config/secretpanel.h"
#include "ui/config/workspace.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace ui {

// --- what is done with one ---------------------------------------------------------------------------------------------

std::optional<config::SecretName> SecretsView::current() const {
    const config::RequiredSecret *secret = m_model.secret(m_view->currentIndex());
    return secret && !secret->key.empty() ? std::optional(m_model.target().nameOf(*secret)) : std::nullopt;
}

void SecretsView::act(int action) {
    if (!current() || m_keeper.state() != models::SecretKeeper::State::Ready)
        return;
    switch (action) {
    case SecretPanel::Set: return set();
    case SecretPanel::Generate: return generate();
    case SecretPanel::Forget: return forget();
    case SecretPanel::Show: return withValue([this](const config::SecretValue &value) { m_panel->reveal(value, m_exposure); });
    default: break;
    }
    withValue([this](const config::SecretValue &value) {
        m_clipboard->put(value, m_exposure);
        m_panel->setNote(tr("Copied. The clipboard is cleared in %1 s.").arg(m_exposure.count()));
    });
}

void SecretsView::withValue(const std::function<void(const config::SecretValue &)> &then) {
    const config::SecretName name = *current();
    m_keeper.read(name, [this, name, then](const base::Result<config::SecretValue> &value) {
        if (!value)
            return fail(tr("%1 could not be read").arg(name.key), value.error());
        if (current() == name && isVisible()) // else the operator is elsewhere by now
            then(*value);
    });
}

void SecretsView::set() {
    const config::SecretName name = *current();
    auto *dialog = new SecretDialog(name, m_model.target().title(), m_model.state(m_view->currentIndex()).kept, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, name] { keep(name, dialog->value(), tr("The value is kept.")); });
    dialog->open();
}

void SecretsView::generate() {
    const config::SecretName name = *current();
    const auto make = [this, name] {
        if (const auto made = config::generateSecret(config::secretKind(name.key.toStdString())))
            keep(name, *made, tr("A new value was made and is kept."));
    };
    if (!m_model.state(m_view->currentIndex()).kept)
        return make();
    ask(tr("Replace %1").arg(name.key), tr("Replaces the value of %1 that is kept for %2 by a new one; the old one cannot be brought back. What runs keeps it until it is deployed again.")
            .arg(name.key, m_model.target().title()), tr("Replace the value"), make);
}

void SecretsView::forget() {
    const config::SecretName name = *current();
    ask(tr("Forget %1").arg(name.key), tr("Forgets the value of %1 that is kept for %2; it cannot be brought back. What runs keeps it.").arg(name.key, m_model.target().title()),
        tr("Forget the value"), [this, name] {
            m_keeper.remove(name, [this, name](const base::Status &status) {
                if (!status)
                    return fail(tr("%1 was not forgotten").arg(name.key), status.error());
                m_panel->conceal();
                m_panel->setNote(tr("The value was forgotten."));
                look();
            });
        });
}

void SecretsView::ask(const QString &title, const QString &consequence, const QString &button, const std::function<void()> &then) {
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, consequence, QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(button, QMessageBox::AcceptRole);
    connect(yes, &QPushButton::clicked, this, then);
    box->setDefaultButton(QMessageBox::Cancel);
    box->open();
}

void SecretsView::keep(const config::SecretName &name, const config::SecretValue &value, const QString &note) {
    m_keeper.write(name, value, [this, name, note](const base::Status &status) {
        if (!status)
            return fail(tr("%1 was not kept").arg(name.key), status.error());
        m_panel->conceal();
        m_panel->setNote(note);
        look();
    });
}

// --- many out of a file ------------------------------------------------------------------------------------------------

void SecretsView::chooseImport() {
    auto *dialog = new QFileDialog(this, tr("Choose a dotenv file with the secrets of %1").arg(m_model.target().title()), m_workspace.folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(QDir::Files | QDir::AllDirs | QDir::Hidden | QDir::NoDotAndDotDot); // ".env"
    connect(dialog, &QFileDialog::fileSelected, this, &SecretsView::importFile);
    dialog->open();
}

void SecretsView::importFile(const QString &path) {
    const QString file = QFileInfo(path).fileName();
    readSecretFile(path, this, [this, file](const base::Result<config::SecretValue> &content) {
        content ? preview(file, *content) : fail(tr("%1 was not imported").arg(file), content.error());
    });
}

void SecretsView::preview(const QString &file, const config::SecretValue &content) {
    auto *dialog = new SecretDialogImport(file, config::importDotenv(std::string(content.bytes()), m_model.target().required), m_model.target(), m_model.states(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        // Shared by the steps: one value is written after the other.
        keepAll(std::make_shared<SecretDialogImport::Chosen>(dialog->chosen()), 0);
    });
    dialog->open();
}

void SecretsView::keepAll(const std::shared_ptr<std::vector<std::pair<config::SecretName, config::SecretValue>>> &rest, int kept) {
    if (rest->empty() || m_keeper.state() != models::SecretKeeper::State::Ready) {
        m_panel->setNote(kept == 1 ? tr("1 value is kept.") : tr("%1 values are kept.").arg(kept));
        return look();
    }
    const auto [name, value] = std::move(rest->back());
    rest->pop_back();
    m_keeper.write(name, value, [this, rest, kept, key = name.key](const base::Status &status) {
        if (status)
            return keepAll(rest, kept + 1);
        look();
        fail(tr("%1 was not kept, nor the %2 after it; %3 were").arg(key).arg(rest->size()).arg(kept), status.error());
    });
}

} // namespace ui
