// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// kubeconfig as kubectl reads it: several files merged (the first to set a value wins), relative paths against their file, tokens, token files, client
// certificates, exec plugins, certificate authority, TLS server name, proxy.
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace kube {

/// Upper bound of one kubeconfig, in bytes; certificates and tokens in files have a bound of their own (1 MiB).
inline constexpr qint64 kubeconfigLimit = 8 << 20;

struct ExecPlugin {
    QString apiVersion;
    QString command; // resolved against the kubeconfig's folder where it has a slash
    QStringList arguments;
    QMap<QString, QString> environment;
    QString installHint;
    bool provideClusterInfo = false;
    QString interactiveMode; // "Never", "IfAvailable", "Always"; we are never interactive
    bool operator==(const ExecPlugin &) const = default;
};

/// All that is needed to reach one cluster as one user. Holds secrets: never printed, never stored.
struct ClusterAccess {
    QString context;
    QString cluster;
    QString user;
    QString ns = QStringLiteral("default");
    QUrl server;
    QByteArray certificateAuthority; // PEM; empty: the system's
    bool insecureSkipVerify = false;
    QString tlsServerName;
    QUrl proxy;
    QByteArray token;
    QString tokenFile; // read again when it changes or the server says 401
    QByteArray clientCertificate; // PEM
    QByteArray clientKey;         // PEM
    QString username;
    QByteArray password;
    std::optional<ExecPlugin> exec;
    QString impersonateUser; // "as"
    QStringList impersonateGroups;
};

struct ContextName {
    QString name;
    QString cluster;
    QString user;
    QString ns;
    bool current = false;
    bool operator==(const ContextName &) const = default;
};

/// One text of a kubeconfig and where it stands.
struct ConfigField {
    QString value;
    int line = 0; // from 1
    bool operator==(const ConfigField &) const = default;
};

/// One named cluster, user or context of one file, before its references are followed. May hold secrets.
struct ConfigEntry {
    QString name;
    QString file;
    int line = 0;
    QMap<QString, ConfigField> fields; // "server", "certificate-authority-data", ...
    QStringList groups;                // "as-groups"
    std::optional<ExecPlugin> exec;
    bool operator==(const ConfigEntry &) const = default;
    [[nodiscard]] QString value(const QString &field) const { return fields.value(field).value; }
    /// "file:line" of a field, or of the entry where the field is not there.
    [[nodiscard]] QString where(const QString &field = {}) const;
};

class Kubeconfig {
public:
    /// The files of --kubeconfig, else of KUBECONFIG (separated by ':'), else ~/.kube/config. A file of KUBECONFIG that is not there is
    /// skipped, as kubectl does; one named by --kubeconfig must be there. Errors say file and line.
    [[nodiscard]] static base::Result<Kubeconfig> load(const QString &explicitFile = {});
    [[nodiscard]] static base::Result<Kubeconfig> loadFiles(const QStringList &files);
    [[nodiscard]] static QStringList defaultFiles();

    [[nodiscard]] const QStringList &files() const { return m_files; }
    [[nodiscard]] QList<ContextName> contexts() const;
    [[nodiscard]] QString currentContext() const { return m_current; }
    /// context empty: the current one. Reads the files it refers to (certificates, keys).
    [[nodiscard]] base::Result<ClusterAccess> access(const QString &context = {}) const;

private:
    [[nodiscard]] base::Status readCluster(const ConfigEntry &entry, ClusterAccess &access) const;
    [[nodiscard]] base::Status readUser(const ConfigEntry &entry, ClusterAccess &access) const;

    QStringList m_files;
    QString m_current;
    QMap<QString, ConfigEntry> m_clusters;
    QMap<QString, ConfigEntry> m_users;
    QMap<QString, ConfigEntry> m_contexts;
};

} // namespace kube
