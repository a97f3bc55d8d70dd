// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/values.h"

namespace forecast {

using namespace Qt::StringLiterals;

QString unitName(const QString &written) {
    QString unit = written.trimmed();
    unit.replace(u'μ', u'µ'); // Greek small mu to the micro sign
    if (unit == "ug/m3"_L1 || unit == "µg/m3"_L1 || unit == "ug/m³"_L1)
        return u"µg/m³"_s;
    return unit == "mg/m3"_L1 ? u"mg/m³"_s : unit;
}

} // namespace forecast
