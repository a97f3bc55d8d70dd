// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Gathers the uses of secrets of one file or one object; secretuse.cpp decides which.
#pragma once

#include "config/secrets/secretuse.h"

namespace config::secrets {

class UseCollector {
public:
    UseCollector(const Set &set, std::vector<SecretUse> &uses) : m_set(set), m_uses(uses) {}

    void file(const File &file);
    /// With the origin, places in a rendered object are led back to the files.
    void kubernetes(const Document &document, const Object &object, Platform platform, const Origin *origin = nullptr);
    void generators(const File &kustomization);

private:
    void references(Node node);
    void reference(Node node);
    void volume(Node secret);
    void providers(const Object &object);
    void compose(Node root);
    void variables(Node scalar);
    void passedThrough(Node environment);
    void workflow(Node root);
    void expressions(Node scalar);
    void appJson(Node root);
    void leaves(Node node);
    void amazon(Node node);
    void cloudBuild(Node root);
    void dotenv(Node root);
    void generator(Node generator, const QString &folder);
    void add(SecretUse::Role role, const QString &secret, std::string_view key, Node at, bool optional = false, std::string_view within = {});
    void place(SecretUse &use, Node at, std::string_view within) const;

    const Set &m_set;
    std::vector<SecretUse> &m_uses;
    const Document *m_document = nullptr;
    const Origin *m_origin = nullptr;
    Platform m_platform = Platform::Other;
    QString m_object;
};

} // namespace config::secrets
