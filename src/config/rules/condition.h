// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a declared rule asks of a value. Read once, then only evaluated; immutable, so that threads may share it.
//
// A condition is a map; everything in it must hold. Of the value that stands at its path, which may be absent:
//
//   exists: true             it is there and not null. false: it is not
//   is: Recreate             a scalar that reads like this (false, "8080" and 8080 by their text)
//   in: [a, b]               ... like one of these
//   matches: '^v[0-9]'       a scalar in which the regular expression is found
//   type: map                string, integer, number (integers too), bool, map, sequence, null, scalar
//   less: 512Mi              smaller than a number or quantity, or than a duration where the operand ends in ms, s, min, h or d.
//   greater: 30s             Values that are neither never hold. In place of the operand, another value:
//                            {path: thing:periodSeconds, default: 10, times: 2}
//   default: 10              what less and greater take an absent value for
//   count: 1                 members or items of it (0 where it is absent), or {less: 2}, {greater: 3}
//   empty: true              absent, null, "", {} or []. false: none of these
//   contains: ALL            a sequence with this item
//   has: [name, image]       a map with all these members
//   every: CONDITION         each item or member (also where there is none)
//   some: CONDITION          at least one
//   all: [CONDITION, ...]    any: [CONDITION, ...]    not: CONDITION
//   path: spec.type          the rest of this map is about the value there. From the value itself, or from "thing:" (what the rule
//                            looks at), "pod:", "object:" or "file:". With stars: where it holds for one of them
//
// An absent value holds only `exists: false`, `empty: true`, `every`, `count: 0`, and `not` of what it does not hold.
#pragma once

#include "config/rules/steps.h"

#include "base/error.h"

#include <QRegularExpression>

namespace config {

/// Where a condition may look besides its own value.
struct Sight {
    Node thing;
    Node pod;
    Node object;
    Node file;
    [[nodiscard]] Node from(PathBase base, Node value) const;
};

class Condition {
public:
    [[nodiscard]] static base::Result<Condition> read(const Document &document, Node node);
    [[nodiscard]] bool holds(Node value, const Sight &sight) const;

private:
    friend class ConditionReader;
    enum class Test : std::uint8_t { All, Any, Not, Exists, In, Matches, Type, Less, Greater, Count, Empty, Contains, Has, Every, Some, At };
    struct Operand {
        std::optional<double> number;
        bool duration = false;
        Steps path;
        std::optional<double> absent; // what an absent value counts as
        double times = 1;
    };

    [[nodiscard]] bool holdsType(Node value) const;
    [[nodiscard]] bool holdsNumber(Node value, const Sight &sight) const;
    [[nodiscard]] bool holdsCount(Node value) const;
    [[nodiscard]] bool holdsHere(Node value, const Sight &sight) const;
    [[nodiscard]] bool holdsAt(Node value, const Sight &sight) const;

    Test m_test = Test::All;
    bool m_flag = true;
    std::vector<std::string> m_texts;
    QRegularExpression m_expression;
    Operand m_operand;
    std::optional<double> m_absent;
    Steps m_path;
    std::vector<Condition> m_parts;
};

} // namespace config
