// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/check/suppressions.h"

#include "config/check/words.h"

#include <algorithm>

namespace config {

namespace {

constexpr std::string_view mark = "aqi-ignore";

bool hasComments(Format format) {
    return format != Format::Json && format != Format::Plain;
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// One document's text by lines, and what begins where.
class Finder {
public:
    explicit Finder(const Document &document) : m_document(document), m_text(document.text()) {}

    std::vector<Suppression> all() {
        std::vector<Suppression> found;
        for (std::size_t at = m_text.find(mark); at != std::string_view::npos; at = m_text.find(mark, at + mark.size()))
            if (const auto sign = signBefore(at))
                if (auto suppression = read(*sign, at))
                    found.push_back(std::move(*suppression));
        return found;
    }

private:
    [[nodiscard]] std::size_t lineBegin(std::size_t at) const {
        const auto before = at == 0 ? std::string_view::npos : m_text.rfind('\n', at - 1);
        return before == std::string_view::npos ? 0 : before + 1;
    }
    [[nodiscard]] std::size_t lineEnd(std::size_t at) const { return std::min(m_text.find('\n', at), m_text.size()); }

    /// The # that makes the place a comment: only spaces between them, a space or nothing before it, and no value that holds it.
    [[nodiscard]] std::optional<std::size_t> signBefore(std::size_t at) const {
        const std::size_t begin = lineBegin(at);
        const auto sign = m_text.substr(begin, at - begin).find_last_not_of(" \t");
        if (sign == std::string_view::npos || m_text[begin + sign] != '#')
            return {};
        const std::size_t offset = begin + sign;
        if (sign > 0 && m_text[offset - 1] != ' ' && m_text[offset - 1] != '\t')
            return {};
        const Node value = m_document.at(std::uint32_t(offset));
        return value.isScalar() && value.range().contains(std::uint32_t(offset)) ? std::nullopt : std::optional(offset);
    }

    [[nodiscard]] std::optional<Suppression> read(std::size_t sign, std::size_t at) const {
        const std::size_t end = lineEnd(at);
        std::string_view rest = m_text.substr(at + mark.size(), end - at - mark.size());
        Suppression suppression;
        suppression.all = rest.starts_with("-file");
        if (suppression.all)
            rest.remove_prefix(5);
        if (!rest.starts_with(':'))
            return {};
        rest.remove_prefix(1);
        readRules(suppression, rest);
        suppression.comment = {std::uint32_t(sign), std::uint32_t(end)};
        suppression.covers = covered(sign, end);
        return suppression;
    }

    static void readRules(Suppression &suppression, std::string_view rest) {
        constexpr std::string_view because = " because ";
        const auto at = rest.find(because);
        if (at != std::string_view::npos)
            suppression.reason = check::text(trimmed(rest.substr(at + because.size())));
        std::string_view list = rest.substr(0, at);
        // Without a reason the line may still end in the word alone.
        if (const auto bare = trimmed(list); at == std::string_view::npos && bare.ends_with(" because"))
            list = bare.substr(0, bare.size() - 8);
        while (!list.empty()) {
            const auto comma = list.find(',');
            if (const auto id = trimmed(list.substr(0, comma)); !id.empty())
                suppression.rules.emplace_back(id);
            list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
        }
    }

    [[nodiscard]] Range covered(std::size_t sign, std::size_t end) const {
        const std::size_t begin = lineBegin(sign);
        if (!trimmed(m_text.substr(begin, sign - begin)).empty())
            return valueAt(begin, end);
        // On a line of its own: the next line that says something.
        for (std::size_t next = end + 1; next < m_text.size(); next = lineEnd(next) + 1) {
            const std::string_view line = trimmed(m_text.substr(next, lineEnd(next) - next));
            if (!line.empty() && line.front() != '#' && line != "---")
                return valueAt(next, lineEnd(next));
        }
        return {std::uint32_t(sign), std::uint32_t(end)};
    }

    /// The line, and the largest value that begins on it with its key or its dash.
    [[nodiscard]] Range valueAt(std::size_t begin, std::size_t end) const {
        const auto first = begin + std::min(m_text.substr(begin, end - begin).find_first_not_of(" \t"), end - begin);
        Range covers{std::uint32_t(begin), std::uint32_t(end)};
        const bool dash = m_text.substr(first, 2) == "- " || m_text.substr(first, end - first) == "-";
        const auto inside = m_text.substr(0, end).find_first_not_of(dash ? "- " : " ", first);
        for (Node node = m_document.at(std::uint32_t(inside == std::string_view::npos ? first : inside)); node; node = node.parent()) {
            const bool member = !node.key().empty() && node.keyRange().begin == first;
            const bool item = dash && node.parent().isSequence() && node.range().begin >= first && node.range().begin < end;
            const bool root = !node.parent() && node.range().begin == first && m_document.format() == Format::Yaml;
            const bool instruction = !node.parent().parent() && node.parent().isSequence() && node.range().begin == first; // of a Dockerfile
            if (member || item || root || instruction)
                covers.end = std::max(covers.end, node.range().end);
        }
        return covers;
    }

    const Document &m_document;
    std::string_view m_text;
};

} // namespace

std::vector<Suppression> suppressionsOf(const Document &document) {
    return hasComments(document.format()) ? Finder(document).all() : std::vector<Suppression>();
}

} // namespace config
