// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// --screenshots: a picture of every page with live data, light and dark.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

namespace console {

class Services;

/// Prints a line per file to standard output. Ends the program: 0 only if every page settled on live data; 1 otherwise, 3 where there is
/// no connection at all.
class Screenshots : public QObject {
    Q_OBJECT
public:
    Screenshots(Services &services, QString folder);
    void start();

private:
    struct Shot {
        QString page;
        bool dark = false;
        QString scene; // of the page; empty: what it opens with
    };
    void next();
    void addScenes();
    void watch();
    void showMore();
    void save(bool settled);
    [[nodiscard]] bool settled() const;
    void finish();

    Services &m_services;
    QString m_folder;
    QList<Shot> m_shots; // scenes are added once their page is there
    int m_index = -1;
    int m_failures = 0;
    QTimer m_poll;
    QElapsedTimer m_waited;
    qint64 m_settledAt = -1;
};

} // namespace console
