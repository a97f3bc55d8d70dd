// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/system/names.h"

#include "config/system/system.h"
#include "config/system/units.h"

#include <algorithm>
#include <array>

namespace config {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array fieldNames = {
    std::pair{Field::Image, std::string_view("image")}, std::pair{Field::Ports, std::string_view("ports")},
    std::pair{Field::Environment, std::string_view("environment")}, std::pair{Field::CpuRequest, std::string_view("cpu-request")},
    std::pair{Field::CpuLimit, std::string_view("cpu-limit")}, std::pair{Field::MemoryRequest, std::string_view("memory-request")},
    std::pair{Field::MemoryLimit, std::string_view("memory-limit")}, std::pair{Field::Replicas, std::string_view("replicas")},
    std::pair{Field::HealthPath, std::string_view("health-path")},
};

/// Read once: it is compiled in and never changes.
Node table(std::string_view part) {
    static const std::unique_ptr<Document> document = Document::read(u":/config/system.yaml"_s);
    return document->roots().empty() ? Node() : document->roots().front()[part];
}

bool holds(Node list, std::string_view text) {
    return std::any_of(list.begin(), list.end(), [text](Node item) { return item.text() == text; });
}

} // namespace

std::string_view name(Field field) {
    return std::ranges::find(fieldNames, field, [](const auto &entry) { return entry.first; })->second;
}

std::string serviceName(std::string_view written, std::string_view image) {
    for (const Node service : table("services"))
        if (service.key() == written || holds(service["called"], written))
            return std::string(service.key());
    const std::string_view called = imageName(image);
    for (const Node service : table("services"))
        if (!called.empty() && holds(service["images"], called))
            return std::string(service.key());
    return std::string(written);
}

bool isKnownService(std::string_view name) {
    return bool(table("services")[name]);
}

bool canExpress(Platform platform, Field field) {
    return !holds(table("cannot")[name(platform)], name(field));
}

QStringList wordsFor(Field field) {
    QStringList words;
    for (const Node word : table("words")[name(field)])
        words.append(QString::fromUtf8(word.text()));
    return words;
}

std::int64_t memoryOfSize(std::string_view size) {
    return memoryOf(table("sizes")[size].text(), Letters::Decimal).value_or(0);
}

} // namespace config
