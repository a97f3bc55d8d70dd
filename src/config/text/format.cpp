// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/text/document.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace config {

namespace {

// What a file is an example of: "secrets.toml.example" is TOML.
QString withoutExample(QString name) {
    for (const auto ending : {".example"_L1, ".sample"_L1, ".template"_L1, ".dist"_L1, ".tmpl"_L1, ".bak"_L1, ".orig"_L1})
        if (name.endsWith(ending) && name.size() > ending.size())
            name.chop(ending.size());
    return name;
}

std::optional<Format> byWholeName(const QString &name) {
    if (name == "procfile"_L1 || name.startsWith("procfile."_L1))
        return Format::Procfile;
    if (name == "dockerfile"_L1 || name == "containerfile"_L1 || name.startsWith("dockerfile."_L1) || name.startsWith("containerfile."_L1) ||
        name.endsWith(".dockerfile"_L1))
        return Format::Dockerfile;
    if (name == ".env"_L1 || name.startsWith(".env."_L1) || name.endsWith(".env"_L1))
        return Format::Dotenv;
    if (name == "kustomization"_L1 || name == ".yamllint"_L1 || name == ".clang-format"_L1 || name == ".clang-tidy"_L1)
        return Format::Yaml;
    return {};
}

} // namespace

Format formatOf(const QString &path) {
    const QString name = withoutExample(path.section(u'/', -1).toLower());
    if (const auto format = byWholeName(name))
        return *format;
    const QString ending = name.section(u'.', -1);
    if (!name.contains(u'.'))
        return Format::Plain;
    if (ending == "yaml"_L1 || ending == "yml"_L1)
        return Format::Yaml;
    if (ending == "json"_L1 || ending == "webmanifest"_L1)
        return Format::Json;
    if (ending == "toml"_L1)
        return Format::Toml;
    if (ending == "sh"_L1 || ending == "bash"_L1)
        return Format::Shell;
    return Format::Plain;
}

} // namespace config
