// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads conditions and says where one is wrong.
#pragma once

#include "config/rules/condition.h"

namespace config {

/// An error at a node of a file of rules.
[[nodiscard]] std::unexpected<base::Error> failAt(const Document &document, Node node, QString message);

class ConditionReader {
public:
    explicit ConditionReader(const Document &document) : m_document(document) {}
    [[nodiscard]] base::Result<Condition> read(Node node) const;

private:
    [[nodiscard]] base::Result<Condition> readTest(Node operand, Node whole) const;
    [[nodiscard]] base::Result<Condition> readParts(Node operand, Condition condition) const;
    [[nodiscard]] base::Result<Condition> readTexts(Node operand, Condition condition) const;
    [[nodiscard]] base::Result<Condition> readExpression(Node operand, Condition condition) const;
    [[nodiscard]] base::Result<Condition> readCount(Node operand, Condition condition) const;
    [[nodiscard]] base::Result<Condition> readNumber(Node operand, Node whole, Condition condition) const;
    [[nodiscard]] base::Result<Condition> readOther(Node operand, Condition condition) const;

    const Document &m_document;
};

} // namespace config
