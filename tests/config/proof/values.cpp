// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Mistakes in values of Kubernetes objects and Compose services: ports, units, amounts, images, schedules, storage, and what is forgotten.
#include "planter.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace config;

namespace proof {

namespace {

void ports(const Site &site, Planter &planter) {
    const char *kind = "wrong port";
    const std::string wrong = std::to_string(planter.below(2) ? 81 : 8088);
    const bool object = site.ends("ports[].containerPort") || site.ends("httpGet.port") || site.ends("tcpSocket.port") || site.ends("ports[].targetPort") || site.ends("port.number")
        || (site.kind == "NetworkPolicy" && site.ends("ports[].port"));
    // Ports outside of the cluster are anybody's.
    const bool outside = site.kind == "NetworkPolicy" && oneOf(site.text(), {"443", "587", "6443", "80"});
    if (site.isObject() && object && site.node.kind() == Kind::Integer && !outside)
        planter.replace(kind, site, wrong);
    if (site.node.key() == "prometheus.io/port")
        planter.replace(kind, site, "\"" + wrong + "\"");
    if (site.isObject() && site.kind == "Service" && site.ends("ports[].port") && site.node.parent().parent().size() == 1)
        planter.replace(kind, site, wrong).harmful = site.node.parent().parent().parent()["clusterIP"].text() != "None"; // asked pod by pod, on the pod's port
    if (site.role() == Role::ComposeFile && site.ends("ports[].target"))
        planter.replace(kind, site, wrong);
    if (site.role() == Role::ComposeFile && site.ends("expose[]"))
        planter.replace("expose of Compose", site, "\"" + wrong + "\"").harmful = false; // a word to the reader
}

void portsInAddresses(const Site &site, Planter &planter) {
    const std::size_t at = site.text().find("-service:");
    if (!site.node.isString() || at == std::string_view::npos || site.node.style() == Style::Literal || site.has("annotations") || site.has("labels"))
        return;
    const std::string_view rest = site.text().substr(at);
    std::size_t end = 9;
    while (end < rest.size() && std::isdigit(static_cast<unsigned char>(rest[end])))
        ++end;
    if (Mistake *mistake = end > 9 ? planter.replaceIn("wrong port in an address", site, rest.substr(0, end), "-service:8081") : nullptr)
        mistake->names = {"8081"};
}

void units(const Site &site, Planter &planter) {
    const std::string_view text = site.text(), around = site.node.parent().key();
    const bool resources = oneOf(around, {"requests", "limits", "reservations", "default", "defaultRequest", "max"}) || site.ends("sizeLimit");
    const char *kind = "swapped unit";
    const std::string number(text.substr(0, text.find_first_not_of("0123456789")));
    if (resources && site.isObject() && text.ends_with("Mi"))
        planter.below(3) ? planter.replace(kind, site, number + (planter.below(2) ? "m" : "Ki")) : planter.replace(kind, site, number + "Gi");
    if (resources && site.isObject() && text.ends_with("Mi"))
        planter.replace("M for Mi", site, number + "M").harmful = false;
    if (resources && site.isObject() && text.ends_with("Gi") && site.node.key() == "memory")
        planter.replace(kind, site, number + (planter.below(2) ? "Mi" : "GiB"));
    if (resources && site.isObject() && site.node.key() == "cpu" && text.ends_with("m"))
        planter.replace(kind, site, "\"" + number + "\"");
    if (resources && site.role() == Role::ComposeFile && site.node.key() == "memory" && text.ends_with("M"))
        planter.replace(kind, site, number + (planter.below(2) ? "m" : "G")).harmful = false; // m is M to Compose; a large limit limits nothing
    if (text.ends_with("mb") && site.isObject() && site.has("command[]"))
        planter.replace(kind, site, number + "gb");
    if (text.starts_with("shared_buffers=") && site.isObject())
        planter.replace(kind, site, "shared_buffers=512GB");
}

void amounts(const Site &site, Planter &planter) {
    if (!site.isObject())
        return;
    if (site.ends("resources.requests.cpu") || site.ends("resources.requests.memory")) {
        const Node limit = site.node.parent().parent()["limits"][site.node.key()];
        if (limit)
            planter.replace("request above its limit", site, site.node.key() == "cpu" ? "3500m" : "7Gi");
    }
    if (site.ends("spec.minReplicas"))
        planter.replace("fewest above most replicas", site, std::to_string(11 + planter.below(30)));
    if (site.ends("spec.maxReplicas"))
        planter.replace("fewest above most replicas", site, planter.below(2) ? "1" : "0");
}

std::string brokenImage(std::string_view image, Planter &planter) {
    const std::string text(image), name = text.substr(0, text.rfind(':'));
    switch (planter.below(6)) {
    case 0: {
        std::string upper = text;
        const std::size_t last = upper.rfind('/');
        upper[last == std::string::npos ? 0 : last + 1] = char(std::toupper(static_cast<unsigned char>(upper[last == std::string::npos ? 0 : last + 1])));
        return upper;
    }
    case 1:
        return name + "::" + text.substr(text.rfind(':') + 1);
    case 2:
        return name + ":";
    case 3:
        return "https://" + text;
    case 4:
        return name + "@" + text.substr(text.rfind(':') + 1);
    default:
        return name + " :" + text.substr(text.rfind(':') + 1);
    }
}

void images(const Site &site, Planter &planter) {
    if (site.node.key() != "image" || !site.node.isString() || site.text().find(':') == std::string_view::npos || !(site.isObject() || site.role() == Role::ComposeFile) || site.text().find('$') != std::string_view::npos)
        return;
    planter.replace("broken image", site, "\"" + brokenImage(site.text(), planter) + "\"");
    const std::size_t last = site.text().rfind('/') == std::string_view::npos ? 0 : site.text().rfind('/') + 1;
    const std::string name(site.text().substr(last, site.text().rfind(':') - last));
    if (name.starts_with("aqi-"))
        planter.replaceIn("misspelt image", site, name, planter.typo(name));
    planter.replaceIn("version of an image", site, site.text().substr(site.text().rfind(':')), planter.below(2) ? ":latest" : "");
}

void schedules(const Site &site, Planter &planter) {
    static const std::vector<std::string> wrong = {"0 2 * *", "0 25 * * *", "61 2 * * *", "0 2 * * * *", "0 2 32 * *", "0 2 * * 8", "0 2 * 13 *", "0 2 * * mo", "@dayly", "*/0 2 * * *", "0 2-1 * * *", "0 2 31 2 *"};
    if (site.ends("spec.schedule") || site.ends("schedule[].cron"))
        for (int times = 0; times < 8; ++times)
            planter.replace("broken schedule", site, "\"" + wrong[planter.below(wrong.size())] + "\"");
    if (site.ends("spec.timeZone"))
        planter.replace("broken schedule", site, planter.below(2) ? "Europe/Berlim" : "UTC+5");
}

/// By the contract of the application: without these it does not start, or works on a data base of its own.
void neededVariables(const Site &site, Planter &planter) {
    static const std::set<std::string_view> needed = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "API_BASE_URL", "POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB", "OPENWEATHER_API_KEY", "GF_SECURITY_ADMIN_PASSWORD", "PGDATA"};
    const char *kind = "needed variable left out";
    if (site.isObject() && site.ends("env[]") && needed.contains(site.node["name"].text()))
        if (Mistake *mistake = planter.remove(kind, site))
            mistake->names.emplace_back(site.node["name"].text());
    if (site.isObject() && site.ends("env[].name") && needed.contains(site.text()))
        planter.replace("needed variable misspelt", site, planter.typo(site.text()));
    if (site.role() == Role::ComposeFile && site.node.parent().key() == "environment" && needed.contains(site.node.key())) {
        planter.remove(kind, site);
        planter.rename("needed variable misspelt", site, planter.typo(site.node.key()));
    }
    if (site.isObject() && site.kind == "ConfigMap" && site.node.parent().key() == "data" && site.node.isScalar() && site.file->document->path().endsWith(u"configmap.yaml"_s))
        planter.remove(kind, site);
}

/// Whether another service of the file starts when this one is healthy.
bool isWaitedFor(Node service) {
    for (const Node other : service.parent())
        if (other["depends_on"][service.key()]["condition"].text() == "service_healthy")
            return true;
    return false;
}

void forgotten(const Site &site, Planter &planter) {
    const bool server = site.role() == Role::Objects && oneOf(site.kind, {"Deployment", "StatefulSet"});
    if (server && site.ends("containers[].readinessProbe"))
        planter.remove("probe left out", site);
    if (server && (site.ends("containers[].livenessProbe") || site.ends("containers[].startupProbe")))
        if (Mistake *mistake = planter.remove("liveness or startup probe left out", site))
            mistake->harmful = false;
    if (site.role() == Role::ComposeFile && site.ends("healthcheck") && isWaitedFor(site.node.parent()))
        planter.remove("probe left out", site);
    if (site.role() == Role::Objects && site.ends("volumeMounts[]"))
        if (Mistake *mistake = planter.remove("mount left out", site))
            mistake->names.emplace_back(site.node["name"].text());
    if (site.role() == Role::Objects && site.ends("resources.limits.memory") && !site.has("initContainers"))
        planter.remove("limit left out", site);
}

void storage(const Site &site, Planter &planter) {
    const char *kind = "storage class or access";
    if (site.ends("storageClassName") && site.node.isString())
        planter.replace(kind, site, planter.typo(site.text()));
    if (site.isObject() && site.ends("accessModes[]") && !site.has("volumeClaimTemplates"))
        planter.replace(kind, site, site.text() == "ReadWriteMany" ? (planter.below(2) ? "ReadWriteOnce" : "ReadOnlyMany") : "ReadOnlyMany");
}

void probePaths(const Site &site, Planter &planter) {
    if (site.isObject() && site.ends("httpGet.path") && site.text().size() > 3)
        planter.replace("wrong path of a probe", site, planter.typo(site.text()));
}

} // namespace

void plantInValues(const Site &site, Planter &planter) {
    ports(site, planter);
    portsInAddresses(site, planter);
    units(site, planter);
    amounts(site, planter);
    images(site, planter);
    schedules(site, planter);
    neededVariables(site, planter);
    forgotten(site, planter);
    storage(site, planter);
    probePaths(site, planter);
}

} // namespace proof
