// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Colours by severity that every standard can be shown in, as data: EPA's ColorVision-assist steps (resources/standards/colour-vision.json), whose
// luminance falls with every step, so that they hold for colour-blind eyes, in grey and as a ramp of a surface. No standard's own colours do.
#pragma once

#include "forecast/standard.h"

namespace forecast {

struct Palette {
    struct Step {
        QString colour; // "#RRGGBB"
        QString text;   // of writing on it
    };
    QString id; // "colour-vision"
    QString name;
    QString source;
    QList<Step> steps; // from best to worst, two at least

    [[nodiscard]] static base::Result<Palette> read(const QByteArray &json, const QString &where);
};

/// The one that is built in.
[[nodiscard]] Palette colourVision();

/// The categories with the palette's colours in place of their own, spread from its first step to its last.
[[nodiscard]] QList<Category> recoloured(QList<Category> categories, const Palette &palette);

} // namespace forecast
