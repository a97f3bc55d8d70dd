// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kube/kubeconfig.h"

#include "kube/kubeconfigreader.h"
#include "kube/proxyenvironment.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace kube {

using base::ErrorKind;
using base::fail;

namespace {

constexpr qint64 credentialLimit = 1 << 20;

base::Result<QByteArray> readFile(const QString &path, qint64 limit, const QString &askedBy) {
    QFile file(path);
    const QString where = askedBy.isEmpty() ? path : askedBy;
    const QString name = askedBy.isEmpty() ? u"the file"_s : path;
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, u"%1 cannot be read: %2"_s.arg(name, file.errorString()), where);
    if (file.size() > limit)
        return fail(ErrorKind::Invalid, u"%1 is larger than %2 MiB"_s.arg(name).arg(limit >> 20), where);
    return file.read(limit);
}

/// What field-data (base64) holds, else the contents of the file that field names; empty where neither is set.
base::Result<QByteArray> dataOrFile(const ConfigEntry &entry, const QString &field) {
    const QString dataField = field + "-data"_L1;
    if (const QString data = entry.value(dataField); !data.isEmpty()) {
        QByteArray encoded = data.toLatin1();
        encoded.replace('\n', QByteArray()).replace('\r', QByteArray());
        const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || decoded.decoded.isEmpty())
            return fail(ErrorKind::Invalid, u"%1 is not base64"_s.arg(dataField), entry.where(dataField));
        return decoded.decoded;
    }
    const QString path = entry.value(field);
    if (path.isEmpty())
        return QByteArray();
    return readFile(QFileInfo(entry.file).absoluteDir().absoluteFilePath(path), credentialLimit, entry.where(field));
}

base::Result<bool> flag(const ConfigEntry &entry, const QString &field) {
    const QString value = entry.value(field);
    if (value.isEmpty() || value == "false"_L1)
        return false;
    if (value == "true"_L1)
        return true;
    return fail(ErrorKind::Invalid, u"%1 must be true or false"_s.arg(field), entry.where(field));
}

QString quotedNames(const QStringList &names) {
    return names.isEmpty() ? u"there are none"_s : u"there are: "_s + names.join(", "_L1);
}

template <class Map> void addMissing(Map &into, const Map &from) {
    for (auto it = from.begin(); it != from.end(); ++it) {
        if (!into.contains(it.key()))
            into.insert(it.key(), it.value());
    }
}

} // namespace

QString ConfigEntry::where(const QString &field) const {
    const auto it = fields.constFind(field);
    return u"%1:%2"_s.arg(file).arg(it == fields.constEnd() ? line : it->line);
}

QStringList Kubeconfig::defaultFiles() {
    QStringList files;
    const auto listed = qEnvironmentVariable("KUBECONFIG").split(u':', Qt::SkipEmptyParts);
    for (const QString &file : listed) {
        if (!files.contains(file))
            files.append(file);
    }
    return files.isEmpty() ? QStringList{QDir::homePath() + "/.kube/config"_L1} : files;
}

base::Result<Kubeconfig> Kubeconfig::load(const QString &explicitFile) {
    if (!explicitFile.isEmpty())
        return loadFiles({explicitFile});
    QStringList present;
    const QStringList wanted = defaultFiles();
    for (const QString &file : wanted) {
        if (QFileInfo::exists(file))
            present.append(file);
    }
    if (present.isEmpty())
        return fail(ErrorKind::Io, u"there is no kubeconfig: none of these files exists"_s, wanted.join(u':'));
    return loadFiles(present);
}

base::Result<Kubeconfig> Kubeconfig::loadFiles(const QStringList &files) {
    Kubeconfig merged;
    for (const QString &name : files) {
        const QString file = QFileInfo(name).absoluteFilePath();
        const auto text = readFile(file, kubeconfigLimit, {});
        if (!text)
            return std::unexpected(text.error());
        const auto parsed = parseKubeconfig(*text, file);
        if (!parsed)
            return std::unexpected(parsed.error());
        merged.m_files.append(file);
        if (merged.m_current.isEmpty())
            merged.m_current = parsed->currentContext;
        addMissing(merged.m_clusters, parsed->clusters);
        addMissing(merged.m_users, parsed->users);
        addMissing(merged.m_contexts, parsed->contexts);
    }
    return merged;
}

QList<ContextName> Kubeconfig::contexts() const {
    QList<ContextName> names;
    for (const ConfigEntry &entry : m_contexts) {
        names.append({.name = entry.name,
            .cluster = entry.value(u"cluster"_s),
            .user = entry.value(u"user"_s),
            .ns = entry.value(u"namespace"_s),
            .current = entry.name == m_current});
    }
    return names;
}

