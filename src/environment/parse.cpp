// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "environment/store.h"
#include "environment/words.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

#include <functional>

using namespace Qt::StringLiterals;

namespace environment {

namespace {

base::Error invalid(const QString &message, const QString &file, const YAML::Mark &mark) {
    const QString where = mark.is_null() ? file : u"%1:%2"_s.arg(file).arg(mark.line + 1);
    return {base::ErrorKind::Invalid, message, where, {}};
}

QString resolved(const QString &path, const QString &file) {
    if (path.isEmpty())
        return {};
    if (path.startsWith("~/"_L1))
        return QDir::cleanPath(QDir::homePath() + path.mid(1));
    return QDir::cleanPath(QFileInfo(file).absoluteDir().absoluteFilePath(path));
}

/// What one field does to the environment; false: the value is not one.
using Setter = std::function<bool(Environment &, const QString &value, const QString &file)>;

bool setKind(Environment &environment, const QString &value) {
    for (const Kind kind : {Kind::Sandbox, Kind::Staging, Kind::Production}) {
        if (value == name(kind)) {
            environment.kind = kind;
            return true;
        }
    }
    return false;
}

bool setColor(Environment &environment, const QString &value) {
    static const QRegularExpression color(u"^#[0-9A-Fa-f]{6}$"_s);
    environment.color = value;
    return color.match(value).hasMatch();
}

const QMap<QString, Setter> &setters() {
    static const QMap<QString, Setter> table{
        {u"name"_s, [](Environment &e, const QString &v, const QString &) { e.name = v; return !v.trimmed().isEmpty(); }},
        {u"color"_s, [](Environment &e, const QString &v, const QString &) { return setColor(e, v); }},
        {u"kind"_s, [](Environment &e, const QString &v, const QString &) { return setKind(e, v); }},
        {u"kubeconfig"_s, [](Environment &e, const QString &v, const QString &f) { e.kubeconfig = resolved(v, f); return true; }},
        {u"context"_s, [](Environment &e, const QString &v, const QString &) { e.context = v; return true; }},
        {u"namespace"_s, [](Environment &e, const QString &v, const QString &) { e.ns = v; return true; }},
        {u"manifests"_s, [](Environment &e, const QString &v, const QString &f) { e.manifests = resolved(v, f); return true; }},
    };
    return table;
}

base::Result<Environment> read(const YAML::Node &root, const QString &file) {
    if (!root.IsMap())
        return std::unexpected(invalid(tr("an environment is a map of fields: name, kind, context …"), file, root.Mark()));
    Environment environment;
    environment.file = file;
    bool hasKind = false;
    for (const auto &entry : root) {
        const YAML::Node &key = entry.first;
        const QString field = key.IsScalar() ? QString::fromStdString(key.Scalar()) : QString();
        const auto setter = setters().constFind(field);
        if (setter == setters().cend())
            return std::unexpected(invalid(tr("“%1” is not a field of an environment; fields are %2").arg(field, setters().keys().join(", "_L1)), file, key.Mark()));
        if (!entry.second.IsScalar())
            return std::unexpected(invalid(tr("%1 must be a text").arg(field), file, entry.second.Mark()));
        const QString value = QString::fromStdString(entry.second.Scalar());
        if (!(*setter)(environment, value, file))
            return std::unexpected(invalid(tr("“%1” is no value for %2").arg(value, field), file, entry.second.Mark()));
        hasKind = hasKind || field == "kind"_L1;
    }
    if (environment.name.isEmpty())
        return std::unexpected(invalid(tr("an environment needs a name"), file, root.Mark()));
    if (!hasKind)
        environment.kind = kindOf(environment.context.isEmpty() ? environment.name : environment.context);
    if (environment.color.isEmpty())
        environment.color = defaultColor(environment.kind);
    return environment;
}

} // namespace

base::Result<Environment> parse(const QByteArray &yaml, const QString &file) {
    try {
        return read(YAML::Load(yaml.toStdString()), file);
    } catch (const YAML::Exception &exception) {
        return std::unexpected(invalid(QString::fromStdString(exception.msg), file, exception.mark));
    }
}

} // namespace environment
