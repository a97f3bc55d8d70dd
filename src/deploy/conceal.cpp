// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploy/conceal.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace deploy {

base::Error concealed(base::Error error, const QJsonObject &object) {
    if (object["kind"_L1].toString() != "Secret"_L1)
        return error;
    QStringList values;
    const auto add = [&](const QString &value) {
        if (!value.isEmpty())
            values.append(value);
    };
    for (const QLatin1StringView field : {"data"_L1, "stringData"_L1}) {
        const QJsonObject map = object[field].toObject();
        for (auto it = map.begin(); it != map.end(); ++it) {
            const QString text = it.value().toVariant().toString();
            add(text);
            add(QString::fromLatin1(text.toUtf8().toBase64()));
            add(QString::fromUtf8(QByteArray::fromBase64(text.toLatin1())));
        }
    }
    // The longest first, so that a value inside another does not leave the rest of it standing.
    std::ranges::sort(values, std::ranges::greater(), &QString::size);
    const QString hidden = QCoreApplication::translate("deploy", "(hidden)");
    for (const QString &value : std::as_const(values)) {
        error.message.replace(value, hidden);
        error.detail.replace(value, hidden);
    }
    return error;
}

} // namespace deploy
