// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/secretdialog.h"

#include "config/secrets/generate.h"
#include "ui/config/secretfield.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr qint64 bytesAtMost = 1024 * 1024;

base::Result<config::SecretValue> contentOf(const QString &path) {
    QFile file(path);
    if (!QFileInfo(path).isFile())
        return base::fail(base::ErrorKind::NotFound, SecretDialog::tr("it is no file"), path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return base::fail(base::ErrorKind::Io, SecretDialog::tr("it cannot be read"), path, file.errorString());
    if (file.size() > bytesAtMost)
        return base::fail(base::ErrorKind::Invalid, SecretDialog::tr("it has more than 1 MiB, which no file of secrets has"), path);
    QByteArray bytes = file.read(bytesAtMost);
    config::SecretValue value({bytes.constData(), std::size_t(bytes.size())});
    bytes.fill('\0');
    return value;
}

} // namespace

void readSecretFile(const QString &path, QObject *context, std::function<void(const base::Result<config::SecretValue> &)> done) {
    QtConcurrent::run(contentOf, path).then(context, [done = std::move(done)](const base::Result<config::SecretValue> &content) { done(content); });
}

SecretDialog::SecretDialog(const config::SecretName &name, const QString &environment, bool replaces, QWidget *parent)
    : QDialog(parent), m_name(name), m_field(new SecretField), m_show(new QPushButton(tr("Hold to show"))), m_judgement(new QLabel), m_keep(new QPushButton) {
    build(environment, replaces);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        if (m_done)
            return;
        m_ofFile = false;
        judge();
    });
    connect(m_show, &QPushButton::pressed, this, [this] { m_field->setShown(true); });
    connect(m_show, &QPushButton::released, this, [this] { m_field->setShown(false); });
    connect(m_keep, &QPushButton::clicked, this, &QDialog::accept);
    judge();
}

SecretDialog::~SecretDialog() = default;

void SecretDialog::build(const QString &environment, bool replaces) {
    setWindowTitle(tr("Set %1").arg(m_name.key));
    setMinimumWidth(520);
    auto *about = new QLabel(replaces ? tr("Replaces the value of %1 that is kept for %2. What runs keeps the old one until it is deployed again.").arg(m_name.key, environment)
                                      : tr("Keeps a value of %1 for %2. Nothing is written into a file.").arg(m_name.key, environment));
    about->setWordWrap(true);
    m_field->setPlaceholderText(tr("Value"));
    m_field->setAccessibleName(tr("Value of %1").arg(m_name.key));
    m_judgement->setWordWrap(true);
    m_judgement->setMinimumHeight(36);
    m_judgement->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_keep->setProperty("primary", true);
    m_keep->setDefault(true);
    m_show->setAutoDefault(false);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::s);
    line->addWidget(m_field, 1);
    line->addWidget(m_show);
    auto *buttons = new QDialogButtonBox;
    buttons->addButton(m_keep, QDialogButtonBox::ActionRole);
    connect(buttons->addButton(QDialogButtonBox::Cancel), &QPushButton::clicked, this, &QDialog::reject);
    const config::SecretKind kind = config::secretKind(m_name.key.toStdString());
    if (config::generateSecret(kind))
        connect(buttons->addButton(tr("Generate one"), QDialogButtonBox::ResetRole), &QPushButton::clicked, this, &SecretDialog::generate);
    if (kind == config::SecretKind::File || kind == config::SecretKind::Other)
        connect(buttons->addButton(tr("Out of a file…"), QDialogButtonBox::ResetRole), &QPushButton::clicked, this, &SecretDialog::chooseFile);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::m);
    column->addWidget(about);
    column->addLayout(line);
    column->addWidget(m_judgement);
    column->addWidget(buttons);
}

void SecretDialog::judge() {
    if (!m_ofFile) {
        std::string text = m_field->text().toStdString();
        m_value = config::SecretValue(text);
        config::wipe(text);
    }
    const std::string key = m_name.key.toStdString();
    const bool empty = m_value.isEmpty();
    const auto issues = empty ? std::vector<config::SecretIssue>() : config::secretIssues(key, m_value);
    const models::SecretGrade grade = models::gradeOf(key, issues);
    QStringList sentences;
    for (const config::SecretIssue &issue : issues)
        sentences << issue.message;
    const bool bad = grade == models::SecretGrade::Weak || grade == models::SecretGrade::Unusable || grade == models::SecretGrade::Placeholder;
    m_judgement->setText(empty ? QString() : sentences.isEmpty() ? grade == models::SecretGrade::Strong ? tr("The value is strong.") : tr("The value looks right.") : sentences.join(u'\n'));
    m_keep->setText(!bad ? tr("Keep the value") : grade == models::SecretGrade::Weak ? tr("Keep it although it is weak") : tr("Keep it although it will not work"));
    m_keep->setEnabled(!empty);
}

void SecretDialog::done(int result) {
    m_done = true;
    QDialog::done(result);
}

QString SecretDialog::judgement() const { return m_judgement->text(); }

void SecretDialog::generate() {
    const auto made = config::generateSecret(config::secretKind(m_name.key.toStdString()));
    if (!made)
        return;
    m_field->wipe();
    m_field->setText(QString::fromUtf8(made->bytes()));
}

void SecretDialog::chooseFile() {
    auto *dialog = new QFileDialog(this, tr("Choose the file that holds the value of %1").arg(m_name.key));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        readSecretFile(path, this, [this, path](const base::Result<config::SecretValue> &content) { takeFile(content, path); });
    });
    dialog->open();
}

void SecretDialog::takeFile(const base::Result<config::SecretValue> &content, const QString &path) {
    if (!content) {
        m_judgement->setText(tr("%1 was not taken: %2.").arg(path, content.error().message));
        return;
    }
    m_field->wipe(); // judges it as empty; what follows is of the file
    m_value = *content;
    m_ofFile = true;
    judge();
    m_judgement->setText(tr("%1 bytes of %2.").arg(m_value.bytes().size()).arg(QFileInfo(path).fileName()) + u' ' + m_judgement->text());
}

} // namespace ui
