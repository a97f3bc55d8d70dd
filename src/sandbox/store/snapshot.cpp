// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/store/snapshot.h"

#include "sandbox/store/fields.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sandbox {

namespace {

constexpr int format = 1;

std::string lineOf(const Json &json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::unexpected<base::Error> broken(std::size_t line, const QString &why) {
    return base::fail(base::ErrorKind::Invalid, u"line %1: %2"_s.arg(line).arg(why));
}

/// Whoever reads the store counts on these.
bool whole(const Json &object) {
    for (const char *key : {"metadata.name", "metadata.uid", "metadata.resourceVersion"}) {
        if (textAt(object, key).empty())
            return false;
    }
    return true;
}

} // namespace

std::string snapshotText(const Snapshot &snapshot) {
    std::string text = lineOf({{"aqiSandboxObjects", format}, {"revision", snapshot.revision}, {"timeMs", snapshot.timeMs},
        {"objects", snapshot.objects.size()}});
    for (const auto &[id, object] : snapshot.objects)
        text += "{\"resource\":" + Json(id.resource).dump() + ",\"object\":" + object->dump(-1, ' ', false, Json::error_handler_t::replace) + "}\n";
    return text;
}

base::Result<Snapshot> snapshotFrom(std::string_view text) {
    Snapshot snapshot;
    std::size_t line = 0;
    long long expected = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        Json json = Json::parse(text.substr(0, end), nullptr, false);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (++line == 1) {
            if (numberAt(json, "aqiSandboxObjects") != format || numberAt(json, "revision") <= 0)
                return broken(line, u"not the head of a snapshot"_s);
            snapshot.revision = static_cast<std::uint64_t>(numberAt(json, "revision"));
            snapshot.timeMs = numberAt(json, "timeMs");
            expected = numberAt(json, "objects");
            continue;
        }
        const auto resource = textAt(json, "resource");
        if (resource.empty() || !whole(field(json, "object")))
            return broken(line, u"no object"_s);
        auto object = std::make_shared<const Json>(std::move(json["object"]));
        snapshot.objects.push_back({{resource, namespaceOf(*object), nameOf(*object)}, std::move(object)});
    }
    if (line == 0 || expected != static_cast<long long>(snapshot.objects.size()))
        return broken(line, u"%1 objects of %2"_s.arg(snapshot.objects.size()).arg(expected));
    return snapshot;
}

base::Status writeSnapshot(const QString &path, const Snapshot &snapshot) {
    QSaveFile file(path);
    const auto text = snapshotText(snapshot);
    const auto size = static_cast<qint64>(text.size());
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(text.data(), size) != size || !file.commit())
        return base::fail(base::ErrorKind::Io, file.errorString(), path);
    return {};
}

base::Result<Snapshot> readSnapshot(const QString &path) {
    QFile file(path);
    if (!file.exists())
        return Snapshot{};
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::Io, file.errorString(), path);
    const auto text = file.readAll();
    return snapshotFrom({text.constData(), static_cast<std::size_t>(text.size())}).transform_error([&path](base::Error error) {
        error.where = path;
        return error;
    });
}

} // namespace sandbox
