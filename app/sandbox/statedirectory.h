// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of one sandbox: its certificates, token, port, kubeconfig, objects and log. Readable by its owner only.
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

#include <optional>

struct Identity {
    QByteArray authority;   // PEM
    QByteArray certificate; // PEM
    QByteArray key;         // PEM
    QByteArray token;
    QByteArray expired; // PEM; empty in a folder of an earlier version
};

struct RunningState {
    quint16 port = 0;
    qint64 pid = 0;
    bool hollow = true; // nothing runs in the pods
    bool operator==(const RunningState &) const = default;
};

class StateDirectory {
public:
    explicit StateDirectory(QString path);
    /// ${XDG_RUNTIME_DIR}, else ${XDG_STATE_HOME}, else ~/.local/state, with /aqi-sandbox.
    [[nodiscard]] static QString defaultPath();

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString kubeconfig() const { return file("kubeconfig"); }
    [[nodiscard]] QString log() const { return file("aqi-sandbox.log"); }
    [[nodiscard]] QString lock() const { return file("lock"); }
    [[nodiscard]] QString snapshot() const { return file("objects.jsonl"); }
    [[nodiscard]] QString data() const { return file("data"); } // the pods' volumes

    [[nodiscard]] base::Status create() const;
    /// What an earlier run left, so that its kubeconfig works again; made where there is none.
    [[nodiscard]] base::Result<Identity> identity() const;
    /// The authority and the token alone, for a client; nothing where the sandbox never ran here.
    [[nodiscard]] std::optional<Identity> knownIdentity() const;
    [[nodiscard]] std::optional<RunningState> state() const;
    [[nodiscard]] base::Status setState(const RunningState &state) const;
    [[nodiscard]] base::Status writeKubeconfig(const Identity &identity, quint16 port) const;

private:
    [[nodiscard]] QString file(const char *name) const;
    [[nodiscard]] base::Status write(const QString &path, const QByteArray &content) const;

    QString m_path;
};
