// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/walk.h"

#include "config/schema/judge.h"
#include "config/schema/value.h"
#include "config/schema/words.h"

#include <algorithm>
#include <cmath>

namespace config::schema {

namespace {

constexpr int deepest = 12; // references and branches within one another

class Listener {
public:
    Listener(const Library &library, Node value) : m_library(library), m_value(value) {}
    void hear(const Schema &schema, bool sure, int depth);
    Voices voices;

private:
    void hearBranches(const std::vector<const Schema *> &branches, bool sure, int depth);

    const Library &m_library;
    Node m_value;
};

void Listener::hearBranches(const std::vector<const Schema *> &branches, bool sure, int depth) {
    for (const Schema *branch : branches) {
        const Schema &meant = followed(m_library, *branch);
        const bool possible = !m_value || m_value.isNull() || meant.types == anyType || (meant.types & bit(m_value.kind())) != 0 || m_value.isScalar();
        if (possible)
            hear(*branch, sure && branches.size() == 1, depth + 1);
    }
}

void Listener::hear(const Schema &schema, bool sure, int depth) {
    if (depth > deepest || schema.never)
        return;
    voices.push_back({&schema, sure});
    if (!schema.reference.empty())
        hear(*m_library.target(schema), sure, depth + 1);
    if (!schema.logic)
        return;
    const Logic &logic = *schema.logic;
    for (const Schema *each : logic.allOf)
        hear(*each, sure, depth + 1);
    hearBranches(logic.anyOf, sure, depth);
    hearBranches(logic.oneOf, sure, depth);
    if (!logic.condition)
        return;
    const bool known = bool(m_value) && !m_value.isNull();
    const bool holds = known && Judge(m_library, m_value, {}).fits(*logic.condition, m_value);
    if (logic.then && (!known || holds))
        hear(*logic.then, sure && known, depth + 1);
    if (logic.otherwise && (!known || !holds))
        hear(*logic.otherwise, sure && known, depth + 1);
}

/// What a schema says of a member or item; null where nothing.
std::vector<const Schema *> partsOf(const Schema &schema, const Step &step) {
    if (step.item) {
        if (step.index < schema.tuple.size())
            return {schema.tuple[step.index]};
        return schema.items ? std::vector{schema.items} : std::vector<const Schema *>();
    }
    std::vector<const Schema *> parts;
    if (const Schema *property = schema.property(step.key))
        parts.push_back(property);
    for (const auto &[pattern, wanted] : schema.patterns)
        if (pattern.matches(step.key))
            parts.push_back(wanted);
    if (parts.empty() && schema.additional && !schema.additional->never)
        parts.push_back(schema.additional);
    return parts;
}

Node childOf(Node node, const Step &step) {
    return step.item ? node.isSequence() ? node[step.index] : Node() : node[std::string_view(step.key)];
}

QString number(double value) {
    return QString::number(value, 'g', 15);
}

QString rangeText(const Bounds &bounds) {
    const bool low = std::isfinite(bounds.minimum);
    const bool high = std::isfinite(bounds.maximum);
    if (low && high)
        return tr("%1 to %2").arg(number(bounds.minimum), number(bounds.maximum));
    if (low)
        return (bounds.above ? tr("more than %1") : tr("at least %1")).arg(number(bounds.minimum));
    if (high)
        return (bounds.below ? tr("less than %1") : tr("at most %1")).arg(number(bounds.maximum));
    return {};
}

} // namespace

Voices voicesOf(const Library &library, const Schema &schema, Node value) {
    Listener listener(library, value);
    listener.hear(schema, true, 0);
    return std::move(listener.voices);
}

Steps stepsTo(Node node) {
    Steps steps;
    for (Node parent = node.parent(); parent; node = parent, parent = node.parent()) {
        Step step{std::string(node.key()), 0, parent.isSequence()};
        if (step.item)
            step.index = std::size_t(std::distance(parent.begin(), std::find(parent.begin(), parent.end(), node)));
        steps.insert(steps.begin(), std::move(step));
    }
    return steps;
}

Place placeOf(const Known &known, FileKind kind, Node root, Steps steps) {
    const bool isObject = kind.role == Role::Objects || (kind.role == Role::Patch && !root.isSequence());
    while (isObject && steps.size() >= 2 && root["kind"].text() == "List" && steps[0].key == "items" && steps[1].item) {
        root = childOf(childOf(root, steps[0]), steps[1]);
        steps.erase(steps.begin(), steps.begin() + 2);
    }
    const Schema *schema = known.schemaOf(kind, root);
    if (!schema)
        return {};
    Place place{voicesOf(known.library, *schema, root), root, isObject ? qstring(root["kind"].text()) : qstring(schema->title)};
    for (const Step &step : steps) {
        place.node = childOf(place.node, step);
        Voices next;
        for (const Voice &voice : place.voices)
            for (const Schema *part : partsOf(*voice.schema, step))
                for (const Voice &heard : voicesOf(known.library, *part, place.node))
                    if (!std::ranges::contains(next, heard.schema, &Voice::schema))
                        next.push_back({heard.schema, heard.sure && voice.sure});
        place.voices = std::move(next);
    }
    return place;
}

Types typesOf(const Voices &voices) {
    Types always = anyType;
    Types some = 0;
    for (const auto &[schema, sure] : voices) {
        if (sure)
            always = Types(always & schema->types);
        else if (schema->types != anyType)
            some = Types(some | schema->types);
    }
    const auto both = Types(always & some);
    return both != 0 ? both : always;
}

QString descriptionOf(const Voices &voices) {
    const auto found = std::ranges::find_if(voices, [](const Voice &voice) { return !voice.schema->description.empty(); });
    return found == voices.end() ? QString() : qstring(found->schema->description).trimmed();
}

QString boundsText(const Voices &voices) {
    QStringList parts;
    for (const Voice &voice : voices) {
        if (const Form form = voice.schema->form; form != Form::None && !formText(form).isEmpty())
            parts += formText(form);
        if (!voice.schema->bounds)
            continue;
        parts += rangeText(*voice.schema->bounds);
        if (voice.schema->bounds->maxLength >= 0)
            parts += tr("at most %1 characters").arg(voice.schema->bounds->maxLength);
    }
    parts.removeAll(QString());
    parts.removeDuplicates();
    return parts.join(QLatin1String(", "));
}

QString constraintsText(const Voices &voices) {
    QStringList values;
    QStringList parts;
    for (const Voice &voice : voices) {
        for (const Node each : voice.schema->values)
            values += shortText(each);
        if (voice.schema->constant)
            values += shortText(voice.schema->constant);
        if (voice.schema->bounds && !voice.schema->bounds->pattern.isEmpty())
            parts += tr("has the form %1").arg(shown(voice.schema->bounds->pattern.expression()));
        if (voice.schema->standard)
            parts += tr("%1 where it is not given").arg(shortText(voice.schema->standard));
        if (voice.schema->deprecated)
            parts += tr("deprecated");
    }
    values.removeDuplicates();
    if (!values.isEmpty())
        parts.prepend(tr("one of %1").arg(values.join(QLatin1String(", "))));
    parts.removeDuplicates();
    return parts.join(QLatin1String("; "));
}

} // namespace config::schema
