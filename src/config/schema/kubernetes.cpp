// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/kubernetes.h"

#include "config/schema/compile.h"
#include "config/schema/semantics.h"
#include "config/schema/suggest.h"
#include "config/schema/value.h"
#include "config/schema/words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace config::schema {

namespace {

constexpr std::string_view definitions = "aqi:kubernetes#/definitions/";
constexpr std::string_view metadataAddress = "aqi:kubernetes#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

std::string keyOf(std::string_view apiVersion, std::string_view kind) {
    std::string key(apiVersion);
    key += '/';
    key += kind;
    return key;
}

std::string_view groupOf(std::string_view apiVersion) {
    const auto slash = apiVersion.find('/');
    return slash == std::string_view::npos ? std::string_view() : apiVersion.substr(0, slash);
}

/// A custom resource's schema need not say that an object has metadata.
std::string withMetadata(Node schema) {
    std::string json = R"({"properties":{"apiVersion":{"type":"string"},"kind":{"type":"string"},"metadata":{"$ref":")" + std::string(metadataAddress) + "\"}";
    for (const Node property : schema["properties"])
        if (property.key() != "apiVersion" && property.key() != "kind" && property.key() != "metadata")
            json += ',' + toJson(property.key()) + ':' + toJson(property);
    json += '}';
    for (const Node member : schema)
        if (member.key() != "properties")
            json += ',' + toJson(member.key()) + ':' + toJson(member);
    return json + '}';
}

/// Where a definition names none, anything may stand beside the metadata.
std::string withoutSchema() {
    return R"({"properties":{"metadata":{"$ref":")" + std::string(metadataAddress) + R"("}},"x-kubernetes-preserve-unknown-fields":true})";
}

} // namespace

void Kubernetes::addKind(std::string apiVersion, std::string_view kind, std::string address) {
    m_added[keyOf(apiVersion, kind)] = std::move(address);
}

void Kubernetes::addDefinition(Node definition) {
    const Node spec = definition["spec"];
    const std::string group(spec["group"].text());
    const std::string_view kind = spec["names"]["kind"].text();
    if (group.empty() || kind.empty())
        return;
    m_whole.insert(keyOf(group, kind));
    const auto add = [&](std::string_view version, Node schema) {
        if (version.empty())
            return;
        std::string base = std::string(definitionBase) + std::to_string(m_documents++);
        if (m_library.add(base, schema.isMap() ? withMetadata(schema) : withoutSchema(), Dialect::Kubernetes))
            addKind(group + '/' + std::string(version), kind, base);
    };
    const Node shared = spec["validation"]["openAPIV3Schema"]; // of v1beta1
    for (const Node version : spec["versions"]) {
        if (version["served"].toBool() == false)
            continue;
        const Node own = version["schema"]["openAPIV3Schema"];
        add(version["name"].text(), own ? own : shared);
    }
    if (!spec["versions"])
        add(spec["version"].text(), shared);
}

base::Status Kubernetes::addOpenApi(const QByteArray &document) {
    const std::string base = "aqi:server/" + std::to_string(m_documents++);
    const Source *source = m_library.add(base, document.toStdString(), Dialect::Kubernetes);
    const Node root = source ? source->root() : Node();
    const bool second = bool(root["swagger"]);
    const Node schemas = second ? root["definitions"] : root["components"]["schemas"];
    if (!schemas.isMap())
        return base::fail(base::ErrorKind::Invalid, tr("The server's OpenAPI document cannot be read"), {}, QString::fromUtf8(document.left(200)));
    for (const Node schema : schemas) {
        const Node identities = schema["x-kubernetes-group-version-kind"];
        if (identities.size() != 1)
            continue;
        const Node identity = identities[std::size_t(0)];
        const std::string group(identity["group"].text());
        const std::string version(identity["version"].text());
        if (second)
            m_whole.insert(keyOf(group, identity["kind"].text()));
        addKind(group.empty() ? version : group + '/' + version, identity["kind"].text(), base + (second ? "#/definitions/" : "#/components/schemas/") + std::string(schema.key()));
    }
    return {};
}

const std::string *Kubernetes::addedAddress(std::string_view key) const {
    for (const Kubernetes *each = this; each; each = each->m_before)
        if (const auto added = each->m_added.find(key); added != each->m_added.end())
            return &added->second;
    return nullptr;
}

bool Kubernetes::isWhole(std::string_view group, std::string_view kind) const {
    const std::string key = keyOf(group, kind);
    for (const Kubernetes *each = this; each; each = each->m_before)
        if (each->m_whole.contains(key))
            return true;
    return false;
}

