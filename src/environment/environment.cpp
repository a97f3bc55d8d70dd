// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "environment/environment.h"

using namespace Qt::StringLiterals;

namespace environment {

QString name(Kind kind) {
    switch (kind) {
    case Kind::Sandbox: return u"sandbox"_s;
    case Kind::Staging: return u"staging"_s;
    case Kind::Production: break;
    }
    return u"production"_s;
}

Kind kindOf(const QString &contextName) {
    if (contextName.contains("prod"_L1, Qt::CaseInsensitive))
        return Kind::Production;
    return contextName.contains("sandbox"_L1, Qt::CaseInsensitive) ? Kind::Sandbox : Kind::Staging;
}

QString defaultColor(Kind kind) {
    switch (kind) {
    case Kind::Sandbox: return u"#1A7F37"_s;
    case Kind::Staging: return u"#BF8700"_s;
    case Kind::Production: break;
    }
    return u"#CF222E"_s;
}

} // namespace environment
