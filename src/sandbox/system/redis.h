// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A connection to Redis that is made when it is needed and made again when it broke. It blocks, and belongs to one thread.
#pragma once

#include "base/error.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct redisContext;

namespace sandbox {

struct RedisReply {
    std::optional<std::string> text; // of strings, states and numbers; nothing for nil
    std::vector<RedisReply> items;
};

class Redis {
public:
    /// "redis://host:6379/0"
    explicit Redis(const std::string &url);
    ~Redis();
    Redis(const Redis &) = delete;
    Redis &operator=(const Redis &) = delete;

    /// An error of Redis itself is one of kind Server. limit: how long an answer may take.
    [[nodiscard]] base::Result<RedisReply> ask(const std::vector<std::string> &words, std::chrono::milliseconds limit = std::chrono::seconds(2));

private:
    [[nodiscard]] base::Status connect();
    struct Closer {
        void operator()(redisContext *context) const;
    };
    std::string m_host = "localhost";
    int m_port = 6379;
    int m_database = 0;
    std::unique_ptr<redisContext, Closer> m_context;
};

} // namespace sandbox
