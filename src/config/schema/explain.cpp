// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/complete.h"
#include "config/schema/value.h"
#include "config/schema/walk.h"
#include "config/schema/words.h"

namespace config::schema {

std::optional<Explanation> explain(const Known &known, FileKind kind, Node root, Node node) {
    if (!root || !node)
        return {};
    const Place place = placeOf(known, kind, root, stepsTo(node));
    if (place.voices.empty())
        return {};
    const Types types = typesOf(place.voices);
    Explanation explanation;
    explanation.description = descriptionOf(place.voices);
    explanation.constraints = constraintsText(place.voices);
    if (types == anyType && explanation.description.isEmpty() && explanation.constraints.isEmpty())
        return {}; // nothing is known but that it may stand there
    const QString path = qstring(node.path());
    explanation.title = place.title.isEmpty() || path.isEmpty() ? place.title + path : place.title + (path.startsWith(u'[') ? QString() : QStringLiteral(".")) + path;
    explanation.type = typeText(types);
    if (const QString bounds = boundsText(place.voices); !bounds.isEmpty())
        explanation.type += QLatin1String(", ") + bounds;
    return explanation;
}

} // namespace config::schema
