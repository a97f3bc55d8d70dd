// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/objecttext.h"

#include "models/config/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

QJsonValue valueOf(config::Node node) {
    switch (node.kind()) {
    case config::Kind::Null: return QJsonValue::Null;
    case config::Kind::Bool: return node.toBool().value_or(false);
    case config::Kind::Integer:
        if (const auto number = node.toInteger())
            return static_cast<qint64>(*number);
        return textOf(node.text()); // more than 64 bits
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

QString json(const QJsonValue &value) { return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact)).chopped(1).sliced(1); }

/// As YAML on one line: bare where it reads back as the same text.
QString inlineText(const QString &text) {
    static const QRegularExpression plain(uR"(\A[A-Za-z/_][\w./@%+,-]*(?:[ :=][\w./@%+,-]+)*\z)"_s);
    static const QRegularExpression special(uR"(\A(?:true|false|yes|no|on|off|null)\z)"_s, QRegularExpression::CaseInsensitiveOption);
    return plain.match(text).hasMatch() && !special.match(text).hasMatch() ? text : json(text);
}

int rankOf(const QString &key) {
    static const QStringList first{u"apiVersion"_s, u"kind"_s, u"metadata"_s, u"name"_s, u"namespace"_s};
    const auto place = first.indexOf(key);
    return static_cast<int>(place < 0 ? first.size() : place);
}

class Writer {
public:
    QString write(const QJsonObject &object) {
        if (!object.isEmpty())
            members(object, 0);
        return m_text;
    }

private:
    void members(const QJsonObject &object, int indent) {
        QStringList keys = object.keys();
        std::ranges::stable_sort(keys, {}, rankOf); // they come by name
        for (const QString &key : std::as_const(keys)) {
            m_text += QString(indent, u' ') + inlineText(key) + u':';
            value(object.value(key), indent);
        }
    }

    void value(const QJsonValue &value, int indent) {
        if (value.isObject() && !value.toObject().isEmpty()) {
            m_text += u'\n';
            members(value.toObject(), indent + 2);
        } else if (value.isArray() && !value.toArray().isEmpty()) {
            m_text += u'\n';
            items(value.toArray(), indent + 2);
        } else {
            m_text += u' ' + scalar(value, indent + 2) + u'\n';
        }
    }

    void items(const QJsonArray &array, int indent) {
        for (const QJsonValue &item : array) {
            const qsizetype start = m_text.size();
            if (item.isObject() && !item.toObject().isEmpty())
                members(item.toObject(), indent + 2);
            else if (item.isArray() && !item.toArray().isEmpty())
                items(item.toArray(), indent + 2);
            else
                m_text += QString(indent + 2, u' ') + scalar(item, indent + 2) + u'\n';
            m_text.replace(start + indent, 2, "- "_L1);
        }
    }

    static QString scalar(const QJsonValue &value, int indent) {
        if (!value.isString())
            return json(value);
        QString text = value.toString();
        static const QRegularExpression unprintable(u"[\\x00-\\x09\\x0b-\\x1f\\x7f]"_s);
        if (!text.contains(u'\n') || text == "\n"_L1 || text.contains(unprintable))
            return inlineText(text);
        QString block = text.startsWith(u' ') || text.startsWith(u'\n') ? u"|2"_s : u"|"_s;
        if (!text.endsWith(u'\n'))
            block += u'-';
        else if (text.endsWith("\n\n"_L1))
            block += u'+';
        if (text.endsWith(u'\n'))
            text.chop(1);
        for (const QString &line : text.split(u'\n'))
            block += u'\n' + (line.isEmpty() ? QString() : QString(indent, u' ') + line);
        return block;
    }

    QString m_text;
};

QJsonObject withDataOnly(QJsonObject secret) {
    QJsonObject data = secret.value("data"_L1).toObject();
    const QJsonObject plain = secret.take("stringData"_L1).toObject();
    for (auto member = plain.begin(); member != plain.end(); ++member)
        data.insert(member.key(), QString::fromLatin1(member.value().toVariant().toString().toUtf8().toBase64()));
    if (!data.isEmpty())
        secret.insert("data"_L1, data);
    return secret;
}

QByteArray decoded(const QJsonValue &value) {
    const QByteArray written = value.toVariant().toString().toUtf8();
    const auto bytes = QByteArray::fromBase64Encoding(written.simplified().replace(' ', ""), QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? *bytes : written;
}

void mask(QJsonObject &ours, QJsonObject &theirs) {
    ours = withDataOnly(ours);
    theirs = withDataOnly(theirs);
    const QJsonObject left = ours.value("data"_L1).toObject();
    const QJsonObject right = theirs.value("data"_L1).toObject();
    QJsonObject leftMasked;
    QJsonObject rightMasked;
    for (const QString &key : left.keys())
        leftMasked.insert(key, maskText());
    for (const QString &key : right.keys()) {
        const bool differs = left.contains(key) && decoded(left.value(key)) != decoded(right.value(key));
        rightMasked.insert(key, differs ? configTr("%1 (differs)").arg(maskText()) : maskText());
    }
    if (!left.isEmpty())
        ours.insert("data"_L1, leftMasked);
    if (!right.isEmpty())
        theirs.insert("data"_L1, rightMasked);
}

bool isSecret(const QJsonObject &object) { return object.value("kind"_L1) == "Secret"_L1; }

} // namespace

QString maskText() { return QString(8, QChar(0x2022)); }

QJsonObject jsonOf(const config::Object &object) { return valueOf(object.root).toObject(); }

TextPair objectTexts(const QJsonObject &ours, const QJsonObject &theirs) {
    QJsonObject left = ours;
    QJsonObject right = theirs;
    if (isSecret(left) || isSecret(right))
        mask(left, right);
    return {Writer().write(left), Writer().write(right)};
}

} // namespace models
