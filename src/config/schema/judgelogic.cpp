// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Schemas made of schemas. Where none of several fits, the one that was meant speaks: the one that got furthest.
#include "config/schema/judge.h"

#include "config/schema/value.h"
#include "config/schema/words.h"

#include <algorithm>

namespace config::schema {

bool Judge::checkLogic(const Schema &schema, Node value) {
    const Logic &logic = *schema.logic;
    for (const Schema *each : logic.allOf)
        if (!check(*each, value))
            return false;
    return checkAny(schema, value) && checkOne(schema, value) && checkNot(logic, value) && checkCondition(logic, value) && checkDependencies(logic, value);
}

bool Judge::checkAny(const Schema &schema, Node value) {
    const auto &branches = schema.logic->anyOf;
    if (branches.empty() || std::ranges::any_of(branches, [&](const Schema *each) { return fits(*each, value); }))
        return true;
    return failBranches(branches, value);
}

bool Judge::checkOne(const Schema &schema, Node value) {
    const auto &branches = schema.logic->oneOf;
    if (branches.empty())
        return true;
    const auto fitting = std::ranges::count_if(branches, [&](const Schema *each) { return fits(*each, value); });
    if (fitting == 0)
        return failBranches(branches, value);
    // Of a patch nobody knows yet which of several it will be.
    if (fitting == 1 || m_judgement.completeness == Completeness::Partial)
        return true;
    return fail("schema-ambiguous", value, [&] {
        QStringList keys;
        for (const Schema *each : branches)
            for (const std::string_view key : each->required)
                if (value[key] && !keys.contains(qstring(key)))
                    keys += qstring(key);
        return keys.size() > 1 ? tr("%1: only one of %2 may be given").arg(nameOf(value), listed(keys, tr("and")))
                               : tr("%1 fits more than one of the forms that exclude one another").arg(nameOf(value));
    });
}

bool Judge::checkNot(const Logic &logic, Node value) {
    if (!logic.negated)
        return true;
    const bool asking = std::exchange(m_asking, true);
    const bool fitting = fits(*logic.negated, value);
    m_asking = asking;
    if (!fitting)
        return true;
    return fail("schema-not-allowed", value, [&] {
        QStringList keys;
        for (const std::string_view key : logic.negated->required)
            keys += qstring(key);
        if (keys.size() > 1)
            return tr("%1: %2 may not stand together").arg(nameOf(value), listed(keys, tr("and")));
        return keys.size() == 1 ? tr("%1 may not have %2 here").arg(nameOf(value), keys.first())
                                : tr("%1: %2 is not allowed here").arg(nameOf(value), shortText(value));
    });
}

bool Judge::checkCondition(const Logic &logic, Node value) {
    if (!logic.condition || (!logic.then && !logic.otherwise))
        return true;
    const bool asking = std::exchange(m_asking, true);
    const Schema *next = fits(*logic.condition, value) ? logic.then : logic.otherwise;
    m_asking = asking;
    return !next || check(*next, value);
}

bool Judge::checkDependencies(const Logic &logic, Node value) {
    if (!value.isMap())
        return true;
    for (const auto &[key, needed] : logic.needs) {
        if (!value[key] || m_judgement.completeness == Completeness::Partial)
            continue;
        for (const std::string_view other : needed) {
            if (!value[other] && !fail("schema-missing-key", value, [&] { return tr("%1 needs %2 beside it").arg(qstring(key), qstring(other)); }, {false, std::string(other)}))
                return false;
        }
    }
    for (const Property &each : logic.dependent)
        if (value[each.name] && !check(*each.schema, value))
            return false;
    return true;
}

namespace {

struct Branch {
    std::vector<SchemaProblem> problems;
    const Schema *schema = nullptr;
    int rank = 0; // the less, the likelier that it was meant
};

/// A wrong type of the value itself: another form was meant. A wrong constant in it, most often its "type": likewise, but less surely.
int rankOf(const std::vector<SchemaProblem> &problems, Node value) {
    int rank = 1;
    for (const SchemaProblem &problem : problems) {
        if (problem.code == "schema-wrong-type" && problem.node == value)
            return 3;
        if (problem.code == "schema-value" && (problem.node == value || problem.node.parent() == value))
            rank = 2;
    }
    return rank;
}

bool onlyLacks(const Branch &branch, Node value) {
    return branch.rank == 1 && std::ranges::all_of(branch.problems, [&](const SchemaProblem &each) { return each.code == "schema-missing-key" && each.node == value; });
}

} // namespace

bool Judge::failBranches(const std::vector<const Schema *> &branches, Node value) {
    if (m_quick)
        return fail("schema-value", value, {});
    std::vector<Branch> tried;
    for (const Schema *each : branches) {
        Branch branch{collect(*each, value), &followed(m_library, *each), 0};
        branch.rank = rankOf(branch.problems, value);
        tried.push_back(std::move(branch));
    }
    if (std::ranges::all_of(tried, [](const Branch &each) { return each.rank == 3; })) {
        Types types = 0;
        for (const Branch &each : tried)
            types = Types(types | each.schema->types);
        return fail("schema-wrong-type", value, [&] { return wrongTypeText(types, value); });
    }
    if (tried.size() > 1 && std::ranges::all_of(tried, [&](const Branch &each) { return onlyLacks(each, value) && each.problems.size() == 1; })) {
        QStringList keys;
        for (const Branch &each : tried)
            if (const QString key = qstring(each.problems.front().suggestion); !keys.contains(key))
                keys += key;
        if (keys.size() > 1)
            return fail("schema-missing-key", value, [&] { return tr("%1 needs one of %2").arg(placeOf(value), listed(keys, tr("or"))); });
    }
    const auto best = std::ranges::min_element(tried, [](const Branch &a, const Branch &b) {
        return a.rank != b.rank ? a.rank < b.rank : a.problems.size() < b.problems.size();
    });
    m_failed = true;
    std::ranges::move(best->problems, std::back_inserter(m_problems));
    return true;
}

} // namespace config::schema