base::Result<ClusterAccess> Kubeconfig::access(const QString &context) const {
    const QString name = context.isEmpty() ? m_current : context;
    const QString files = m_files.join(u':');
    if (name.isEmpty())
        return fail(ErrorKind::Invalid, u"no context is chosen and current-context is empty; %1"_s.arg(quotedNames(m_contexts.keys())), files);
    const auto found = m_contexts.constFind(name);
    if (found == m_contexts.constEnd())
        return fail(ErrorKind::Invalid, u"there is no context \"%1\"; %2"_s.arg(name, quotedNames(m_contexts.keys())), files);

    ClusterAccess access;
    access.context = name;
    access.cluster = found->value(u"cluster"_s);
    access.user = found->value(u"user"_s);
    if (const QString ns = found->value(u"namespace"_s); !ns.isEmpty())
        access.ns = ns;
    const auto cluster = m_clusters.constFind(access.cluster);
    if (cluster == m_clusters.constEnd())
        return fail(ErrorKind::Invalid, u"context \"%1\" names the cluster \"%2\", which is not there"_s.arg(name, access.cluster), found->where(u"cluster"_s));
    if (const auto read = readCluster(*cluster, access); !read)
        return std::unexpected(read.error());
    if (access.user.isEmpty())
        return access; // anonymous
    const auto user = m_users.constFind(access.user);
    if (user == m_users.constEnd())
        return fail(ErrorKind::Invalid, u"context \"%1\" names the user \"%2\", which is not there"_s.arg(name, access.user), found->where(u"user"_s));
    if (const auto read = readUser(*user, access); !read)
        return std::unexpected(read.error());
    return access;
}

base::Status Kubeconfig::readCluster(const ConfigEntry &entry, ClusterAccess &access) const {
    const auto authority = dataOrFile(entry, u"certificate-authority"_s);
    const auto insecure = flag(entry, u"insecure-skip-tls-verify"_s);
    if (!authority)
        return std::unexpected(authority.error());
    if (!insecure)
        return std::unexpected(insecure.error());
    access.certificateAuthority = *authority;
    access.insecureSkipVerify = *insecure;
    if (*insecure && !authority->isEmpty())
        return fail(ErrorKind::Invalid, u"a certificate authority and insecure-skip-tls-verify exclude each other"_s, entry.where(u"insecure-skip-tls-verify"_s));
    access.tlsServerName = entry.value(u"tls-server-name"_s);

    QString server = entry.value(u"server"_s).trimmed();
    if (server.isEmpty())
        return fail(ErrorKind::Invalid, u"cluster \"%1\" has no server"_s.arg(entry.name), entry.where(u"server"_s));
    if (!server.contains("://"_L1))
        server.prepend(authority->isEmpty() && !*insecure ? "http://"_L1 : "https://"_L1);
    access.server = QUrl(server, QUrl::StrictMode);
    const QString scheme = access.server.scheme();
    if (!access.server.isValid() || access.server.host().isEmpty() || (scheme != "https"_L1 && scheme != "http"_L1))
        return fail(ErrorKind::Invalid, u"server is not an http or https address"_s, entry.where(u"server"_s));

    const QString proxy = entry.value(u"proxy-url"_s);
    access.proxy = proxy.isEmpty() ? proxyFromEnvironment(access.server, QProcessEnvironment::systemEnvironment())
                                   : QUrl(proxy, QUrl::StrictMode);
    if (access.proxy.isEmpty() && proxy.isEmpty())
        return {};
    // Going on without the proxy that was asked for would be a silent fallback; Qt has no TLS towards a proxy.
    static const QStringList schemes = {u"http"_s, u"socks5"_s};
    if (!access.proxy.isValid() || access.proxy.host().isEmpty() || !schemes.contains(access.proxy.scheme()))
        return fail(ErrorKind::Invalid, u"the proxy must begin with http:// or socks5://"_s,
            proxy.isEmpty() ? u"HTTPS_PROXY"_s : entry.where(u"proxy-url"_s));
    return {};
}

base::Status Kubeconfig::readUser(const ConfigEntry &entry, ClusterAccess &access) const {
    if (entry.fields.contains(u"auth-provider"_s))
        return fail(ErrorKind::Invalid, u"auth-provider is no longer supported by Kubernetes clients; use an exec plugin"_s, entry.where(u"auth-provider"_s));
    const auto certificate = dataOrFile(entry, u"client-certificate"_s);
    const auto key = dataOrFile(entry, u"client-key"_s);
    if (!certificate)
        return std::unexpected(certificate.error());
    if (!key)
        return std::unexpected(key.error());
    if (certificate->isEmpty() != key->isEmpty())
        return fail(ErrorKind::Invalid, u"user \"%1\" has only one of client-certificate and client-key"_s.arg(entry.name), entry.where());
    access.clientCertificate = *certificate;
    access.clientKey = *key;
    access.token = entry.value(u"token"_s).toUtf8();
    if (const QString file = entry.value(u"tokenFile"_s); !file.isEmpty())
        access.tokenFile = QFileInfo(entry.file).absoluteDir().absoluteFilePath(file);
    access.username = entry.value(u"username"_s);
    access.password = entry.value(u"password"_s).toUtf8();
    access.exec = entry.exec;
    access.impersonateUser = entry.value(u"as"_s);
    access.impersonateGroups = entry.groups;
    return {};
}

} // namespace kube
