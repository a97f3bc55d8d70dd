// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/conditionreader.h"

#include "config/rules/measure.h"
#include "config/rules/words.h"

#include <algorithm>
#include <array>

namespace config {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array tests = {"all", "any", "not", "exists", "is", "in", "matches", "type", "less", "greater", "count", "empty", "contains", "has", "every",
    "some"}; // in the order of Condition::Test, which has At behind them
constexpr std::array types = {"string", "integer", "number", "bool", "map", "sequence", "null", "scalar"};

QString quoted(std::string_view text) {
    return u'"' + QString::fromUtf8(text.data(), qsizetype(text.size())) + u'"';
}

std::optional<double> numberOf(Node node) {
    return node.isScalar() ? (isDuration(node.text()) ? duration(node.text()) : quantity(node.text())) : std::nullopt;
}

} // namespace

std::unexpected<base::Error> failAt(const Document &document, Node node, QString message) {
    const Range range = node.keyRange().size() > 0 ? node.keyRange() : node.range();
    const int line = document.position(range.begin).line;
    return base::fail(base::ErrorKind::Invalid, std::move(message), document.path() + u':' + QString::number(line));
}

base::Result<Condition> Condition::read(const Document &document, Node node) {
    return ConditionReader(document).read(node);
}

base::Result<Condition> ConditionReader::read(Node node) const {
    if (!node.isMap() || node.size() == 0)
        return failAt(m_document, node, rules::tr("A condition is a map such as {is: true}."));
    Condition all;
    for (const Node operand : node) {
        if (operand.key() == "path" || operand.key() == "default")
            continue;
        base::Result<Condition> test = readTest(operand, node);
        if (!test)
            return test;
        all.m_parts.push_back(std::move(*test));
    }
    if (all.m_parts.empty())
        return failAt(m_document, node, rules::tr("A condition needs a test beside its path, such as `exists: true`."));
    const Node path = node["path"];
    if (!path)
        return all.m_parts.size() == 1 ? std::move(all.m_parts.front()) : std::move(all);
    const std::optional<Steps> steps = path.isScalar() ? Steps::parse(path.text()) : std::nullopt;
    if (!steps)
        return failAt(m_document, path, rules::tr("%1 is not a path.").arg(quoted(path.text())));
    Condition at;
    at.m_test = Condition::Test::At;
    at.m_path = *steps;
    at.m_parts.push_back(std::move(all));
    return at;
}

base::Result<Condition> ConditionReader::readTest(Node operand, Node whole) const {
    using Test = Condition::Test;
    const auto *const name = std::ranges::find(tests, operand.key());
    if (name == tests.end())
        return failAt(m_document, operand, rules::tr("%1 is no test. There are: all, any, not, exists, is, in, matches, type, less, greater, count, empty, "
            "contains, has, every, some, with path and default.").arg(quoted(operand.key())));
    Condition condition;
    condition.m_test = Test(name - tests.begin());
    switch (condition.m_test) {
    case Test::All:
    case Test::Any:
    case Test::Not:
    case Test::Every:
    case Test::Some: return readParts(operand, std::move(condition));
    case Test::Exists:
    case Test::Empty:
        if (!operand.toBool())
            return failAt(m_document, operand, rules::tr("%1 is true or false.").arg(quoted(operand.key())));
        condition.m_flag = *operand.toBool();
        return condition;
    case Test::Matches: return readExpression(operand, std::move(condition));
    case Test::Count: return readCount(operand, std::move(condition));
    case Test::Less:
    case Test::Greater: return readNumber(operand, whole, std::move(condition));
    default: return readTexts(operand, std::move(condition));
    }
}

base::Result<Condition> ConditionReader::readParts(Node operand, Condition condition) const {
    const bool list = condition.m_test == Condition::Test::All || condition.m_test == Condition::Test::Any;
    if (list != operand.isSequence() || (list && operand.size() == 0))
        return failAt(m_document, operand, list ? rules::tr("%1 is a list of conditions.").arg(quoted(operand.key()))
                                               : rules::tr("%1 is one condition.").arg(quoted(operand.key())));
    if (!list) {
        base::Result<Condition> part = read(operand);
        if (!part)
            return part;
        condition.m_parts.push_back(std::move(*part));
        return condition;
    }
    for (const Node item : operand) {
        base::Result<Condition> part = read(item);
        if (!part)
            return part;
        condition.m_parts.push_back(std::move(*part));
    }
    return condition;
}

