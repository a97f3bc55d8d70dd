// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/yamlscalar.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace deploy {

namespace {

// The three spellings YAML 1.1 allows of a word: yes, Yes, YES.
bool isWord(const QString &text, QStringView lower) {
    if (text.size() != lower.size() || text.compare(lower, Qt::CaseInsensitive) != 0)
        return false;
    const QStringView rest = QStringView(text).mid(1);
    return text == lower || rest == lower.mid(1) || text == lower.toString().toUpper();
}

std::optional<bool> boolean(const QString &text) {
    for (const QStringView word : {u"y", u"yes", u"true", u"on"})
        if (isWord(text, word))
            return true;
    for (const QStringView word : {u"n", u"no", u"false", u"off"})
        if (isWord(text, word))
            return false;
    return {};
}

bool isNull(const QString &text) {
    return text.isEmpty() || text == "~"_L1 || isWord(text, u"null");
}

bool isSpecialFloat(const QString &text) {
    static const QRegularExpression shape(u"^([-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN))$"_s);
    return shape.match(text).hasMatch();
}

std::optional<QJsonValue> integer(const QString &text) {
    const bool negative = text.startsWith(u'-');
    const QString digits = negative || text.startsWith(u'+') ? text.mid(1) : text;
    static const QRegularExpression shape(u"^(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$"_s);
    if (!shape.match(digits).hasMatch())
        return {};
    int base = 10;
    QString body = digits;
    if (digits.size() > 1 && digits.startsWith(u'0')) {
        const QChar mark = digits.at(1).toLower();
        base = mark == u'x' ? 16 : mark == u'b' ? 2 : 8;
        body = digits.mid(mark.isDigit() ? 1 : 2);
    }
    bool ok = false;
    const qulonglong value = body.toULongLong(&ok, base);
    if (!ok)
        return {};
    constexpr qulonglong limit = std::numeric_limits<qint64>::max();
    if (value <= limit)
        return QJsonValue(negative ? -static_cast<qint64>(value) : static_cast<qint64>(value));
    return QJsonValue(negative ? -static_cast<double>(value) : static_cast<double>(value));
}

std::optional<QJsonValue> number(const QString &text) {
    const QChar first = text.at(0);
    if (!(first >= u'0' && first <= u'9') && first != u'+' && first != u'-' && first != u'.')
        return {};
    const QString plain = QString(text).remove(u'_');
    if (const auto whole = integer(plain))
        return whole;
    static const QRegularExpression shape(u"^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$"_s);
    if (!shape.match(plain).hasMatch())
        return {};
    bool ok = false;
    const double value = plain.toDouble(&ok);
    // Beyond a double's range kubectl keeps the text.
    return ok && std::isfinite(value) ? std::optional(QJsonValue(value)) : std::nullopt;
}

} // namespace

std::optional<QJsonValue> plainScalar(const QString &text) {
    if (isNull(text))
        return QJsonValue(QJsonValue::Null);
    if (const auto word = boolean(text))
        return QJsonValue(*word);
    if (isSpecialFloat(text))
        return {};
    if (const auto value = number(text))
        return value;
    return QJsonValue(text);
}

std::optional<QString> plainKey(const QString &text) {
    const auto value = plainScalar(text);
    if (!value)
        return text;
    switch (value->type()) {
    case QJsonValue::Null: return {};
    case QJsonValue::Bool: return value->toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        if (value->toVariant().typeId() == QMetaType::LongLong)
            return QString::number(value->toInteger());
        return QString::number(value->toDouble(), 'g', QLocale::FloatingPointShortest);
    default: return value->toString();
    }
}

} // namespace deploy
