// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/palette.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace forecast {

using namespace Qt::StringLiterals;

base::Result<Palette> Palette::read(const QByteArray &json, const QString &where) {
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    Palette palette{root[u"id"].toString(), root[u"name"].toString(), root[u"source"].toString(), {}};
    for (const QJsonValue &item : root[u"steps"].toArray()) {
        const Step step{item[u"colour"].toString(), item[u"text"].toString()};
        if (step.colour.size() != 7 || step.text.size() != 7)
            return base::fail(base::ErrorKind::Invalid, u"step %1 has no colour or no text"_s.arg(palette.steps.size() + 1), where);
        palette.steps.append(step);
    }
    if (palette.id.isEmpty() || palette.steps.size() < 2)
        return base::fail(base::ErrorKind::Invalid, u"id and at least two steps are needed"_s, where);
    return palette;
}

Palette colourVision() {
    QFile file(u":/standards/colour-vision.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return Palette::read(file.readAll(), file.fileName()).value_or(Palette());
}

QList<Category> recoloured(QList<Category> categories, const Palette &palette) {
    const qsizetype last = std::max<qsizetype>(1, categories.size() - 1);
    for (qsizetype i = 0; i < categories.size() && !palette.steps.isEmpty(); ++i) {
        const auto &step = palette.steps[(2 * i * (palette.steps.size() - 1) + last) / (2 * last)];
        categories[i].colour = step.colour;
        categories[i].text = step.text;
    }
    return categories;
}

} // namespace forecast
