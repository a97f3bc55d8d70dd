// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Mistakes of form: keys, words of a list, types, what must be there, versions, indentation, doubles.
#include "planter.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace config;

namespace proof {

namespace {

void typoInKey(const Site &site, Planter &planter) {
    if (!site.node.key().empty() && !site.namedFreely() && site.node.key().size() > 2)
        planter.rename("typo in a key", site, planter.typo(site.node.key()));
}

/// Names that programs look for among names that people give.
void typoInKnownName(const Site &site, Planter &planter) {
    const std::string_view key = site.node.key();
    if (key.starts_with("prometheus.io/") || key.starts_with("nginx.ingress.kubernetes.io/") || key.starts_with("cert-manager.io/")) {
        const std::size_t slash = key.find('/');
        planter.rename("typo in an annotation", site, std::string(key.substr(0, slash + 1)) + planter.typo(key.substr(slash + 1)));
    }
    if (oneOf(site.node.parent().key(), {"requests", "limits"}) && oneOf(key, {"cpu", "memory"}) && site.isObject())
        planter.rename("typo in a key", site, planter.typo(key));
}

void typoInWord(const Site &site, Planter &planter) {
    const std::string_view key = site.node.key();
    const bool object = site.isObject() && oneOf(key, {"kind", "type", "pathType", "imagePullPolicy", "protocol", "restartPolicy", "concurrencyPolicy", "whenUnsatisfiable",
                                                          "fsGroupChangePolicy", "podManagementPolicy", "selectPolicy", "operator"});
    const bool compose = site.role() == Role::ComposeFile && oneOf(key, {"condition", "restart", "protocol", "type", "driver", "network_mode"});
    const bool other = (site.role() == Role::PrometheusConfig && oneOf(key, {"role", "action"})) || (site.role() == Role::Kustomization && oneOf(key, {"behavior", "kind"}));
    const bool item = site.isObject() && (site.ends("accessModes[]") || site.ends("policyTypes[]") || site.ends("drop[]"));
    if ((object || compose || other || item) && site.text().size() > 2 && site.node.isString() && !site.namedFreely()) {
        std::string wrong = planter.typo(site.text());
        if (planter.below(4) == 0) { // another case
            wrong = site.text();
            wrong[0] = char(std::islower(static_cast<unsigned char>(wrong[0])) ? std::toupper(static_cast<unsigned char>(wrong[0])) : std::tolower(static_cast<unsigned char>(wrong[0])));
        }
        // "All" names capabilities too, in any case; a driver may be anybody's.
        planter.replace("typo in a word of a list", site, wrong).harmful = !site.ends("drop[]") || !oneOf(wrong, {"all", "aLL"});
    }
}

// Compose and GitHub take a number in quotes for one.
void wrongNumber(const Site &site, Planter &planter) {
    const bool word = planter.below(2) == 0;
    planter.replace("wrong type", site, word ? "ten" : "\"" + std::string(site.text()) + "\"").harmful = word || site.isObject();
}

void wrongType(const Site &site, Planter &planter) {
    if (site.node.key().empty() || !(site.isObject() || site.role() == Role::ComposeFile || site.role() == Role::Workflow || site.role() == Role::Kustomization))
        return;
    const char *kind = "wrong type";
    const bool quoted = site.node.style() == Style::DoubleQuoted;
    const std::string_view around = site.node.parent().key();
    if (quoted && site.isObject() && (site.node.key() == "value" || oneOf(around, {"annotations", "labels", "data"})) && (site.text() == "true" || site.text() == "false" || std::ranges::all_of(site.text(), [](char c) { return c >= '0' && c <= '9'; })))
        planter.replace(kind, site, std::string(site.text())); // quotes forgotten
    if (site.namedFreely())
        return;
    if (site.node.kind() == Kind::Integer && !site.ends("port") && !site.ends("targetPort"))
        wrongNumber(site, planter);
    if (site.node.kind() == Kind::Bool && (site.isObject() || site.role() == Role::Workflow))
        planter.replace(kind, site, "\"" + std::string(site.text()) + "\"").harmful = site.isObject();
    if (site.node.isSequence() && site.node.style() == Style::Flow && site.node.size() == 1 && !oneOf(site.node.key(), {"needs", "branches", "env_file", "networks", "ports", "command", "entrypoint", "tmpfs", "types", "dns"}))
        planter.replace(kind, site, std::string(site.node[std::size_t(0)].text())).harmful = site.role() != Role::Workflow;
    if (site.isObject() && site.node.isString() && site.node.style() == Style::Plain && oneOf(site.node.key(), {"image", "name", "storageClassName", "serviceAccountName", "path"}))
        planter.replace(kind, site, "[" + std::string(site.text()) + "]");
}

void requiredLeftOut(const Site &site, Planter &planter) {
    const char *kind = "required key left out";
    const bool object = site.role() == Role::Objects
        && (site.ends("spec.selector") || site.ends("spec.template") || site.ends("containers[].name") || site.ends("initContainers[].name") || site.ends("spec.containers")
            || site.ends("containers[].image") || site.ends("ConfigMapKeyRef.key") || site.ends("configMapKeyRef.key") || site.ends("secretKeyRef.key")
            || site.ends("secretKeyRef.name") || site.ends("spec.scaleTargetRef") || site.ends("spec.maxReplicas") || site.ends("paths[].pathType") || site.ends("paths[].backend")
            || site.ends("volumeMounts[].mountPath") || site.ends("volumeMounts[].name") || site.ends("env[].name") || site.ends("ports[].port") || site.ends("ports[].containerPort")
            || site.ends("httpGet.port") || site.ends("spec.schedule") || site.ends("spec.jobTemplate") || site.ends("roleRef.name") || site.ends("roleRef") || site.ends("volumes[].name")
            || site.ends("claimName") || site.ends("spec.accessModes") || site.ends("topologyKey") || site.ends("maxSkew") || site.ends("whenUnsatisfiable") || site.path == "apiVersion"
            || site.path == "kind" || site.path == "metadata.name");
    // A NetworkPolicy's peers have no such key; its ports may be without one.
    if (object && site.kind != "NetworkPolicy" && site.kind != "Kustomization" && site.kind != "PodDisruptionBudget")
        planter.remove(kind, site);
    if (site.role() == Role::Workflow && (site.ends("runs-on") || site.path == "on" || site.path == "jobs"))
        planter.remove(kind, site);
    if (site.role() == Role::AlertRules && (site.ends("rules[].expr") || site.ends("groups[].name")))
        planter.remove(kind, site);
}

void wrongVersion(const Site &site, Planter &planter) {
    if (!site.isObject() || site.node.key() != "apiVersion")
        return;
    static const std::pair<std::string_view, std::vector<std::string>> wrong[] = {
        {"v1", {"v2", "apps/v1", "v1beta1"}}, {"apps/v1", {"v1", "apps/v1beta1", "extensions/v1beta1", "app/v1"}}, {"batch/v1", {"batch/v1beta1", "v1", "batch/v2"}},
        {"autoscaling/v2", {"autoscaling/v2beta2", "autoscaling/v3", "v2"}}, {"networking.k8s.io/v1", {"networking.k8s.io/v1beta1", "extensions/v1beta1", "networking/v1"}},
        {"policy/v1", {"policy/v1beta1", "policy/v2"}}, {"rbac.authorization.k8s.io/v1", {"rbac.authorization.k8s.io/v1beta1", "rbac/v1"}}};
    for (const auto &[right, others] : wrong)
        if (site.text() == right)
            planter.replace("wrong apiVersion", site, others[planter.below(others.size())]);
}

/// A line that is moved by a space or two: where the text still reads as the same, nothing is wrong (the caller looks).
void indentation(const Site &site, Planter &planter) {
    const Document &document = *site.file->document;
    if (site.node.key().empty() || document.format() != Format::Yaml || site.node.parent().style() == Style::Flow)
        return;
    const std::uint32_t begin = site.node.keyRange().begin;
    const std::string_view text = document.text();
    const std::size_t start = begin ? text.rfind('\n', begin - 1) + 1 : 0;
    if (text.substr(start, begin - start).find_first_not_of(' ') != std::string_view::npos)
        return; // behind a dash
    const std::size_t depth = begin - start;
    const QString what = QString::fromStdString(site.path);
    if (planter.below(2) || depth < 2)
        planter.insertLine("indentation slips", site, begin, planter.below(2) ? " " : "  ", what + u" moves to the right"_s).names.emplace_back(site.node.key());
    else {
        Mistake &mistake = planter.insertLine("indentation slips", site, begin, {}, what + u" moves to the left"_s);
        mistake.edit.range.end += planter.below(2) ? 1 : 2;
        mistake.names.emplace_back(site.node.key());
    }
}

void doubleKey(const Site &site, Planter &planter) {
    const Document &document = *site.file->document;
    if (site.node.key().empty() || !site.node.isScalar() || document.format() != Format::Yaml || site.node.parent().style() == Style::Flow)
        return;
    const std::string_view line = document.line(site.node.keyRange().begin);
    const std::size_t indent = line.find_first_not_of(' ');
    if (line.substr(indent).starts_with("- ") || site.node.style() == Style::Literal || site.node.style() == Style::Folded)
        return;
    const std::string again = std::string(indent, ' ') + std::string(site.node.key()) + ": " + (site.node.isString() ? "other" : "7") + "\n";
    planter.insertLine("key twice", site, site.node.keyRange().begin, again, QString::fromStdString(site.path) + u" stands twice"_s).names.emplace_back(site.node.key());
}

} // namespace

void plantInStructure(const Site &site, Planter &planter) {
    typoInKey(site, planter);
    typoInKnownName(site, planter);
    typoInWord(site, planter);
    wrongType(site, planter);
    requiredLeftOut(site, planter);
    wrongVersion(site, planter);
    indentation(site, planter);
    doubleKey(site, planter);
}

} // namespace proof
