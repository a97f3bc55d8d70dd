// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Holds a value against a schema and says, at the exact key or value, what does not fit.
#pragma once

#include "config/schema/schema.h"
#include "config/schema/source.h"

#include <functional>

namespace config::schema {

struct Judgement {
    QString title; // of the root, for messages: "Deployment"
    Completeness completeness = Completeness::Whole;
    /// Whole objects within others (x-kubernetes-embedded-resource, items of a List) are given back to whom knows their kinds.
    std::function<void(Node object)> embedded;
};

class Judge {
public:
    Judge(const Library &library, Node root, Judgement judgement);
    ~Judge();
    Judge(const Judge &) = delete;
    Judge &operator=(const Judge &) = delete;

    /// Problems in the order of the text, as far as the schema's order is the text's; at most a thousand.
    [[nodiscard]] std::vector<SchemaProblem> problems(const Schema &schema);
    /// Whether there would be none; much faster where there would.
    [[nodiscard]] bool fits(const Schema &schema, Node value);

private:
    using Message = std::function<QString()>;
    struct Options {
        bool atKey = false;
        std::string suggestion = {};
    };

    // Each returns whether to go on: false where only the verdict is wanted, and it is found.
    bool check(const Schema &schema, Node value);
    bool checkOwn(const Schema &schema, Node value);
    bool checkType(const Schema &schema, Node value);
    bool checkValues(const Schema &schema, Node value);
    bool checkNumber(const Schema &schema, Node value);
    bool checkText(const Schema &schema, Node value);
    bool checkForm(const Schema &schema, Node value);
    bool checkList(const Schema &schema, Node value);
    bool checkItemsDiffer(const Schema &schema, Node value);
    bool checkMapKeys(const Schema &schema, Node value);
    bool checkContains(const Bounds &bounds, Node value);
    bool checkMap(const Schema &schema, Node value);
    bool checkMember(const Schema &schema, Node member);
    bool checkRequired(const Schema &schema, Node value);
    bool checkName(const Schema &schema, Node member);
    bool checkLogic(const Schema &schema, Node value);
    bool checkAny(const Schema &schema, Node value);
    bool checkOne(const Schema &schema, Node value);
    bool checkNot(const Logic &logic, Node value);
    bool checkCondition(const Logic &logic, Node value);
    bool checkDependencies(const Logic &logic, Node value);
    bool failBranches(const std::vector<const Schema *> &branches, Node value);
    bool failUnknown(const Schema &schema, Node member);

    bool fail(const char *code, Node node, const Message &message) { return fail(code, node, message, Options()); }
    bool fail(const char *code, Node node, const Message &message, Options options);
    std::vector<SchemaProblem> collect(const Schema &schema, Node value);

    // What to call things.
    [[nodiscard]] QString nameOf(Node value) const;  // "replicas", "containers[0]", "the file"
    [[nodiscard]] QString placeOf(Node value) const; // "Deployment.spec.replicas"
    [[nodiscard]] QString wrongTypeText(Types types, Node value) const;
    [[nodiscard]] QString relocation(const Schema &schema, Node member) const;

    const Library &m_library;
    Node m_root;
    Judgement m_judgement;
    bool m_quick = false;
    bool m_failed = false;
    bool m_asking = false; // within "if" and "not", where a missing key is an answer and no mistake
    int m_depth = 0;
    std::size_t m_steps = 0;
    std::vector<SchemaProblem> m_problems;
    std::unique_ptr<Tree> m_key; // a key as a value, for propertyNames
    std::vector<std::pair<const Schema *, Node>> m_around; // maps that are being looked into, outermost first
};

/// The schema itself, or what its reference says.
[[nodiscard]] const Schema &followed(const Library &library, const Schema &schema);
/// The names that a map of this schema may hold, through references and branches.
void collectNames(const Library &library, const Schema &schema, std::vector<Property> &names, int depth = 0);

} // namespace config::schema
