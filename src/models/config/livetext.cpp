// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/livetext.h"

#include "models/config/masking.h"
#include "models/config/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace models {

namespace {

QJsonValue valueOf(config::Node node) {
    switch (node.kind()) {
    case config::Kind::Null: return QJsonValue::Null;
    case config::Kind::Bool: return node.toBool().value_or(false);
    case config::Kind::Integer: return static_cast<qint64>(node.toInteger().value_or(0));
    case config::Kind::Number: return node.toNumber().value_or(0);
    case config::Kind::String: return textOf(node.text());
    case config::Kind::Map: {
        QJsonObject object;
        for (const config::Node member : node)
            object.insert(textOf(member.key()), valueOf(member));
        return object;
    }
    case config::Kind::Sequence: break;
    }
    QJsonArray array;
    for (const config::Node item : node)
        array.append(valueOf(item));
    return array;
}

QJsonObject withoutBookkeeping(QJsonObject object) {
    object.remove("status"_L1);
    QJsonObject metadata = object.value("metadata"_L1).toObject();
    for (const auto key : {"managedFields"_L1, "uid"_L1, "resourceVersion"_L1, "creationTimestamp"_L1, "generation"_L1, "selfLink"_L1})
        metadata.remove(key);
    QJsonObject annotations = metadata.value("annotations"_L1).toObject();
    annotations.remove("kubectl.kubernetes.io/last-applied-configuration"_L1);
    annotations.remove("deployment.kubernetes.io/revision"_L1);
    annotations.isEmpty() ? metadata.remove("annotations"_L1) : void(metadata.insert("annotations"_L1, annotations));
    object.insert("metadata"_L1, metadata);
    return object;
}

/// An item of the live list that is the same thing as ours: by its name, else by its place.
QJsonValue counterpart(const QJsonArray &live, const QJsonValue &ours, qsizetype place) {
    for (const auto key : {"name"_L1, "mountPath"_L1, "containerPort"_L1, "port"_L1}) {
        const QJsonValue name = ours.toObject().value(key);
        for (const QJsonValue &each : live) {
            if (!name.isUndefined() && each.toObject().value(key) == name)
                return each;
        }
    }
    return live.at(place);
}

/// What of the live value the file speaks of.
QJsonValue projected(const QJsonValue &live, const QJsonValue &ours) {
    if (live.isObject() && ours.isObject()) {
        QJsonObject result;
        const QJsonObject wanted = ours.toObject();
        for (auto member = wanted.begin(); member != wanted.end(); ++member) {
            if (const QJsonValue value = live.toObject().value(member.key()); !value.isUndefined())
                result.insert(member.key(), projected(value, member.value()));
        }
        return result;
    }
    if (!live.isArray() || !ours.isArray())
        return live;
    const QJsonArray wanted = ours.toArray();
    const QJsonArray all = live.toArray();
    QJsonArray result;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (const QJsonValue value = counterpart(all, wanted.at(i), i); !value.isUndefined())
            result.append(projected(value, wanted.at(i)));
    }
    for (qsizetype i = wanted.size(); i < all.size(); ++i)
        result.append(all.at(i)); // one more than ours: shown
    return result;
}

/// YAML with the members in our file's order, the others behind them by name.
class Writer {
public:
    QString write(const QJsonObject &object, config::Node order) {
        members(object, order, 0);
        return m_text;
    }

private:
    static QStringList keysOf(const QJsonObject &object, config::Node order) {
        QStringList keys;
        for (const config::Node member : order) {
            if (const QString key = textOf(member.key()); object.contains(key) && !keys.contains(key))
                keys << key;
        }
        for (const QString &key : object.keys()) {
            if (!keys.contains(key))
                keys << key;
        }
        return keys;
    }

    void members(const QJsonObject &object, config::Node order, int depth) {
        for (const QString &key : keysOf(object, order)) {
            m_text += QString(2 * depth, u' ') + key + u':';
            value(object.value(key), order[key.toStdString()], depth + 1);
        }
    }

    void value(const QJsonValue &value, config::Node order, int depth) {
        if (value.isObject() && !value.toObject().isEmpty()) {
            m_text += u'\n';
            members(value.toObject(), order, depth);
        } else if (value.isArray() && !value.toArray().isEmpty()) {
            m_text += u'\n';
            items(value.toArray(), order, depth - 1);
        } else {
            m_text += u' ' + scalar(value, depth) + u'\n';
        }
    }

    void items(const QJsonArray &array, config::Node order, int depth) {
        for (qsizetype i = 0; i < array.size(); ++i) {
            const config::Node likewise = order.size() > static_cast<std::size_t>(i) ? order[static_cast<std::size_t>(i)] : order[std::size_t(0)];
            const qsizetype start = m_text.size();
            if (array.at(i).isObject())
                members(array.at(i).toObject(), likewise, depth + 1);
            else
                m_text += QString(2 * (depth + 1), u' ') + scalar(array.at(i), depth + 1) + u'\n';
            m_text.replace(start + 2 * static_cast<qsizetype>(depth), 2, "- "_L1);
        }
    }

    static QString scalar(const QJsonValue &value, int depth) {
        if (!value.isString())
            return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).chopped(1).mid(1);
        const QString text = value.toString();
        if (text.contains(u'\n')) {
            QString block = u"|"_s;
            for (const QString &line : text.split(u'\n'))
                block += u'\n' + (line.isEmpty() ? QString() : QString(2 * depth, u' ') + line);
            return block;
        }
        static const QRegularExpression plain(uR"([A-Za-z/_.][\w ./:=@%+,-]*(?<! ))"_s);
        static const QRegularExpression special(u"true|false|yes|no|on|off|null"_s, QRegularExpression::CaseInsensitiveOption);
        const bool bare = QRegularExpression(QRegularExpression::anchoredPattern(plain.pattern())).match(text).hasMatch() && !text.contains(": "_L1)
            && !QRegularExpression(QRegularExpression::anchoredPattern(special.pattern()), QRegularExpression::CaseInsensitiveOption).match(text).hasMatch();
        return bare ? text : QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).chopped(1).mid(1);
    }

    QString m_text;
};

void mask(QJsonObject &ours, QJsonObject &theirs) {
    if (ours.value("kind"_L1) != "Secret"_L1)
        return;
    for (const auto part : {"data"_L1, "stringData"_L1}) {
        QJsonObject left = ours.value(part).toObject();
        QJsonObject right = theirs.value(part).toObject();
        for (const QString &key : QStringList(left.keys() + right.keys())) {
            const bool differs = left.contains(key) && right.contains(key) && left.value(key) != right.value(key);
            if (left.contains(key))
                left.insert(key, maskText());
            if (right.contains(key))
                right.insert(key, differs ? configTr("%1 (differs)").arg(maskText()) : maskText());
        }
        if (!left.isEmpty())
            ours.insert(part, left);
        if (!right.isEmpty())
            theirs.insert(part, right);
    }
}

TextPair written(QJsonObject ours, QJsonObject theirs, config::Node order) {
    mask(ours, theirs);
    return {Writer().write(ours, order), Writer().write(theirs, order)};
}

} // namespace

TextPair liveTexts(config::Node wanted, const QJsonObject &live, LiveFields fields) {
    const QJsonObject ours = valueOf(wanted).toObject();
    const QJsonObject theirs = withoutBookkeeping(live);
    return written(ours, fields == LiveFields::Ours ? projected(theirs, ours).toObject() : theirs, wanted);
}

TextPair objectTexts(config::Node ours, config::Node theirs) { return written(valueOf(ours).toObject(), valueOf(theirs).toObject(), ours); }

} // namespace models
