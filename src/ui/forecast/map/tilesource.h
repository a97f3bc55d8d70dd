// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// An online ground for the map, of a server that the operator names. None by default: a tile server learns where its users look, and its terms are for
// the operator to accept.
#pragma once

#include "base/error.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace ui {

struct TileSource {
    QString address;     // with %z, %x and %y, PNG of 256 pixels in Web Mercator: "https://tiles.example.org/%z/%x/%y.png"
    QString attribution; // that its licence asks for
    QString userAgent;   // who asks, with a way to be reached
    bool operator==(const TileSource &) const = default;
};

/// As it was written, trimmed, {z}/{x}/{y} taken for %z/%x/%y. Invalid where the address is not https (or http on loopback), lacks one of the three or holds a
/// password, and where attribution or user agent are missing or no single line.
[[nodiscard]] base::Result<TileSource> checkedTiles(const TileSource &written);

[[nodiscard]] QJsonObject toJson(const TileSource &source);
/// Nothing where checkedTiles() refuses it.
[[nodiscard]] std::optional<TileSource> tilesFrom(const QJsonObject &object);

} // namespace ui
