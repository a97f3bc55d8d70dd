// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the value of one secret: masked, shown only while a button is held, judged while it is typed.
#pragma once

#include "models/config/secretlist.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace ui {

class SecretField;

class SecretDialog : public QDialog {
    Q_OBJECT
public:
    /// replaces: a value is kept already.
    SecretDialog(const config::SecretName &name, const QString &environment, bool replaces, QWidget *parent = nullptr);
    ~SecretDialog() override;

    /// After it was accepted.
    [[nodiscard]] const config::SecretValue &value() const { return m_value; }
    [[nodiscard]] SecretField *field() const { return m_field; }
    [[nodiscard]] QPushButton *keepButton() const { return m_keep; }
    [[nodiscard]] QString judgement() const;
    void done(int result) override;

private:
    void build(const QString &environment, bool replaces);
    void judge();
    void generate();
    void chooseFile();
    void takeFile(const base::Result<config::SecretValue> &content, const QString &path);

    config::SecretName m_name;
    config::SecretValue m_value;
    bool m_ofFile = false; // the value is a file's content, which a line cannot hold
    bool m_done = false;   // the line is emptied then, the value is not
    SecretField *m_field;
    QPushButton *m_show;
    QLabel *m_judgement;
    QPushButton *m_keep;
};

/// Reads a file of at most 1 MiB on a thread of its own; error: what is wrong with it. The bytes are wiped once done has returned.
void readSecretFile(const QString &path, QObject *context, std::function<void(const base::Result<config::SecretValue> &)> done);

} // namespace ui
