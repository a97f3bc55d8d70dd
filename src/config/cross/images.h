// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What Dockerfiles of the set say of the images that are made of them, and which image that is.
#pragma once

#include "config/cross/view.h"
#include "config/rules/rule.h"

#include <map>
#include <set>

namespace config::cross {

struct Image {
    const File *file = nullptr;
    std::string base;              // of the last stage, looked through the stages that it is made of
    std::vector<int> ports;        // exposed
    bool portsKnown = true;        // false: one of them is a variable
    Node user;                     // the value of the last USER; absent: the base's
    std::vector<Node> run;         // values of RUN, COPY and ADD, of every stage that it is made of
    [[nodiscard]] QString path() const { return file->document->path(); }
};

/// The images of a set's Dockerfiles, by what builds them: a service of Compose, a step of a workflow, a command; else by their names.
class Images {
public:
    explicit Images(const Set &set);
    Images(Images &&) = default; // not copied: names lead to images
    /// Of an image's name, where exactly one Dockerfile is meant for it.
    [[nodiscard]] const Image *named(std::string_view image) const;
    /// Of the service of a Compose file, where it builds.
    [[nodiscard]] const Image *built(const Document &document, std::string_view service) const;
    [[nodiscard]] std::span<const Image> all() const { return m_images; }

private:
    void addCompose(const Set &set);
    void addWorkflows(const Set &set);
    void addCommands(const Set &set);
    void link(std::string_view image, const Image *to);
    [[nodiscard]] const Image *at(const QString &path) const;

    std::vector<Image> m_images;
    std::map<std::string, std::set<const Image *>, std::less<>> m_named;
    std::map<std::pair<const Document *, std::string>, const Image *> m_built;
};
[[nodiscard]] Images imagesOf(const Set &set);

/// Whether an image of this base certainly lacks a program that nothing of the Dockerfile brings.
[[nodiscard]] bool lacks(const Image &image, std::string_view program);

// The rules of files against what is outside of the configuration.
[[nodiscard]] std::span<const RuleEntry> builtRules();       // Dockerfiles
[[nodiscard]] std::span<const RuleEntry> openApiRules();     // the API's own description
[[nodiscard]] std::span<const RuleEntry> environmentRules(); // what must be set
[[nodiscard]] std::span<const RuleEntry> metricRules();      // what is measured

} // namespace config::cross
