// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/openapi.h"

#include <QFile>

#include <map>

// Outside the namespace, as its documentation asks: the document is in a static library.
static void initResource() {
    Q_INIT_RESOURCE(sandbox_openapi);
}

namespace sandbox {

namespace {

constexpr std::string_view prefix = "#/definitions/";

struct Document {
    Json definitions;
    std::map<std::pair<std::string, std::string>, const Json *> kinds; // (apiVersion, kind)

    Document() {
        initResource();
        QFile file(QStringLiteral(":/sandbox/schema/openapi.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the OpenAPI document is not linked in");
        const QByteArray bytes = file.readAll();
        Json whole = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
        if (whole.is_discarded())
            qFatal("the OpenAPI document linked in is broken");
        definitions = std::move(whole["definitions"]);
        for (const auto &kind : sandbox::kinds())
            this->kinds[{kind.apiVersion(), std::string(kind.kind)}] = find(kind);
    }
    Document(const Document &) = delete;
    Document &operator=(const Document &) = delete;

    [[nodiscard]] const Json *find(const Kind &kind) const {
        for (const auto &schema : definitions) {
            const auto identities = schema.find("x-kubernetes-group-version-kind");
            if (identities == schema.end() || identities->size() != 1)
                continue;
            const auto &identity = identities->front();
            if (identity["group"] == kind.group && identity["version"] == kind.version && identity["kind"] == kind.kind)
                return &schema;
        }
        return nullptr;
    }
};

/// Parsed at first use, never changed: 300 definitions take some 10 ms.
const Document &document() {
    static const Document parsed;
    return parsed;
}

} // namespace

OpenApi::OpenApi()
    : m_definitions(&document().definitions) {}

const Json *OpenApi::definition(const Kind &kind) const {
    const auto &known = document().kinds;
    const auto found = known.find({kind.apiVersion(), std::string(kind.kind)});
    return found == known.end() ? nullptr : found->second;
}

const Json &OpenApi::resolve(const Json &schema) const {
    const auto reference = schema.find("$ref");
    if (reference == schema.end())
        return schema;
    return m_definitions->at(reference->get_ref<const std::string &>().substr(prefix.size()));
}

std::vector<std::string> OpenApi::mapKeys(const Json &listSchema) {
    if (listSchema.value("x-kubernetes-list-type", std::string()) != "map")
        return {};
    return listSchema.value("x-kubernetes-list-map-keys", std::vector<std::string>());
}

} // namespace sandbox
