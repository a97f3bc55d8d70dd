// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "statedirectory.h"

#include "sandbox/api/certificates.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QByteArray contents(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

StateDirectory::StateDirectory(QString path)
    : m_path(QDir(path).absolutePath()) {}

QString StateDirectory::defaultPath() {
    for (const char *variable : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME"}) {
        if (const auto value = qEnvironmentVariable(variable); !value.isEmpty())
            return value + u"/aqi-sandbox"_s;
    }
    return QDir::homePath() + u"/.local/state/aqi-sandbox"_s;
}

QString StateDirectory::file(const char *name) const {
    return m_path + u'/' + QString::fromLatin1(name);
}

base::Status StateDirectory::create() const {
    if (!QDir().mkpath(m_path) || !QFile::setPermissions(m_path, ownerOnly | QFileDevice::ExeOwner))
        return base::fail(base::ErrorKind::Io, u"could not make the folder"_s, m_path);
    return {};
}

base::Status StateDirectory::write(const QString &path, const QByteArray &content) const {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) || file.write(content) != content.size() || !file.commit())
        return base::fail(base::ErrorKind::Io, file.errorString(), path);
    return {};
}

std::optional<Identity> StateDirectory::knownIdentity() const {
    Identity known{contents(file("ca.crt")), contents(file("server.crt")), contents(file("server.key")), contents(file("token")).trimmed(),
        contents(file("expired.crt"))};
    if (known.authority.isEmpty() || known.certificate.isEmpty() || known.key.isEmpty() || known.token.isEmpty())
        return std::nullopt;
    return known;
}

base::Result<Identity> StateDirectory::identity() const {
    if (auto known = knownIdentity())
        return *known;
    const auto made = sandbox::makeCertificates();
    const auto token = sandbox::randomToken(32);
    if (!made || token.isEmpty())
        return base::fail(base::ErrorKind::Internal, u"OpenSSL could not make a certificate"_s, m_path);
    const std::pair<const char *, QByteArray> files[] = {{"ca.crt", made->authority}, {"server.crt", made->certificate}, {"expired.crt", made->expired},
        {"server.key", made->key}, {"token", token}};
    for (const auto &[name, content] : files) {
        if (auto written = write(file(name), content); !written)
            return std::unexpected(written.error());
    }
    return Identity{made->authority, made->certificate, made->key, token, made->expired};
}

std::optional<RunningState> StateDirectory::state() const {
    const auto json = QJsonDocument::fromJson(contents(file("state.json"))).object();
    const int port = json[u"port"].toInt();
    if (port <= 0 || port > 65535)
        return std::nullopt;
    return RunningState{static_cast<quint16>(port), json[u"pid"].toInteger(), json[u"hollow"].toBool(true)};
}

base::Status StateDirectory::setState(const RunningState &state) const {
    const QJsonObject json{{u"port"_s, state.port}, {u"pid"_s, state.pid}, {u"hollow"_s, state.hollow}};
    return write(file("state.json"), QJsonDocument(json).toJson(QJsonDocument::Compact));
}

base::Status StateDirectory::writeKubeconfig(const Identity &identity, quint16 port) const {
    const QByteArray text = "apiVersion: v1\nkind: Config\ncurrent-context: aqi-sandbox\nclusters:\n- name: aqi-sandbox\n  cluster:\n"
                            "    server: https://127.0.0.1:" + QByteArray::number(port)
        + "\n    certificate-authority-data: " + identity.authority.toBase64()
        + "\nusers:\n- name: aqi-sandbox\n  user:\n    token: " + identity.token
        + "\ncontexts:\n- name: aqi-sandbox\n  context:\n    cluster: aqi-sandbox\n    user: aqi-sandbox\n    namespace: aqi-predictor\n";
    return write(kubeconfig(), text);
}
