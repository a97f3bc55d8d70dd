// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Words of this room: texts for people, and names, addresses and quantities in texts.
#pragma once

#include "config/rules/names.h"
#include "config/rules/words.h"

namespace config::cross {

using rules::text;
using rules::list;
using rules::split;
using rules::trimmed;
using rules::lowered;
using rules::contains;
using rules::number;
using rules::near;
using rules::Endpoint;
using rules::endpoints;
using rules::urls;
using rules::isLabel;
using rules::quantity;
using rules::bytes;
using rules::isPlaceholder;
using rules::isSecretName;
using rules::tr;

} // namespace config::cross
