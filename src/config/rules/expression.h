// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions of GitHub's workflows, ${{ ... }}: what they read, call and compare, or why GitHub would refuse them.
#pragma once

#include "config/text/document.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace config {

/// github.event.inputs['a'] is {"github", "event", "inputs", "a"}; a step that is computed, and the star, is "*".
struct ExpressionRead {
    QStringList path;
};

struct ExpressionCall {
    QString name;
    int arguments = 0;
    std::optional<QString> text; // of the first argument, where that is a text
};

/// A read value that is compared with a text by == or !=.
struct ExpressionComparison {
    QStringList path;
    QString text;
};

struct Expression {
    QString source;
    std::optional<QString> problem; // one sentence without its stop; what was read up to there is kept
    std::vector<ExpressionRead> reads;
    std::vector<ExpressionCall> calls;
    std::vector<ExpressionComparison> comparisons;
};

[[nodiscard]] Expression parseExpression(const QString &source);

/// Every expression in the values below a node, and those of each "if", whose braces may be left out. The range is the expression's in the
/// file where it stands there letter by letter, else the value's.
void eachExpression(const Document &document, Node node, const std::function<void(Node value, Range range, const Expression &expression)> &visit);

} // namespace config
