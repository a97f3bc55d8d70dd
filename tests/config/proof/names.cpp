// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Mistakes in names of Kubernetes objects: what is named is not there, or is another.
#include "planter.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace config;

namespace proof {

namespace {

struct Reference {
    const char *tail;
    const char *kind;
};

constexpr Reference references[] = {
    {"configMapKeyRef.name", "name of a ConfigMap or its key"},
    {"configMapKeyRef.key", "name of a ConfigMap or its key"},
    {"configMap.name", "name of a ConfigMap or its key"},
    {"secretKeyRef.name", "name of a Secret or its key"},
    {"secretKeyRef.key", "name of a Secret or its key"},
    {"secret.secretName", "name of a Secret or its key"},
    {"persistentVolumeClaim.claimName", "name of a claim or volume"},
    {"volumeMounts[].name", "name of a claim or volume"},
    {"volumes[].name", "name of a claim or volume"},
    {"spec.serviceAccountName", "name of a service account or role"},
    {"subjects[].name", "name of a service account or role"},
    {"roleRef.name", "name of a service account or role"},
    {"backend.service.name", "name of a Service"},
    {"spec.serviceName", "name of a Service"},
    {"service.port.name", "name of a port"},
    {"httpGet.port", "name of a port"},
    {"tcpSocket.port", "name of a port"},
    {"targetPort", "name of a port"},
    {"scaleTargetRef.name", "name of an autoscaler's target"},
    {"scaleTargetRef.kind", "name of an autoscaler's target"},
};

void dangling(const Site &site, Planter &planter) {
    for (const Reference &reference : references)
        if (site.ends(reference.tail) && site.node.isString() && !site.text().empty()) {
            std::string wrong = planter.typo(site.text());
            if (site.ends("scaleTargetRef.kind"))
                wrong = site.text() == "Deployment" ? "StatefulSet" : "Deployment";
            planter.replace(reference.kind, site, wrong);
        }
}

/// The thing itself gets another name, and what named it is left behind.
void renamed(const Site &site, Planter &planter) {
    if (site.role() != Role::Objects || site.path != "metadata.name")
        return;
    if (oneOf(site.kind, {"ConfigMap", "ServiceAccount", "Service", "PersistentVolumeClaim", "Role", "Deployment", "StatefulSet"}))
        planter.replace("object renamed", site, planter.typo(site.text())).names.emplace_back(site.kind);
}

void dataKeyRenamed(const Site &site, Planter &planter) {
    if (site.role() == Role::Objects && site.kind == "ConfigMap" && site.node.parent().key() == "data" && site.node.isScalar())
        planter.rename("name of a ConfigMap or its key", site, planter.typo(site.node.key()));
}

void selectors(const Site &site, Planter &planter) {
    if (!site.isObject() || !site.node.isString())
        return;
    const std::string_view around = site.node.parent().key();
    const bool selector = around == "matchLabels" || (around == "selector" && site.kind == "Service");
    // Labels that nothing selects may be called as one likes; the template's "app" is what selectors look for.
    const bool label = around == "labels" && site.ends("template.metadata.labels.app");
    if ((selector || label) && site.node.key() == "app")
        planter.replace("selector or its label", site, planter.typo(site.text()));
    if (selector && planter.below(3) == 0)
        planter.rename("selector or its label", site, planter.typo(std::string(site.node.key()) + "lication"));
    if (around == "labels" && site.node.key().starts_with("app.kubernetes.io/"))
        planter.replace("label that nothing selects", site, planter.typo(site.text())).harmful = false;
}

void namespaces(const Site &site, Planter &planter) {
    const char *kind = "wrong namespace";
    if (site.ends("subjects[].namespace") || (site.role() == Role::Kustomization && site.path == "namespace"))
        planter.replace(kind, site, planter.typo(site.text()));
    if (site.isObject() && site.ends("metadata.namespace"))
        planter.replace(kind, site, planter.typo(site.text())).names.emplace_back(site.text());
    const bool own = oneOf(site.kind, {"Service", "ConfigMap", "PersistentVolumeClaim", "ServiceAccount", "Deployment", "StatefulSet"});
    if (site.path == "metadata.name" && site.role() == Role::Objects && own && site.file->document->path().contains(u"/base/"_s)) {
        Mistake &mistake = planter.insertLine("object in another namespace", site, site.node.keyRange().begin, "  namespace: other\n", u"%1 goes to the namespace other"_s.arg(QString::fromUtf8(site.name)));
        mistake.harmful = false; // the kustomization puts it back
    }
}

void hosts(const Site &site, Planter &planter) {
    if (!site.node.isString() || site.text().find("-service") == std::string_view::npos || site.node.key() == "name" || site.ends("aliases[]"))
        return;
    const std::string_view text = site.text();
    const std::size_t end = text.find("-service") + 8;
    std::size_t begin = end - 8;
    while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) || text[begin - 1] == '-'))
        --begin;
    const std::string_view host = text.substr(begin, end - begin);
    const bool command = site.node.style() == Style::Literal || site.node.style() == Style::Folded;
    const bool known = site.ends("value") || site.has("data.") || site.has("command[]") || site.has("args[]") || site.has("targets[]") || site.has("url") || site.has("environment.")
        || site.has("stringData") || site.has("test[]");
    if (known && !command)
        planter.replaceIn("wrong host in an address", site, host, planter.typo(host));
}

} // namespace

void plantInNames(const Site &site, Planter &planter) {
    dangling(site, planter);
    renamed(site, planter);
    dataKeyRenamed(site, planter);
    selectors(site, planter);
    namespaces(site, planter);
    hosts(site, planter);
}

} // namespace proof
