// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forecast/values.h"

namespace forecast {

using namespace Qt::StringLiterals;

QString unitName(const QString &written) {
    QString unit = written.trimmed();
    unit.replace(u'μ', u'µ'); // Greek small mu to the micro sign
    if (unit == u"ug/m3" || unit == u"µg/m3" || unit == u"ug/m³")
        return u"µg/m³"_s;
    return unit == u"mg/m3" ? u"mg/m³"_s : unit;
}

} // namespace forecast
