// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "folders.h"

#include "words.h"

#include <QDir>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace config {

namespace {

constexpr int deepest = 64;

bool isLeftOut(const QString &folder) {
    if (folder.startsWith(u'.'))
        return folder != ".streamlit"_L1 && folder != ".github"_L1 && folder != ".ebextensions"_L1;
    return folder == "build"_L1 || folder == "node_modules"_L1 || folder == "__pycache__"_L1;
}

struct Walk {
    int atMost;
    const std::function<bool()> &cancelled;
    QStringList files;

    [[nodiscard]] base::Status into(const QString &folder, int depth) {
        if (cancelled && cancelled())
            return base::fail(base::ErrorKind::Cancelled, tr("Reading the folder was cancelled"), folder);
        const QFileInfoList entries = QDir(folder).entryInfoList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
        for (const QFileInfo &entry : entries) {
            const QString path = folder + u'/' + entry.fileName();
            if (entry.isDir()) {
                if (entry.isSymLink() || isLeftOut(entry.fileName()) || depth >= deepest) // a link may lead in a circle
                    continue;
                if (const base::Status done = into(path, depth + 1); !done)
                    return done;
            } else if (isConfiguration(entry.fileName())) {
                files.append(path);
                if (files.size() > atMost)
                    return base::fail(base::ErrorKind::Invalid, tr("The folder holds more than %1 files; name a smaller one").arg(atMost), folder);
            }
        }
        return {};
    }
};

} // namespace

bool isConfiguration(const QString &fileName) {
    static constexpr std::array suffixes = {".yaml"_L1, ".yml"_L1, ".json"_L1, ".toml"_L1, ".env"_L1, ".sh"_L1, ".bash"_L1, ".md"_L1, ".conf"_L1, ".cfg"_L1,
        ".ini"_L1, ".txt"_L1, ".sql"_L1, ".template"_L1, ".tmpl"_L1, ".example"_L1, ".config"_L1, ".dockerfile"_L1, ".properties"_L1, ".service"_L1};
    static constexpr std::array names = {"dockerfile"_L1, "containerfile"_L1, "procfile"_L1, ".env"_L1, "kustomization"_L1};
    static constexpr std::array ignoreFiles = {".dockerignore"_L1, ".gcloudignore"_L1, ".slugignore"_L1, ".ebignore"_L1};
    const QString lower = fileName.toLower();
    const auto begins = [&](QLatin1StringView name) { return lower == name || lower.startsWith(name + "."_L1); };
    const auto ends = [&](QLatin1StringView suffix) { return lower.endsWith(suffix); };
    if (lower.startsWith(u'.') && !lower.startsWith(".env"_L1) && !lower.startsWith(".aqi-"_L1))
        return std::ranges::find(ignoreFiles, lower) != ignoreFiles.end();
    return std::ranges::any_of(names, begins) || std::ranges::any_of(suffixes, ends);
}

base::Result<QStringList> configurationFiles(const QString &folder, int atMost, const std::function<bool()> &cancelled) {
    Walk walk{atMost, cancelled, {}};
    if (const base::Status done = walk.into(folder, 0); !done)
        return std::unexpected(done.error());
    return std::move(walk.files);
}

} // namespace config
