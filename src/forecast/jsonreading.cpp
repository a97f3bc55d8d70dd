// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/jsonreading.h"

#include "forecast/values.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <cmath>

namespace forecast {

using namespace Qt::StringLiterals;

namespace {
/// Python's json module writes NaN and Infinity bare, which is no JSON. Outside of strings they become null.
QByteArray withoutNan(const QByteArray &json) {
    QByteArray out;
    out.reserve(json.size());
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"')
            inString = !inString;
        if (inString && c == '\\' && i + 1 < json.size()) {
            out += c;
            out += json[++i];
            continue;
        }
        const QByteArrayView rest = QByteArrayView(json).sliced(i);
        const auto word = inString                       ? QByteArrayView()
                          : rest.startsWith("NaN")       ? "NaN"
                          : rest.startsWith("-Infinity") ? "-Infinity"
                          : rest.startsWith("Infinity")  ? "Infinity"
                                                         : QByteArrayView();
        if (word.isEmpty()) {
            out += c;
            continue;
        }
        out += "null";
        i += word.size() - 1;
    }
    return out;
}
} // namespace

base::Result<QJsonValue> readJson(const QByteArray &json, const QString &what) {
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        document = QJsonDocument::fromJson(withoutNan(json), &error);
    if (error.error != QJsonParseError::NoError)
        return base::fail(base::ErrorKind::Server,
            u"The answer for %1 is no JSON (%2)"_s.arg(what, error.errorString()), u"offset %1"_s.arg(error.offset),
            QString::fromUtf8(json.first(std::min<qsizetype>(json.size(), 400))));
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

std::optional<double> readNumber(const QJsonValue &value) {
    bool ok = value.isDouble();
    const double number = ok ? value.toDouble() : value.toString().toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<QDateTime> readTime(const QJsonValue &value) {
    QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    if (!time.isValid())
        return {};
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeZone(QTimeZone::UTC);
    return time.toUTC();
}

QJsonValue firstOf(const QJsonValue &object, std::initializer_list<QStringView> names) {
    for (const QStringView name : names)
        if (const QJsonValue value = object[name]; !value.isUndefined() && !value.isNull())
            return value;
    return QJsonValue(QJsonValue::Undefined);
}

std::optional<QJsonArray> readList(const QJsonValue &value, std::initializer_list<QStringView> names) {
    if (value.isArray())
        return value.toArray();
    for (const QStringView name : names)
        if (value[name].isArray())
            return value[name].toArray();
    return {};
}

QString readUnit(const QJsonValue &value) { return unitName(value.toString()); }

} // namespace forecast
