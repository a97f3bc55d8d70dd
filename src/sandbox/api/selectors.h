// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Label and field selectors of list, watch and deletecollection
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api).
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/status.h"

#include <string>
#include <vector>

namespace sandbox {

class LabelSelector {
public:
    /// "app=a,tier in (x,y),!old". 400 where it is none.
    [[nodiscard]] static Outcome<LabelSelector> parse(const std::string &text);
    [[nodiscard]] bool matches(const Json &object) const; // by metadata.labels
    [[nodiscard]] bool empty() const { return m_terms.empty(); }

private:
    enum class Operator { Exists, Absent, In, NotIn, Greater, Less };
    struct Term {
        std::string key;
        Operator op;
        std::vector<std::string> values;
        [[nodiscard]] bool matches(const Json &labels) const;
    };
    static Outcome<Term> parseTerm(const std::string &text);
    std::vector<Term> m_terms;
};

class FieldSelector {
public:
    /// "status.phase=Running,metadata.name!=x". 400 where it is none or the kind cannot be selected by that field.
    [[nodiscard]] static Outcome<FieldSelector> parse(const Kind &kind, const std::string &text);
    [[nodiscard]] bool matches(const Json &object) const;
    [[nodiscard]] bool empty() const { return m_terms.empty(); }

private:
    struct Term {
        std::string path;
        std::string value;
        bool equal;
    };
    std::vector<Term> m_terms;
};

struct Selection {
    LabelSelector labels;
    FieldSelector fields;
    [[nodiscard]] bool matches(const Json &object) const { return labels.matches(object) && fields.matches(object); }
    [[nodiscard]] bool everything() const { return labels.empty() && fields.empty(); }
};

} // namespace sandbox
