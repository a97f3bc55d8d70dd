// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a silence fits: matchers of labels, as Alertmanager reads them. https://prometheus.io/docs/alerting/latest/configuration/#matcher
#pragma once

#include "base/error.h"
#include "prometheus/values.h"

namespace prometheus {

struct Matcher {
    QString name;
    QString value;
    bool isRegex = false;
    bool isEqual = true; // false: != and !~
    bool operator==(const Matcher &) const = default;
    /// A label that is not there counts as empty. Regular expressions fit the whole value.
    [[nodiscard]] bool accepts(const Labels &labels) const;
    /// name="value".
    [[nodiscard]] QString text() const;
};

/// name="value", other=~"a|b": separated by commas, braces around them allowed, quotes needed only around commas, quotes, braces and
/// spaces. Errors (Invalid) say which part cannot be read.
[[nodiscard]] base::Result<QList<Matcher>> parseMatchers(const QString &text);
[[nodiscard]] QString text(const QList<Matcher> &matchers);
[[nodiscard]] bool accept(const QList<Matcher> &matchers, const Labels &labels);
/// True where they fit alerts without any label: Alertmanager refuses such a silence, it would fit everything.
[[nodiscard]] bool acceptEmpty(const QList<Matcher> &matchers);

} // namespace prometheus
