// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "prometheus/alertvalues.h"

#include "prometheus/jsonreading.h"

#include <QJsonDocument>

namespace prometheus {

using namespace Qt::StringLiterals;
using base::Result;

namespace {

QStringList texts(const QJsonValue &value, QLatin1StringView field = {}) {
    QStringList all;
    for (const QJsonValue &item : value.toArray())
        all.append(field.isEmpty() ? item.toString() : item[field].toString());
    return all;
}

HeldAlert readAlert(const QJsonObject &object) {
    HeldAlert alert;
    alert.fingerprint = object["fingerprint"_L1].toString();
    alert.labels = readLabels(object["labels"_L1]);
    alert.annotations = readLabels(object["annotations"_L1]);
    const QJsonValue status = object["status"_L1];
    const QString state = status["state"_L1].toString();
    using enum HeldAlert::State;
    alert.state = state == "suppressed"_L1 ? Suppressed : state == "unprocessed"_L1 ? Unprocessed : Active;
    alert.silencedBy = texts(status["silencedBy"_L1]);
    alert.inhibitedBy = texts(status["inhibitedBy"_L1]);
    alert.receivers = texts(object["receivers"_L1], "name"_L1);
    alert.startsAt = readTime(object["startsAt"_L1]);
    alert.updatedAt = readTime(object["updatedAt"_L1]);
    return alert;
}

Silence readSilence(const QJsonObject &object) {
    Silence silence;
    silence.id = object["id"_L1].toString();
    const QString state = object["status"_L1]["state"_L1].toString();
    using enum Silence::State;
    silence.state = state == "active"_L1 ? Active : state == "pending"_L1 ? Pending : Expired;
    for (const QJsonValue &matcher : object["matchers"_L1].toArray())
        silence.matchers.append({matcher["name"_L1].toString(), matcher["value"_L1].toString(), matcher["isRegex"_L1].toBool(), matcher["isEqual"_L1].toBool(true)});
    silence.startsAt = readTime(object["startsAt"_L1]);
    silence.endsAt = readTime(object["endsAt"_L1]);
    silence.updatedAt = readTime(object["updatedAt"_L1]);
    silence.createdBy = object["createdBy"_L1].toString();
    silence.comment = object["comment"_L1].toString();
    return silence;
}

template <class T> Result<QList<T>> readList(const QByteArray &json, const QString &what, T (*read)(const QJsonObject &)) {
    const auto objects = readJson(json).and_then([&](const QJsonValue &value) { return readObjects(value, what); });
    if (!objects)
        return std::unexpected(objects.error());
    QList<T> all;
    for (const QJsonObject &object : *objects)
        all.append(read(object));
    return all;
}

} // namespace

Result<QList<HeldAlert>> parseHeldAlerts(const QByteArray &json) { return readList<HeldAlert>(json, u"the list of alerts"_s, readAlert); }

Result<QList<Silence>> parseSilences(const QByteArray &json) { return readList<Silence>(json, u"the list of silences"_s, readSilence); }

Result<QString> parseMade(const QByteArray &json) {
    const auto answer = readJson(json);
    if (!answer)
        return std::unexpected(answer.error());
    const QString id = (*answer)["silenceID"_L1].toString();
    if (id.isEmpty())
        return nonsense(u"it names no silence"_s, QString::fromUtf8(json));
    return id;
}

QByteArray toJson(const Silence &silence) {
    QJsonArray matchers;
    for (const Matcher &matcher : silence.matchers)
        matchers.append(QJsonObject{{u"name"_s, matcher.name}, {u"value"_s, matcher.value}, {u"isRegex"_s, matcher.isRegex}, {u"isEqual"_s, matcher.isEqual}});
    QJsonObject object{{u"matchers"_s, matchers}, {u"startsAt"_s, silence.startsAt.toUTC().toString(Qt::ISODateWithMs)},
        {u"endsAt"_s, silence.endsAt.toUTC().toString(Qt::ISODateWithMs)}, {u"createdBy"_s, silence.createdBy}, {u"comment"_s, silence.comment}};
    if (!silence.id.isEmpty())
        object.insert(u"id"_s, silence.id);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace prometheus
