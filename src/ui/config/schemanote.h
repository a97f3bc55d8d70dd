// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One short phrase: by which schemas the files are judged, the program's or the connected server's, and why not the server's.
#pragma once

#include "ui/widgets/labels.h"

namespace models {
class Checker;
}

namespace ui {

class ServerSchemas;

class SchemaNote : public SecondaryLabel {
    Q_OBJECT
public:
    SchemaNote(const ServerSchemas &server, const models::Checker &checker, QWidget *parent = nullptr);

    /// name: of the environment whose server it is.
    void setEnvironment(const QString &name);
    void refresh();
    /// Not shortened.
    [[nodiscard]] QString phrase() const { return m_phrase; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QString trouble() const; // why the server's do not judge; empty where nothing is wrong
    void elide();

    const ServerSchemas &m_server;
    const models::Checker &m_checker;
    QString m_name;
    QString m_phrase;
    QTimer m_aging;
};

} // namespace ui
