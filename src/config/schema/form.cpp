// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/schema/form.h"

#include "config/schema/cron.h"
#include "config/schema/internetforms.h"
#include "config/schema/names.h"
#include "config/schema/quantity.h"
#include "config/schema/words.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <limits>

namespace config::schema {

namespace {

/// Formats of text alone: what it is called in a schema and for people, and how it is judged. Numbers and either-or formats are below.
struct Entry {
    std::string_view name;
    Form form;
    const char *text;
    bool (*is)(std::string_view) = nullptr;        // what is not so is "no <text>"
    QString (*error)(std::string_view) = nullptr;  // or: what is wrong, in words
};

QString cronWithin(std::string_view text) {
    const QString wrong = cronError(text);
    return wrong.isEmpty() ? QString() : tr("is no schedule: %1").arg(wrong);
}

bool isIp(std::string_view text) {
    return isIpV4(text) || isIpV6(text);
}

bool isRegex(std::string_view text) {
    return QRegularExpression(qstring(text)).isValid();
}

#define AQI_TEXT(text) QT_TRANSLATE_NOOP("configschema", text)
constexpr std::array entries = std::to_array<Entry>({
    {"int32", Form::Int32, AQI_TEXT("whole number")},
    {"int64", Form::Int64, AQI_TEXT("whole number")},
    {"int-or-string", Form::IntOrString, AQI_TEXT("whole number or text")},
    {"quantity", Form::Quantity, AQI_TEXT("quantity, such as 500m, 2 or 512Mi")},
    {"quantity-not-negative", Form::QuantityNotNegative, AQI_TEXT("quantity, such as 500m, 2 or 512Mi")},
    {"int-or-percent", Form::IntOrPercent, AQI_TEXT("whole number or a percentage such as 25%")},
    {"port", Form::Port, AQI_TEXT("port's number or name")},
    {"byte", Form::Byte, AQI_TEXT("base64"), isBase64},
    {"date-time", Form::DateTime, AQI_TEXT("date and time, such as 2026-01-31T08:00:00Z"), isDateTime},
    {"date", Form::Date, AQI_TEXT("date, such as 2026-01-31"), isDate},
    {"time", Form::Time, AQI_TEXT("time, such as 08:00:00Z"), isTime},
    {"email", Form::Email, AQI_TEXT("e-mail address"), isEmail},
    {"idn-email", Form::Email, AQI_TEXT("e-mail address"), isEmail},
    {"hostname", Form::HostName, AQI_TEXT("host name"), isHostName},
    {"ipv4", Form::IpV4, AQI_TEXT("IPv4 address"), isIpV4},
    {"ipv6", Form::IpV6, AQI_TEXT("IPv6 address"), isIpV6},
    {"ip", Form::Ip, AQI_TEXT("IP address"), isIp},
    {"cidr", Form::Cidr, AQI_TEXT("range of addresses, such as 10.0.0.0/8"), isCidr},
    {"uri", Form::Uri, AQI_TEXT("URL"), isUri},
    {"uri-reference", Form::UriReference, AQI_TEXT("URL or path"), isUriReference},
    {"regex", Form::Regex, AQI_TEXT("regular expression"), isRegex},
    {"json-pointer", Form::JsonPointer, AQI_TEXT("JSON pointer, such as /spec/replicas"), isJsonPointer},
    {"relative-json-pointer", Form::RelativeJsonPointer, AQI_TEXT("relative JSON pointer"), isRelativeJsonPointer},
    {"uuid", Form::Uuid, AQI_TEXT("UUID"), isUuid},
    {"prometheus-duration", Form::PrometheusDuration, AQI_TEXT("duration, such as 30s, 5m or 1h30m"), isPrometheusDuration},
    {"go-duration", Form::GoDuration, AQI_TEXT("duration, such as 300ms, 30s or 1h30m"), isGoDuration},
    {"dns-label", Form::DnsLabel, AQI_TEXT("name of lower-case letters, digits and \"-\", at most 63"), nullptr, dnsLabelError},
    {"dns-label-1035", Form::DnsLabel1035, AQI_TEXT("name of lower-case letters, digits and \"-\", that begins with a letter"), nullptr, dnsLabel1035Error},
    {"dns-subdomain", Form::DnsSubdomain, AQI_TEXT("name of lower-case letters, digits, \"-\" and \".\""), nullptr, dnsSubdomainError},
    {"host", Form::Host, AQI_TEXT("host name"), nullptr, hostError},
    {"port-name", Form::PortName, AQI_TEXT("name of lower-case letters, digits and \"-\", at most 15"), nullptr, portNameError},
    {"label-key", Form::LabelKey, AQI_TEXT("key, such as app.kubernetes.io/name"), nullptr, labelKeyError},
    {"label-value", Form::LabelValue, AQI_TEXT("label, at most 63 letters, digits, \"-\", \"_\" and \".\""), nullptr, labelValueError},
    {"config-key", Form::ConfigKey, AQI_TEXT("key of letters, digits, \"-\", \"_\" and \".\""), nullptr, configKeyError},
    {"env-name", Form::EnvName, AQI_TEXT("name of a variable"), nullptr, envNameError},
    {"image", Form::Image, AQI_TEXT("image, such as registry.example.org/team/api:1.4.2"), nullptr, imageError},
    {"cron", Form::Cron, AQI_TEXT("schedule, such as */15 * * * *"), nullptr, cronWithin},
});
#undef AQI_TEXT

const Entry *entryOf(Form form) {
    const auto *found = std::ranges::find(entries, form, &Entry::form);
    return found == entries.end() ? nullptr : &*found;
}

QString quantityError(std::string_view text, bool negativeAllowed) {
    const auto quantity = quantityOf(text);
    if (quantity)
        return quantity->nanos < 0 && !negativeAllowed ? tr("is less than nothing") : QString();
    const QString hint = quantityHint(text);
    return hint.isEmpty() ? tr("is no quantity; write a number with m, k, M, G, Ki, Mi or Gi behind it, or with nothing")
                          : tr("is no quantity; Kubernetes writes %1").arg(hint);
}

QString portError(Node value) {
    if (const auto number = value.toInteger(); number && value.kind() == Kind::Integer)
        return *number < 1 || *number > 65535 ? tr("is no port; ports go from 1 to 65535") : QString();
    const bool digits = !value.text().empty() && std::ranges::all_of(value.text(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? tr("is a number in quotes, which is taken for a port's name; remove the quotes") : portNameError(value.text());
}

QString percentError(Node value) {
    if (value.kind() == Kind::Integer)
        return value.toInteger().value_or(0) < 0 ? tr("is less than 0") : QString();
    const std::string_view text = value.text();
    const bool good = text.size() > 1 && text.ends_with('%') && std::ranges::all_of(text.substr(0, text.size() - 1), [](char c) { return c >= '0' && c <= '9'; });
    return good ? QString() : tr("is neither a whole number nor a percentage such as 25%");
}

QString rangeError(Node value, std::int64_t least, std::int64_t most) {
    if (value.kind() != Kind::Integer)
        return {};
    const auto number = value.toInteger();
    return number && *number >= least && *number <= most ? QString() : tr("is too large a number");
}

} // namespace

Form formNamed(std::string_view name) {
    const auto *found = std::ranges::find(entries, name, &Entry::name);
    return found == entries.end() ? Form::None : found->form;
}

QString formText(Form form) {
    const Entry *entry = entryOf(form);
    return entry ? tr(entry->text) : QString();
}

QString formError(Form form, Node value) {
    switch (form) {
    case Form::None:
    case Form::IntOrString: return {};
    case Form::Int32: return rangeError(value, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max());
    case Form::Int64: return rangeError(value, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
    case Form::Quantity: return quantityError(value.text(), true);
    case Form::QuantityNotNegative: return quantityError(value.text(), false);
    case Form::Port: return portError(value);
    case Form::IntOrPercent: return percentError(value);
    default: break;
    }
    return value.isString() ? formError(form, value.text()) : QString();
}

QString formError(Form form, std::string_view text) {
    const Entry *entry = entryOf(form);
    if (!entry || (!entry->error && !entry->is))
        return {};
    if (entry->error)
        return entry->error(text);
    return entry->is(text) ? QString() : tr("is no %1").arg(tr(entry->text));
}

} // namespace config::schema