const Schema *Kubernetes::builtIn(std::string_view apiVersion, std::string_view kind) const {
    const auto name = m_pack->find("k:" + keyOf(apiVersion, kind));
    return name ? m_library.find(std::string(definitions) + std::string(*name)) : nullptr;
}

const Schema *Kubernetes::schemaOf(Node object) const {
    const std::string_view apiVersion = object["apiVersion"].text();
    const std::string_view kind = object["kind"].text();
    const std::string *added = addedAddress(keyOf(apiVersion, kind));
    return added ? m_library.find(*added) : builtIn(apiVersion, kind);
}

std::optional<Kubernetes::Removed> Kubernetes::removed(std::string_view apiVersion, std::string_view kind) const {
    const auto entry = m_pack->find("r:" + keyOf(apiVersion, kind));
    if (!entry)
        return {};
    Removed result;
    const auto space = entry->find(' ');
    std::from_chars(entry->data(), entry->data() + space, result.minor);
    const std::string_view by = entry->substr(space + 1);
    if (const auto middle = by.find(' '); middle != std::string_view::npos) {
        result.apiVersion = by.substr(0, middle);
        result.kind = by.substr(middle + 1);
    }
    return result;
}

void Kubernetes::eachKind(const std::function<void(std::string_view, std::string_view)> &visit) const {
    const auto one = [&](std::string_view key) {
        const auto slash = key.rfind('/');
        visit(key.substr(0, slash), key.substr(slash + 1));
    };
    for (const Kubernetes *each = this; each; each = each->m_before)
        for (const auto &[key, address] : each->m_added)
            one(key);
    m_pack->each("k:", [&](std::string_view key, std::string_view) { one(key.substr(2)); });
}

bool Kubernetes::isOwnGroup(std::string_view apiVersion) const {
    const std::string_view group = groupOf(apiVersion);
    if (group.empty() || !group.contains('.'))
        return true;
    bool own = false;
    for (const char *prefix : {"k:", "r:"})
        m_pack->each(prefix + std::string(group) + '/', [&](std::string_view, std::string_view) { own = true; });
    return own;
}

void Kubernetes::validate(Node root, Completeness completeness, std::vector<SchemaProblem> &problems) const {
    validateObject(root, completeness, problems, 0);
}

void Kubernetes::validateObject(Node root, Completeness completeness, std::vector<SchemaProblem> &problems, int depth) const {
    constexpr int deepest = 4; // Lists within lists
    if (depth > deepest)
        return;
    if (!root.isMap()) {
        const QString text = tr("A Kubernetes object is a map with apiVersion, kind and metadata, but %1").arg(whatItIs(root));
        problems.push_back({"schema-wrong-type", root, false, text, {}});
        return;
    }
    bool named = true;
    for (const char *key : {"apiVersion", "kind"}) {
        const Node member = root[std::string_view(key)];
        if (member.isString() && !member.text().empty())
            continue;
        named = false;
        if (member && !member.isNull())
            problems.push_back({"schema-wrong-type", member, false, tr("%1 wants text, but %2").arg(QLatin1String(key), whatItIs(member)), {}});
        else
            problems.push_back({"schema-missing-key", root, false, tr("The object lacks %1, which is required").arg(QLatin1String(key)), key});
    }
    if (!named)
        return;
    if (root["kind"].text() == "List" && root["apiVersion"].text() == "v1") {
        for (const Node item : root["items"])
            validateObject(item, completeness, problems, depth + 1);
        return;
    }
    if (const Schema *schema = schemaOf(root))
        judge(*schema, root, completeness, problems, depth);
    else
        validateUnknown(root, problems);
}

void Kubernetes::judge(const Schema &schema, Node root, Completeness completeness, std::vector<SchemaProblem> &problems, int depth) const {
    Judgement judgement{qstring(root["kind"].text()), completeness, {}};
    judgement.embedded = [&](Node object) { validateObject(object, completeness, problems, depth + 1); };
    std::vector<SchemaProblem> found = Judge(m_library, root, judgement).problems(schema);
    const Schema *own = builtIn(root["apiVersion"].text(), root["kind"].text());
    if (own && own != &schema) { // a server's document knows the fields, ours what an API server demands of their values
        static constexpr std::array<std::string_view, 4> extra = {"schema-format", "schema-range", "schema-pattern", "schema-duplicate-item"};
        for (SchemaProblem &each : Judge(m_library, root, judgement).problems(*own)) {
            const bool known = std::ranges::any_of(found, [&](const SchemaProblem &other) { return other.node == each.node && other.code == each.code; });
            if (std::ranges::contains(extra, each.code) && !known)
                found.push_back(std::move(each));
        }
    }
    std::ranges::move(found, std::back_inserter(problems));
    if (completeness == Completeness::Whole)
        judgeSemantics(root, problems);
}

