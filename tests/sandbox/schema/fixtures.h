// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Objects written as text, and readable failures.
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/status.h"

#include <QByteArray>
#include <QString>
#include <QTest>

inline sandbox::Json json(const char *text) {
    return sandbox::Json::parse(text);
}

inline sandbox::Json json(const QByteArray &text) {
    return sandbox::Json::parse(text.begin(), text.end());
}

inline const sandbox::Kind &kindNamed(const char *apiVersion, const char *name) {
    const auto *kind = sandbox::findKindByName(apiVersion, name);
    if (!kind)
        qFatal("no kind %s %s", apiVersion, name);
    return *kind;
}

inline QString shown(const sandbox::Json &value) {
    return QString::fromStdString(value.dump());
}

#ifndef Q_MOC_RUN // moc stumbles over raw strings in the arguments of a macro it knows
#define COMPARE_JSON(actual, expected) QCOMPARE(shown(actual), shown(expected))
#endif
