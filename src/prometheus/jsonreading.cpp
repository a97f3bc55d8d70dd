// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "prometheus/jsonreading.h"

#include "base/duration.h"

#include <QJsonDocument>

namespace prometheus {

using namespace Qt::StringLiterals;

std::unexpected<base::Error> nonsense(const QString &what, const QString &detail) {
    return base::fail(base::ErrorKind::Server, u"the answer cannot be read: %1"_s.arg(what), {}, detail.left(2000));
}

base::Result<QJsonValue> readJson(const QByteArray &json) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return nonsense(u"it is not JSON (%1 at byte %2)"_s.arg(error.errorString()).arg(error.offset), QString::fromUtf8(json.left(2000)));
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

base::Result<QJsonObject> readData(const QJsonValue &answer) {
    if (answer["status"_L1].toString() != "success"_L1)
        return nonsense(u"it does not say that it succeeded"_s, answer["error"_L1].toString());
    if (!answer["data"_L1].isObject())
        return nonsense(u"it holds no data"_s);
    return answer["data"_L1].toObject();
}

base::Result<QList<QJsonObject>> readObjects(const QJsonValue &value, const QString &what) {
    if (!value.isArray())
        return nonsense(u"%1 is no list"_s.arg(what));
    QList<QJsonObject> objects;
    for (const QJsonValue &item : value.toArray()) {
        if (!item.isObject())
            return nonsense(u"%1 holds something that is no object"_s.arg(what));
        objects.append(item.toObject());
    }
    return objects;
}

Labels readLabels(const QJsonValue &value) {
    Labels labels;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.value().isString())
            labels.insert(it.key(), it.value().toString());
    }
    return labels;
}

QDateTime readTime(const QJsonValue &value) {
    const QDateTime time = base::parseTime(value.toString());
    return time.isValid() && time.date().year() > 1 ? time : QDateTime();
}

QString text(const Labels &labels) {
    QStringList parts;
    for (const auto &[name, value] : labels.asKeyValueRange()) {
        if (name != "__name__"_L1) {
            QString escaped = value;
            escaped.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'\n', "\\n"_L1);
            parts.append(name + "=\""_L1 + escaped + u'"');
        }
    }
    const QString name = labels.value(u"__name__"_s);
    return parts.isEmpty() && !name.isEmpty() ? name : name + u'{' + parts.join(", "_L1) + u'}';
}

} // namespace prometheus
