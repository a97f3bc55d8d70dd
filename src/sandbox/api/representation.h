// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How an object goes over the wire: whole, as its metadata only, or as the row of a Table, whichever the Accept header asks for
// (https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources).
#pragma once

#include "sandbox/schema/kinds.h"
#include "sandbox/store/objectstore.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

struct ListMeta {
    std::string resourceVersion;
    std::string continueToken;
    std::optional<std::int64_t> remaining;
};

class Representation {
public:
    /// includeObject: the parameter of that name ("None", "Metadata", "Object"). 406 where JSON is not accepted.
    [[nodiscard]] static Outcome<Representation> negotiate(const std::string &accept, const std::string &includeObject);

    [[nodiscard]] std::string one(const Kind &kind, const Json &object, std::int64_t nowMs) const;
    /// Items of a whole list carry no kind and apiVersion, as those of a real API server do not.
    [[nodiscard]] std::string many(
        const Kind &kind, const std::vector<ObjectPtr> &items, const ListMeta &meta, std::int64_t nowMs) const;
    enum class Columns { With, Without };
    /// One line of a watch, with its line feed. Only the first Table of a watch carries its columns.
    [[nodiscard]] std::string watchEvent(
        std::string_view type, const Kind &kind, const Json &object, std::int64_t nowMs, Columns columns) const;

private:
    enum class Shape { Object, Table, Metadata };
    enum class Include { None, Metadata, Object };
    [[nodiscard]] Json row(const Kind &kind, const Json &object, std::int64_t nowMs) const;
    [[nodiscard]] Json table(const Kind &kind, Json rows, Json metadata, Columns columns) const;

    Shape m_shape = Shape::Object;
    Include m_include = Include::Metadata;
};

/// Text of an object for the wire; bytes that are no UTF-8 are replaced rather than refused.
[[nodiscard]] std::string wireText(const Json &json);

/// Both APIs of events show one object (core/v1 is what is stored): to and from events.k8s.io/v1.
[[nodiscard]] Json eventFromStored(const Json &coreEvent);
[[nodiscard]] Json eventToStored(const Json &event);
/// True for the kind events.k8s.io Event.
[[nodiscard]] bool isEventView(const Kind &kind);
/// Where the store keeps objects of the kind.
[[nodiscard]] std::string storedResource(const Kind &kind);

} // namespace sandbox