Kubernetes::Similar Kubernetes::similarTo(std::string_view apiVersion, std::string_view kind) const {
    Similar similar;
    const auto rank = [&](std::string_view version) { // of the same group before others, and no version of which the end is announced
        return std::pair(groupOf(version) == groupOf(apiVersion), !version.contains("alpha") && !version.contains("beta"));
    };
    eachKind([&](std::string_view eachVersion, std::string_view eachKind) {
        if (eachVersion == apiVersion)
            similar.kinds.push_back(eachKind);
        if (similar.versions.empty() || similar.versions.back() != eachVersion)
            similar.versions.push_back(eachVersion);
        if (eachKind != kind)
            return;
        const auto have = rank(similar.elsewhere);
        const auto next = rank(eachVersion);
        if (similar.elsewhere.empty() || next > have || (next == have && next.first)) // v2 stands behind v1
            similar.elsewhere = eachVersion;
    });
    return similar;
}

/// What is wrong with apiVersion or kind, where it is certain that something is.
std::optional<SchemaProblem> Kubernetes::misnamed(Node version, Node kind) const {
    const QString versionText = shown(version.text());
    const QString kindText = shown(kind.text());
    const bool own = isOwnGroup(version.text());
    const Similar similar = similarTo(version.text(), kind.text());
    const bool whole = groupOf(similar.elsewhere) == groupOf(version.text()) && isWhole(groupOf(version.text()), kind.text());
    if (!similar.elsewhere.empty() && (own || whole))
        return SchemaProblem{"schema-value", version, false, tr("%1 is not in %2, but in %3").arg(kindText, versionText, qstring(similar.elsewhere)), similar.elsewhere};
    // Somebody else's group may have kinds whose definitions are not here: TCPRoute, TLSRoute.
    if (const Suggestion meant = closest(kind.text(), similar.kinds); !similar.kinds.empty() && (own || (!meant.text.empty() && meant.distance <= 1))) {
        QString text = tr("%1 has no kind %2").arg(versionText, kindText);
        text += meant.text.empty() ? QString() : tr("; did you mean %1?").arg(qstring(meant.text));
        return SchemaProblem{"schema-value", kind, false, text, meant.text};
    }
    const std::string meant = closest(version.text(), similar.versions).text;
    if (!own && !meant.empty() && groupOf(meant) != groupOf(version.text()) && distance(version.text(), meant, 2) <= 2)
        return SchemaProblem{"schema-value", version, false, tr("There is no %1; did you mean %2?").arg(versionText, qstring(meant)), meant};
    if (own)
        return SchemaProblem{"schema-value", version, false, tr("Kubernetes has no %1").arg(versionText), {}};
    return {};
}

void Kubernetes::validateUnknown(Node root, std::vector<SchemaProblem> &problems) const {
    const Node version = root["apiVersion"];
    const Node kind = root["kind"];
    const QString versionText = shown(version.text());
    const QString kindText = shown(kind.text());
    if (const auto gone = removed(version.text(), kind.text())) {
        QString text = tr("%1 of %2 is gone since Kubernetes 1.%3").arg(kindText, versionText).arg(gone->minor);
        if (gone->apiVersion.empty())
            text += tr("; nothing of the same kind replaces it");
        else
            text += gone->kind == kind.text() ? tr("; write apiVersion: %1").arg(qstring(gone->apiVersion)) : tr("; %1 of %2 replaces it").arg(qstring(gone->kind), qstring(gone->apiVersion));
        problems.push_back({"schema-removed-version", version, false, text, gone->apiVersion});
        return;
    }
    if (auto problem = misnamed(version, kind)) {
        problems.push_back(std::move(*problem));
        return;
    }
    problems.push_back({"schema-unknown-kind", kind, false,
        tr("Nothing is known of %1 in %2, so only its metadata is checked; a definition of the resource would tell").arg(kindText, versionText), {}});
    if (const Schema *metadata = m_library.find(metadataAddress); metadata && root["metadata"])
        std::ranges::move(Judge(m_library, root["metadata"], {QStringLiteral("metadata"), Completeness::Whole, {}}).problems(*metadata), std::back_inserter(problems));
}

} // namespace config::schema
