// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Words that others have to know: annotations that programs look for (an API server takes any, and one that is misspelt does nothing), and
// time zones.
#include "config/rules/names.h"
#include "config/rules/subjects.h"
#include "config/rules/tables.h"
#include "config/rules/words.h"

#include <QTimeZone>

#include <algorithm>
#include <array>

namespace config {

namespace {

using rules::said;
using rules::tr;

constexpr auto nginx = std::to_array<std::string_view>({"affinity", "affinity-canary-behavior", "affinity-mode", "allowlist-source-range", "app-root", "auth-always-set-cookie",
    "auth-cache-duration", "auth-cache-key", "auth-keepalive", "auth-keepalive-requests", "auth-keepalive-share-vars", "auth-keepalive-timeout", "auth-method",
    "auth-proxy-set-headers", "auth-realm", "auth-request-redirect", "auth-response-headers", "auth-secret", "auth-secret-type", "auth-signin", "auth-signin-redirect-param",
    "auth-snippet", "auth-tls-error-page", "auth-tls-match-cn", "auth-tls-pass-certificate-to-upstream", "auth-tls-secret", "auth-tls-verify-client", "auth-tls-verify-depth",
    "auth-type", "auth-url", "backend-protocol", "canary", "canary-by-cookie", "canary-by-header", "canary-by-header-pattern", "canary-by-header-value", "canary-weight",
    "canary-weight-total", "client-body-buffer-size", "configuration-snippet", "connection-proxy-header", "cors-allow-credentials", "cors-allow-headers", "cors-allow-methods",
    "cors-allow-origin", "cors-expose-headers", "cors-max-age", "custom-headers", "custom-http-errors", "default-backend", "denylist-source-range",
    "disable-proxy-intercept-errors", "enable-access-log", "enable-cors", "enable-global-auth", "enable-modsecurity", "enable-opentelemetry", "enable-opentracing",
    "enable-owasp-core-rules", "enable-rewrite-log", "force-ssl-redirect", "from-to-www-redirect", "http2-push-preload", "limit-allowlist", "limit-burst-multiplier",
    "limit-connections", "limit-rate", "limit-rate-after", "limit-rpm", "limit-rps", "limit-whitelist", "load-balance", "mirror-host", "mirror-request-body", "mirror-target",
    "modsecurity-snippet", "modsecurity-transaction-id", "opentelemetry-operation-name", "opentelemetry-trust-incoming-span", "permanent-redirect", "permanent-redirect-code",
    "preserve-trailing-slash", "proxy-body-size", "proxy-buffer-size", "proxy-buffering", "proxy-buffers-number", "proxy-busy-buffers-size", "proxy-connect-timeout",
    "proxy-cookie-domain", "proxy-cookie-path", "proxy-http-version", "proxy-max-temp-file-size", "proxy-next-upstream", "proxy-next-upstream-timeout",
    "proxy-next-upstream-tries", "proxy-read-timeout", "proxy-redirect-from", "proxy-redirect-to", "proxy-request-buffering", "proxy-send-timeout", "proxy-ssl-ciphers",
    "proxy-ssl-name", "proxy-ssl-protocols", "proxy-ssl-secret", "proxy-ssl-server-name", "proxy-ssl-verify", "proxy-ssl-verify-depth", "relative-redirects", "rewrite-target",
    "satisfy", "server-alias", "server-snippet", "service-upstream", "session-cookie-change-on-failure", "session-cookie-conditional-samesite-none", "session-cookie-domain",
    "session-cookie-expires", "session-cookie-max-age", "session-cookie-name", "session-cookie-partitioned", "session-cookie-path", "session-cookie-samesite",
    "session-cookie-secure", "ssl-ciphers", "ssl-passthrough", "ssl-prefer-server-ciphers", "ssl-redirect", "stream-snippet", "temporal-redirect", "temporal-redirect-code",
    "upstream-hash-by", "upstream-hash-by-subset", "upstream-hash-by-subset-size", "upstream-vhost", "use-regex", "whitelist-source-range", "x-forwarded-prefix"});
constexpr auto prometheus = std::to_array<std::string_view>({"path", "port", "probe", "scheme", "scrape", "scrape-slow"});
constexpr auto certManager = std::to_array<std::string_view>({"alt-names", "certificate-name", "cluster-issuer", "common-name", "duration", "email-sans", "ip-sans", "issuer",
    "issuer-group", "issuer-kind", "issuer-name", "private-key-algorithm", "private-key-encoding", "private-key-rotation-policy", "private-key-size", "renew-before",
    "renew-before-percentage", "revision-history-limit", "subject-countries", "subject-localities", "subject-organizationalunits", "subject-organizations",
    "subject-postalcodes", "subject-provinces", "subject-serialnumber", "subject-streetaddresses", "uri-sans", "usages"});

struct Known {
    std::string_view prefix;
    std::span<const std::string_view> names;
};
constexpr Known known[] = {{"nginx.ingress.kubernetes.io/", nginx}, {"prometheus.io/", prometheus}, {"cert-manager.io/", certManager}};

/// Short names are compared by the length of what was meant: "pot" is "port".
std::optional<std::string_view> meant(std::string_view name, std::span<const std::string_view> names) {
    if (const auto close = rules::near(name, names))
        return close;
    const auto found = std::ranges::find_if(names, [&](std::string_view one) { return rules::near(one, std::span(&name, 1)).has_value(); });
    return found == names.end() ? std::nullopt : std::optional(*found);
}

void judge(const ObjectSubject &subject, Node annotations, Report &report) {
    for (const Node annotation : annotations) {
        for (const auto &[prefix, names] : known) {
            const std::string_view name = annotation.key().starts_with(prefix) ? annotation.key().substr(prefix.size()) : std::string_view();
            if (name.empty() || std::ranges::contains(names, name))
                continue;
            if (const auto close = meant(name, names))
                add(report, subject, annotation, tr("No program looks for the annotation %1; did you mean %2?").arg(said(annotation.key()), said(prefix) + said(*close)), {},
                    Report::Where::Key);
        }
    }
}

void misspelt(const Subjects &subjects, Report &report) {
    for (const ObjectSubject &subject : subjects.objects()) {
        judge(subject, subject.object->root["metadata"]["annotations"], report);
        if (subject.object->kind != "Pod")
            judge(subject, podMetadata(*subject.object)["annotations"], report);
    }
}

void timeZone(const Subjects &subjects, Report &report) {
    const QList<QByteArray> zones = QTimeZone::availableTimeZoneIds();
    for (const ObjectSubject &subject : subjects.objects()) {
        const Node zone = is(*subject.object, "CronJob") ? subject.object->root["spec"]["timeZone"] : Node();
        // Where this machine knows hardly any, nothing is known to be wrong.
        if (zone.text().empty() || zones.size() < 100 || zones.contains(QByteArray(zone.text().data(), qsizetype(zone.text().size()))))
            continue;
        const std::vector<std::string_view> names(zones.begin(), zones.end());
        const auto close = rules::near(zone.text(), names);
        add(report, subject, zone, close ? tr("There is no time zone %1; did you mean %2?").arg(said(zone.text()), said(*close))
                                         : tr("There is no time zone %1. Write one such as Europe/Berlin or Etc/UTC.").arg(said(zone.text())));
    }
}

} // namespace

std::span<const RuleEntry> knownWordRules() {
    static constexpr RuleEntry table[] = {{"annotation-misspelt", misspelt}, {"time-zone-unknown", timeZone}};
    return table;
}

} // namespace config
