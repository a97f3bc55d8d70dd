// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Field by field: what a dry run of the apply would change, without what the server owns and without any secret.
#include "deploy/plan.h"
#include "deploy/words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace deploy {

namespace {

// kubectl's last-applied annotation repeats the whole object, a Secret's values too.
bool isServerOwned(const QString &path) {
    static const QSet<QString> owned{u"status"_s, u"metadata.managedFields"_s, u"metadata.resourceVersion"_s, u"metadata.generation"_s,
        u"metadata.uid"_s, u"metadata.creationTimestamp"_s, u"metadata.deletionTimestamp"_s, u"metadata.selfLink"_s,
        u"metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]"_s,
        u"metadata.annotations[deployment.kubernetes.io/revision]"_s};
    return owned.contains(path);
}

bool soundsSecret(const QString &key) {
    static const QRegularExpression words(u"(passw|secret|token|api_?key|private_?key|credential)"_s, QRegularExpression::CaseInsensitiveOption);
    return words.match(key).hasMatch();
}

enum class Mask { None, Text, Base64 };

QString child(const QString &path, const QString &key) {
    if (path.isEmpty())
        return key;
    // Keys of labels and files have dots and slashes of their own.
    return key.contains(u'.') || key.contains(u'/') ? u"%1[%2]"_s.arg(path, key) : u"%1.%2"_s.arg(path, key);
}

// The key by which Kubernetes' schemas merge a list of maps, where all members of both lists have it and it tells them apart.
QString mergeKey(const QJsonArray &a, const QJsonArray &b) {
    static const QStringList keys{u"name"_s, u"mountPath"_s, u"devicePath"_s, u"containerPort"_s, u"port"_s, u"topologyKey"_s, u"uid"_s,
        u"type"_s, u"ip"_s, u"host"_s, u"path"_s, u"key"_s};
    const auto distinguishes = [](const QJsonArray &array, const QString &key) {
        QSet<QString> seen;
        for (const QJsonValue &member : array) {
            const QJsonValue value = member[key];
            if (!member.isObject() || value.isUndefined() || seen.contains(value.toVariant().toString()))
                return false;
            seen.insert(value.toVariant().toString());
        }
        return true;
    };
    for (const QString &key : keys)
        if (distinguishes(a, key) && distinguishes(b, key))
            return key;
    return {};
}

class Comparison {
public:
    explicit Comparison(const QString &kind) : m_secret(kind == "Secret"_L1) {}

    QList<FieldChange> changes;

    void compare(const QString &path, const QJsonValue &before, const QJsonValue &after, Mask mask) {
        if (before == after || isServerOwned(path))
            return;
        const bool maps = (before.isObject() || before.isUndefined()) && (after.isObject() || after.isUndefined());
        const bool lists = (before.isArray() || before.isUndefined()) && (after.isArray() || after.isUndefined());
        if (maps)
            compareMaps(path, before.toObject(), after.toObject(), mask);
        else if (lists)
            compareLists(path, before.toArray(), after.toArray(), mask);
        else
            changes.append({path, text(before, mask, false), text(after, mask, !before.isUndefined())});
    }

private:
    void compareMaps(const QString &path, const QJsonObject &before, const QJsonObject &after, Mask mask) {
        QSet<QString> keys;
        for (const QJsonObject *object : {&before, &after})
            for (auto it = object->begin(); it != object->end(); ++it)
                keys.insert(it.key());
        QStringList sorted(keys.cbegin(), keys.cend());
        sorted.sort();
        // An environment variable's value is hidden by the name that stands beside it.
        const bool hiddenValue = soundsSecret(before["name"_L1].toString()) || soundsSecret(after["name"_L1].toString());
        for (const QString &key : std::as_const(sorted))
            compare(child(path, key), before[key], after[key], maskOf(path, key, key == "value"_L1 && hiddenValue, mask));
    }

    Mask maskOf(const QString &path, const QString &key, bool hidden, Mask inherited) const {
        if (inherited != Mask::None)
            return inherited;
        if (m_secret && path.isEmpty() && key == "data"_L1)
            return Mask::Base64;
        if (hidden || (m_secret && path.isEmpty() && key == "stringData"_L1))
            return Mask::Text;
        return path == "data"_L1 && soundsSecret(key) ? Mask::Text : Mask::None;
    }

    void compareLists(const QString &path, const QJsonArray &before, const QJsonArray &after, Mask mask) {
        if (before.isEmpty() && after.isEmpty())
            return;
        const QString key = mergeKey(before, after);
        if (!key.isEmpty()) {
            compareMembers(path, key, before, after, mask);
            return;
        }
        const bool nested = before.size() == after.size() && !before.isEmpty() && before.first().isObject();
        if (!nested) {
            const auto whole = [&](const QJsonArray &list) { return list.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(list); };
            changes.append({path, text(whole(before), mask, false), text(whole(after), mask, true)});
            return;
        }
        for (qsizetype i = 0; i < before.size(); ++i)
            compare(u"%1[%2]"_s.arg(path).arg(i), before[i], after[i], mask);
    }

    struct Members {
        QStringList names; // in their order
        QHash<QString, QJsonValue> byName;
    };

    static Members membersOf(const QJsonArray &list, const QString &key) {
        Members members;
        for (const QJsonValue &member : list) {
            members.names.append(member[key].toVariant().toString());
            members.byName.insert(members.names.last(), member);
        }
        return members;
    }

    void compareMembers(const QString &path, const QString &key, const QJsonArray &before, const QJsonArray &after, Mask mask) {
        const Members old = membersOf(before, key);
        const Members fresh = membersOf(after, key);
        QStringList names = old.names;
        for (const QString &name : fresh.names)
            if (!old.byName.contains(name))
                names.append(name);
        const qsizetype count = changes.size();
        for (const QString &name : std::as_const(names))
            compare(u"%1[%2]"_s.arg(path, name), old.byName.value(name, QJsonValue::Undefined), fresh.byName.value(name, QJsonValue::Undefined), mask);
        if (changes.size() == count && old.names != fresh.names) // the same members in another order
            changes.append({path, old.names.join(", "_L1), fresh.names.join(", "_L1)});
    }

    static QString text(const QJsonValue &value, Mask mask, bool replaces) {
        if (value.isUndefined())
            return {};
        QString plain;
        if (value.isString())
            plain = value.toString();
        else
            plain = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).sliced(1).chopped(1);
        if (mask == Mask::None)
            return plain;
        const auto length = mask == Mask::Base64 ? QByteArray::fromBase64(plain.toLatin1()).size() : plain.toUtf8().size();
        return replaces ? tr("(changed) %1 bytes").arg(length) : tr("(hidden) %1 bytes").arg(length);
    }

    const bool m_secret;
};

} // namespace

QList<FieldChange> differences(const QJsonObject &live, const QJsonObject &merged) {
    Comparison comparison(merged["kind"_L1].toString());
    comparison.compare({}, live, merged, Mask::None);
    return comparison.changes;
}

} // namespace deploy
