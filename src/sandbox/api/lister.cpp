// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/lister.h"

#include <QByteArray>

#include <algorithm>
#include <charconv>

namespace sandbox {

namespace {

constexpr std::size_t mostStarted = 64;
constexpr auto lifetime = std::chrono::minutes(5); // etcd's compaction interval of kube-apiserver

struct Token {
    std::uint64_t id = 0;
    std::uint64_t revision = 0;
    std::size_t offset = 0;
};

std::string encoded(const Token &token) {
    const Json json = {{"v", "meta.k8s.io/v1"}, {"rv", token.revision}, {"list", token.id}, {"start", token.offset}};
    return QByteArray::fromStdString(json.dump()).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

std::optional<Token> decoded(const std::string &text) {
    const auto bytes = QByteArray::fromBase64(
        QByteArray::fromStdString(text), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    const auto number = [&json](const char *key) { return json.is_object() && json.contains(key) && json[key].is_number_unsigned(); };
    if (!number("rv") || !number("list") || !number("start"))
        return std::nullopt;
    return Token{json["list"].get<std::uint64_t>(), json["rv"].get<std::uint64_t>(), json["start"].get<std::size_t>()};
}

} // namespace

std::unexpected<StatusError> tooLargeVersion(const std::string &wanted, std::uint64_t current) {
    const Json details = {{"causes", Json::array({{{"reason", "ResourceVersionTooLarge"}, {"message", "Too large resource version"}}})},
        {"retryAfterSeconds", 1}};
    return std::unexpected(StatusError{504, "Timeout",
        "Too large resource version: " + wanted + ", current: " + std::to_string(current), details});
}

Outcome<std::uint64_t> parseVersion(const std::string &text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return badRequest("invalid resource version \"" + text + "\"");
    return value;
}

Outcome<ListPage> Lister::list(const Kind &kind, const ListQuery &query) {
    forgetOld();
    if (!query.continueToken.empty())
        return nextPage(kind, query);
    if (!query.resourceVersion.empty() && query.resourceVersion != "0") {
        const auto wanted = parseVersion(query.resourceVersion);
        if (!wanted)
            return std::unexpected(wanted.error());
        if (*wanted > m_store.revision())
            return tooLargeVersion(query.resourceVersion, m_store.revision());
        if (query.versionMatch == "Exact" && *wanted != m_store.revision())
            return expired("The resourceVersion for the provided list is too old.");
    }
    Started started{storedResource(kind), m_store.revision(), m_store.list(storedResource(kind), query.ns),
        !query.selection.everything(), Clock::now()};
    if (started.selected)
        std::erase_if(started.items, [&query](const ObjectPtr &item) { return !query.selection.matches(*item); });
    if (query.limit <= 0 || started.items.size() <= static_cast<std::size_t>(query.limit))
        return ListPage{std::move(started.items), {std::to_string(started.revision), {}, {}}};
    const auto id = ++m_lastId;
    return cut(id, m_started[id] = std::move(started), 0, query.limit);
}

Outcome<ListPage> Lister::nextPage(const Kind &kind, const ListQuery &query) {
    const auto token = decoded(query.continueToken);
    if (!token)
        return badRequest("continue key is not valid: the token was not made by this server");
    const auto found = m_started.find(token->id);
    if (found == m_started.end() || found->second.revision != token->revision || token->offset > found->second.items.size())
        return expired("The provided continue parameter is too old to display a consistent list result. You can start a new list "
                       "without the continue parameter.");
    if (found->second.resource != storedResource(kind))
        return badRequest("continue key is not valid: it belongs to another resource");
    return cut(found->first, found->second, token->offset, query.limit);
}

ListPage Lister::cut(std::uint64_t id, Started &started, std::size_t from, std::int64_t limit) {
    const auto size = started.items.size();
    const auto to = limit <= 0 ? size : std::min(size, from + static_cast<std::size_t>(limit));
    ListPage page;
    page.items.assign(started.items.begin() + static_cast<std::ptrdiff_t>(from), started.items.begin() + static_cast<std::ptrdiff_t>(to));
    page.meta.resourceVersion = std::to_string(started.revision);
    if (to < size) {
        page.meta.continueToken = encoded({id, started.revision, to});
        if (!started.selected)
            page.meta.remaining = static_cast<std::int64_t>(size - to);
    }
    return page;
}

void Lister::forgetOld() {
    const auto oldest = Clock::now() - lifetime;
    std::erase_if(m_started, [oldest](const auto &entry) { return entry.second.since < oldest; });
    while (m_started.size() > mostStarted)
        m_started.erase(m_started.begin());
}

} // namespace sandbox
