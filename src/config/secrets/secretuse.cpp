// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/secrets/secretuse.h"

#include "config/secrets/usecollector.h"

#include <algorithm>
#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace config {

std::vector<SecretUse> secretUses(const Set &set) {
    std::vector<SecretUse> uses;
    secrets::UseCollector collector(set, uses);
    for (const File &file : set.files()) {
        for (const Object &object : file.objects)
            collector.kubernetes(*file.document, object, file.kind.platform);
        collector.file(file);
    }
    std::ranges::stable_sort(uses, [](const SecretUse &a, const SecretUse &b) { return std::pair(a.file, a.range.begin) < std::pair(b.file, b.range.begin); });
    return uses;
}

std::vector<SecretUse> secretUses(const Set &set, const Scope &scope) {
    std::vector<SecretUse> uses;
    secrets::UseCollector collector(set, uses);
    for (const Object &object : scope.objects) {
        const auto origin = scope.origins.find(object.root.index());
        const bool rendered = scope.rendered != nullptr;
        // What a generator made is told by the generator, at its place.
        if (rendered && object.kind == "Secret" && (origin == scope.origins.end() || !origin->second.document))
            continue;
        const Document *document = object.document ? object.document : scope.rendered.get();
        if (document)
            collector.kubernetes(*document, object, scope.platform, rendered && origin != scope.origins.end() ? &origin->second : nullptr);
    }
    for (const QString &name : {u"kustomization.yaml"_s, u"kustomization.yml"_s, u"Kustomization"_s})
        if (const File *kustomization = set.file(scope.root + u'/' + name))
            collector.generators(*kustomization);
    return uses;
}

std::vector<RequiredSecret> requiredSecrets(const std::vector<SecretUse> &uses) {
    std::map<std::pair<QString, std::string>, RequiredSecret> found;
    std::map<QString, std::vector<std::string>> provided;
    for (const SecretUse &use : uses)
        if (use.role == SecretUse::Role::Provides && !use.key.empty())
            provided[use.secret].push_back(use.key);
    const auto need = [&](const SecretUse &use, const std::string &key) {
        const auto [at, added] = found.try_emplace({use.secret, key}, RequiredSecret{use.secret, key, use.optional, {}, {}});
        at->second.optional = at->second.optional && use.optional;
        at->second.uses.push_back(use);
    };
    for (const SecretUse &use : uses) {
        if (use.role != SecretUse::Role::Needs)
            continue;
        const auto keys = provided.find(use.secret);
        if (!use.key.empty() || keys == provided.end())
            need(use, use.key);
        else
            for (const std::string &key : std::set<std::string>(keys->second.begin(), keys->second.end()))
                need(use, key);
    }
    for (const SecretUse &use : uses)
        if (const auto at = found.find({use.secret, use.key}); use.role == SecretUse::Role::Provides && at != found.end())
            at->second.providers.push_back(use);
    std::vector<RequiredSecret> required;
    for (auto &[key, secret] : found)
        required.push_back(std::move(secret));
    return required;
}

} // namespace config
