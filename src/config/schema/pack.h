// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what the build made of Kubernetes' OpenAPI document (reduce/pack.h), in place: nothing is copied until it is asked for.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

namespace config::schema {

class Pack {
public:
    Pack() = default;
    /// Empty where the bytes are not a pack.
    explicit Pack(std::string_view bytes);

    [[nodiscard]] std::optional<std::string_view> find(std::string_view key) const;
    /// Every entry whose key begins so, in order.
    void each(std::string_view prefix, const std::function<void(std::string_view key, std::string_view value)> &visit) const;
    [[nodiscard]] std::string_view description(std::size_t offset) const;
    [[nodiscard]] std::size_t size() const { return m_count; }

private:
    [[nodiscard]] std::size_t number(std::size_t offset) const;
    [[nodiscard]] std::string_view text(std::size_t offset) const; // of the table: offset and length of what is meant
    [[nodiscard]] std::string_view key(std::size_t index) const { return text(12 + index * 16); }
    [[nodiscard]] std::string_view value(std::size_t index) const { return text(12 + index * 16 + 8); }
    [[nodiscard]] std::size_t lowerBound(std::string_view key) const;

    std::string_view m_bytes;
    std::size_t m_count = 0;
    std::size_t m_descriptions = 0; // length
};

} // namespace config::schema
