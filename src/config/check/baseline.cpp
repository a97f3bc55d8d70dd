// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/check/settingsfile.h"
#include "config/check/words.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <set>

using namespace Qt::StringLiterals;

namespace config {

namespace {

using check::tr;

QString fromRoot(const QString &file, const QString &root) {
    if (root.isEmpty())
        return file;
    return QDir(QDir(root).absolutePath()).relativeFilePath(QFileInfo(file).absoluteFilePath());
}

} // namespace

std::string fingerprint(const Finding &finding, const QString &root) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&](QByteArrayView part) {
        hash.addData(part);
        hash.addData(QByteArrayView("\0", 1)); // so that no two lists of parts are one text
    };
    add(QByteArrayView(finding.rule.data(), qsizetype(finding.rule.size())));
    for (const QString &part : {fromRoot(finding.file, root), finding.object, finding.path, finding.message})
        add(part.toUtf8());
    return hash.result().left(16).toHex().toStdString();
}

// With the rule and the place beside each fingerprint, so that a person can review what is accepted.
std::string baselineText(const std::vector<Finding> &findings, const QString &root) {
    QJsonArray list;
    std::set<std::string> known;
    for (const Finding &finding : findings) {
        const std::string print = fingerprint(finding, root);
        if (known.insert(print).second)
            list.append(QJsonObject{{u"fingerprint"_s, QString::fromStdString(print)}, {u"rule"_s, QString::fromStdString(finding.rule)},
                {u"file"_s, fromRoot(finding.file, root)}, {u"object"_s, finding.object}, {u"message"_s, finding.message}});
    }
    return QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"findings"_s, list}}).toJson().toStdString();
}

base::Result<std::vector<std::string>> readBaseline(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(base::ErrorKind::NotFound, tr("the baseline cannot be read: %1").arg(file.errorString()), path);
    constexpr qint64 limit = 64 * 1024 * 1024;
    if (file.size() > limit)
        return base::fail(base::ErrorKind::Invalid, tr("the baseline is too large"), path);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (document.isNull())
        return base::fail(base::ErrorKind::Invalid, tr("the baseline is no JSON: %1").arg(error.errorString()), path);
    if (document.object().value("version"_L1).toInt() != 1 || !document.object().value("findings"_L1).isArray())
        return base::fail(base::ErrorKind::Invalid, tr("the file is no baseline; aqictl validate --write-baseline writes one"), path);
    std::vector<std::string> known;
    for (const QJsonValue entry : document.object().value("findings"_L1).toArray())
        known.push_back(entry["fingerprint"_L1].toString().toStdString());
    return known;
}

} // namespace config