base::Result<Condition> ConditionReader::readTexts(Node operand, Condition condition) const {
    using Test = Condition::Test;
    const bool list = condition.m_test == Test::In || condition.m_test == Test::Has;
    if (list ? !operand.isSequence() || operand.size() == 0 : !operand.isScalar() || operand.isNull())
        return failAt(m_document, operand, list ? rules::tr("%1 is a list of texts.").arg(quoted(operand.key()))
                                               : rules::tr("%1 is one text or number.").arg(quoted(operand.key())));
    if (!list)
        condition.m_texts.emplace_back(operand.text());
    for (const Node item : list ? operand : Node())
        condition.m_texts.emplace_back(item.text());
    if (condition.m_test == Test::Type && std::ranges::find(types, operand.text()) == types.end())
        return failAt(m_document, operand, rules::tr("%1 is no type. There are: string, integer, number, bool, map, sequence, null, scalar.").arg(quoted(operand.text())));
    return condition;
}

base::Result<Condition> ConditionReader::readExpression(Node operand, Condition condition) const {
    const QString pattern = QString::fromUtf8(operand.text().data(), qsizetype(operand.text().size()));
    if (!operand.isScalar() || pattern.isEmpty())
        return failAt(m_document, operand, rules::tr("\"matches\" is a regular expression."));
    // The limit keeps an expression that goes back and forth from holding up everything else.
    condition.m_expression.setPattern(u"(*LIMIT_MATCH=200000)"_s + pattern);
    if (!condition.m_expression.isValid())
        return failAt(m_document, operand, rules::tr("The regular expression is not valid: %1.").arg(condition.m_expression.errorString()));
    condition.m_expression.optimize();
    return condition;
}

base::Result<Condition> ConditionReader::readCount(Node operand, Condition condition) const {
    if (const auto exact = operand.toInteger()) {
        condition.m_operand.number = double(*exact);
        return condition;
    }
    for (const Node bound : operand) {
        const bool less = bound.key() == "less";
        if ((!less && bound.key() != "greater") || !bound.toInteger())
            break;
        Condition part;
        part.m_test = less ? Condition::Test::Less : Condition::Test::Greater;
        part.m_operand.number = double(*bound.toInteger());
        condition.m_parts.push_back(std::move(part));
    }
    if (!operand.isMap() || condition.m_parts.empty() || condition.m_parts.size() != operand.size())
        return failAt(m_document, operand, rules::tr("\"count\" is a whole number, {less: N} or {greater: N}."));
    return condition;
}

base::Result<Condition> ConditionReader::readNumber(Node operand, Node whole, Condition condition) const {
    if (const Node absent = whole["default"]) {
        condition.m_absent = numberOf(absent);
        if (!condition.m_absent)
            return failAt(m_document, absent, rules::tr("\"default\" is a number, a quantity or a duration."));
    }
    if (operand.isMap())
        return readOther(operand, std::move(condition));
    condition.m_operand.duration = operand.isScalar() && isDuration(operand.text());
    condition.m_operand.number = numberOf(operand);
    if (!condition.m_operand.number)
        return failAt(m_document, operand, rules::tr("%1 is neither a number nor a quantity nor a duration.").arg(quoted(operand.text())));
    return condition;
}

base::Result<Condition> ConditionReader::readOther(Node operand, Condition condition) const {
    const std::optional<Steps> steps = operand["path"].isScalar() ? Steps::parse(operand["path"].text()) : std::nullopt;
    if (!steps || steps->hasStars())
        return failAt(m_document, operand, rules::tr("The other value needs a path without stars."));
    condition.m_operand.path = *steps;
    condition.m_operand.absent = numberOf(operand["default"]);
    condition.m_operand.times = operand["times"].toNumber().value_or(1);
    return condition;
}

} // namespace config
