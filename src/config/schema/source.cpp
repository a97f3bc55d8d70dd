// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/source.h"

#include "config/schema/compile.h"
#include "config/schema/words.h"

#include <QByteArray>
#include <QResource>

#include <charconv>
#include <string>

namespace config::schema {

namespace {

const Schema anything; // what a reference that leads nowhere allows

/// One step of a JSON pointer within an address: percent signs and tildes resolved.
std::string decoded(std::string_view part) {
    std::string text = QByteArray::fromPercentEncoding(QByteArray(part.data(), qsizetype(part.size()))).toStdString();
    for (std::size_t at = 0; (at = text.find('~', at)) != std::string::npos; ++at)
        if (at + 1 < text.size())
            text.replace(at, 2, text[at + 1] == '1' ? "/" : "~");
    return text;
}

Node follow(Node node, std::string_view pointer) {
    while (node && pointer.starts_with('/')) {
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        const std::string step = decoded(pointer.substr(0, end));
        pointer.remove_prefix(end);
        if (node.isSequence()) {
            std::size_t index = 0;
            const auto [rest, error] = std::from_chars(step.data(), step.data() + step.size(), index);
            node = error == std::errc() && rest == step.data() + step.size() ? node[index] : Node();
        } else {
            node = node[std::string_view(step)];
        }
    }
    return pointer.empty() ? node : Node();
}

std::string_view idKey(Dialect dialect) {
    return dialect == Dialect::Draft4 ? "id" : "$id";
}

/// Every node that gives itself an address. Values of enums and constants only look like schemas.
void identify(Source &source, Node node, const std::string &base, int depth) {
    if (depth > 100 || !(node.isMap() || node.isSequence()))
        return;
    std::string own = base;
    if (const Node id = node.isMap() ? node[idKey(source.dialect)] : Node(); id.isString() && !node["$ref"].isString()) {
        const std::string address = resolved(base, id.text());
        source.identified.try_emplace(address, node);
        if (!id.text().starts_with('#'))
            own = address;
    }
    for (const Node each : node)
        if (each.key() != "enum" && each.key() != "const")
            identify(source, each, own, depth + 1);
}

/// The address that references within the node are relative to, as the nodes around it say.
std::string baseOf(const Source &source, Node node) {
    if (source.identified.empty())
        return source.base;
    std::vector<std::string_view> ids;
    for (Node around = node.parent(); around; around = around.parent())
        if (const Node id = around.isMap() ? around[idKey(source.dialect)] : Node(); id.isString())
            ids.push_back(id.text());
    std::string base = source.base;
    for (auto id = ids.rbegin(); id != ids.rend(); ++id)
        base = resolved(base, *id);
    return base;
}

} // namespace

void Library::read(Source &source, std::string json) {
    config::Limits limits;
    limits.bytes = 64 * 1024 * 1024; // a server's whole document
    limits.nodes = limits.expanded = 4'000'000;
    source.documents.push_back(Document::parse(qstring(source.base), std::move(json), Format::Json, limits));
    if (source.dialect != Dialect::Kubernetes && source.root())
        identify(source, source.root(), source.base, 0);
}

const Source *Library::add(std::string base, std::string json, Dialect dialect) {
    auto source = std::make_unique<Source>();
    source->library = this;
    source->base = std::move(base);
    source->dialect = dialect;
    read(*source, std::move(json));
    if (!source->root() || !source->documents[0]->problems().empty())
        return nullptr;
    m_sources.push_back(std::move(source));
    return m_sources.back().get();
}

void Library::addLater(std::string base, QString resource, Dialect dialect) {
    auto source = std::make_unique<Source>();
    source->library = this;
    source->base = std::move(base);
    source->resource = std::move(resource);
    source->dialect = dialect;
    m_sources.push_back(std::move(source));
}

const Source *Library::add(std::string base, const Pack *pack) {
    auto source = std::make_unique<Source>();
    source->library = this;
    source->base = std::move(base);
    source->dialect = Dialect::Kubernetes;
    source->pack = pack;
    m_sources.push_back(std::move(source));
    return m_sources.back().get();
}

const Schema *Library::fromPack(Source &source, std::string_view address, std::string_view fragment) const {
    constexpr std::string_view definitions = "/definitions/";
    const auto text = fragment.starts_with(definitions) ? source.pack->find("d:" + std::string(fragment.substr(definitions.size()))) : std::nullopt;
    if (!text)
        return nullptr;
    source.documents.push_back(Document::parse({}, std::string(*text), config::Format::Json));
    const auto roots = source.documents.back()->roots();
    const Schema *schema = roots.empty() ? nullptr : compile(source, roots[0], source.base);
    source.compiled.emplace(address, schema);
    return schema;
}

const Schema *Library::findLocked(std::string_view address) const {
    const std::size_t hash = std::min(address.find('#'), address.size());
    const std::string_view document = address.substr(0, hash);
    const std::string_view fragment = hash < address.size() ? address.substr(hash + 1) : std::string_view();
    for (const auto &source : m_sources) {
        if (const auto found = source->compiled.find(address); found != source->compiled.end())
            return found->second;
    }
    for (const auto &source : m_sources) {
        if (source->pack) {
            if (source->base == document)
                return fromPack(*source, address, fragment);
            continue;
        }
        if (!source->resource.isEmpty() && source->base == document) {
            const QResource resource(std::exchange(source->resource, {}));
            read(*source, std::string(reinterpret_cast<const char *>(resource.data()), std::size_t(resource.size())));
        }
        Node node;
        if (const auto named = source->identified.find(address); named != source->identified.end())
            node = named->second;
        else if (const auto holder = source->identified.find(document); holder != source->identified.end())
            node = follow(holder->second, fragment);
        else if (source->base == document)
            node = follow(source->root(), fragment);
        if (node) {
            const std::string &base = source->strings.emplace_back(baseOf(*source, node));
            const Schema *schema = compile(*source, node, base);
            source->compiled.emplace(address, schema);
            return schema;
        }
    }
    return nullptr;
}

const Schema *Library::find(std::string_view address) const {
    if (address.ends_with('#'))
        address.remove_suffix(1);
    {
        const std::scoped_lock lock(m_mutex);
        if (const Schema *found = findLocked(address))
            return found;
    }
    return m_before ? m_before->find(address) : nullptr;
}

const Schema *Library::target(const Schema &schema) const {
    if (const Schema *known = schema.target.load(std::memory_order_acquire))
        return known;
    // What stands in a library knows nothing of those that were made of it, and outlives them.
    const Schema *found = (schema.source ? *schema.source->library : *this).find(schema.reference);
    if (!found)
        found = &anything;
    schema.target.store(found, std::memory_order_release);
    return found;
}

} // namespace config::schema
