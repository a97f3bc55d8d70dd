// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/schema/names.h"
#include "sandbox/schema/validation.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <set>

namespace sandbox {

namespace {

void validatePortNumber(const Json &value, const std::string &where, FieldErrors &errors) {
    if (value.is_number_integer() && (value < 1 || value > 65535))
        errors.invalid(where, value, "must be between 1 and 65535, inclusive");
}

void validatePorts(const Json &container, const std::string &where, FieldErrors &errors) {
    std::set<std::string> names;
    std::size_t index = 0;
    for (const auto &port : itemsAt(container, "ports")) {
        const std::string place = itemPath(where + ".ports", index++);
        if (const auto name = textAt(port, "name"); !name.empty()) {
            if (name.size() > 15)
                errors.invalid(place + ".name", name, "must be no more than 15 characters");
            else if (!dnsLabelError(name).empty())
                errors.invalid(
                    place + ".name", name, "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
            else if (!names.insert(name).second)
                errors.duplicate(place + ".name", name);
        }
        if (field(port, "containerPort").is_null())
            errors.required(place + ".containerPort");
        validatePortNumber(field(port, "containerPort"), place + ".containerPort", errors);
        if (const auto protocol = textAt(port, "protocol", "TCP");
            protocol != "TCP" && protocol != "UDP" && protocol != "SCTP")
            errors.unsupported(place + ".protocol", protocol, {"SCTP", "TCP", "UDP"});
    }
}

void validateKeyReference(const Json &reference, const std::string &where, FieldErrors &errors) {
    const auto name = textAt(reference, "name");
    if (const auto wrong = dnsSubdomainError(name); !wrong.empty())
        errors.invalid(where + ".name", name, wrong);
    if (textAt(reference, "key").empty())
        errors.required(where + ".key");
}

void validateEnvironment(const Json &container, const std::string &where, FieldErrors &errors) {
    std::size_t index = 0;
    for (const auto &variable : itemsAt(container, "env")) {
        const std::string place = itemPath(where + ".env", index++);
        const std::string name = textAt(variable, "name");
        if (name.empty())
            errors.required(place + ".name");
        else if (name.contains('='))
            errors.invalid(place + ".name", name,
                "a valid environment variable name must consist only of printable ASCII characters other than '='");
        const Json &from = field(variable, "valueFrom");
        if (!from.is_object())
            continue;
        if (!textAt(variable, "value").empty())
            errors.invalid(place + ".valueFrom", "", "may not be specified when `value` is not empty");
        if (from.empty())
            errors.invalid(place + ".valueFrom", "",
                "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        else if (from.size() > 1)
            errors.invalid(place + ".valueFrom", "", "may not have more than one field specified at a time");
        for (const char *reference : {"configMapKeyRef", "secretKeyRef"})
            if (from.contains(reference))
                validateKeyReference(from[reference], place + ".valueFrom." + reference, errors);
    }
}

void validateHandlers(const Json &holder, std::initializer_list<const char *> known, const std::string &where, FieldErrors &errors) {
    const auto handlers = std::ranges::count_if(known, [&](const char *handler) { return holder.contains(handler); });
    if (handlers == 0)
        errors.required(where, "must specify a handler type");
    if (handlers > 1)
        errors.forbidden(where, "may not specify more than 1 handler type");
}

void validateLifecycle(const Json &container, const std::string &where, FieldErrors &errors) {
    for (const char *hook : {"postStart", "preStop"})
        if (const Json &handler = field(container, std::string("lifecycle.") + hook); handler.is_object())
            validateHandlers(handler, {"exec", "httpGet", "tcpSocket", "sleep"}, where + ".lifecycle." + hook, errors);
}

void validateContainer(const Json &container, const std::string &where, FieldErrors &errors) {
    if (textAt(container, "image").empty())
        errors.required(where + ".image");
    else if (const auto image = textAt(container, "image");
        image.find_first_of(" \t\n") != std::string::npos && (image.front() == ' ' || image.back() == ' '))
        errors.invalid(where + ".image", image, "must not have leading or trailing whitespace");
    if (const auto pull = textAt(container, "imagePullPolicy", "Always");
        pull != "Always" && pull != "IfNotPresent" && pull != "Never")
        errors.unsupported(where + ".imagePullPolicy", pull, {"Always", "IfNotPresent", "Never"});
    validatePorts(container, where, errors);
    validateEnvironment(container, where, errors);
    for (const char *probe : {"livenessProbe", "readinessProbe", "startupProbe"})
        validateProbe(container, probe, where, errors);
    validateLifecycle(container, where, errors);
    validateResources(field(container, "resources"), where + ".resources", errors);
}

} // namespace

void validateContainers(const Json &spec, const std::string &where, FieldErrors &errors) {
    if (itemsAt(spec, "containers").empty())
        errors.required(where + ".containers");
    std::set<std::string> names;
    for (const char *list : {"initContainers", "containers"}) {
        std::size_t index = 0;
        for (const auto &container : itemsAt(spec, list)) {
            const std::string place = itemPath(where + '.' + list, index++);
            const std::string name = textAt(container, "name");
            if (name.empty())
                errors.required(place + ".name");
            else if (const auto wrong = dnsLabelError(name); !wrong.empty())
                errors.invalid(place + ".name", name, wrong);
            else if (!names.insert(name).second)
                errors.duplicate(place + ".name", name);
            validateContainer(container, place, errors);
        }
    }
}

void validateProbe(const Json &container, const char *name, const std::string &where, FieldErrors &errors) {
    const Json &probe = field(container, name);
    if (!probe.is_object())
        return;
    const std::string place = where + '.' + name;
    validateHandlers(probe, {"exec", "httpGet", "tcpSocket", "grpc"}, place, errors);
    for (const char *handler : {"httpGet", "tcpSocket"}) {
        if (probe.contains(handler))
            validatePortNumber(field(probe[handler], "port"), place + '.' + handler + ".port", errors);
    }
    for (const char *seconds :
        {"initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"})
        requireAtLeast(probe, seconds, place + '.' + seconds, 0, errors);
    if (std::string_view(name) != "readinessProbe" && numberAt(probe, "successThreshold", 1) != 1)
        errors.invalid(place + ".successThreshold", field(probe, "successThreshold"), "must be 1");
}

void validateResources(const Json &resources, const std::string &where, FieldErrors &errors) {
    for (const char *section : {"limits", "requests"}) {
        const Json &amounts = field(resources, section);
        if (!amounts.is_object())
            continue;
        for (const auto &[name, amount] : amounts.items()) {
            const bool standard = name == "cpu" || name == "memory" || name == "ephemeral-storage" || name.starts_with("hugepages-");
            if (!standard && !name.contains('/'))
                errors.invalid(where + '.' + section, name, "must be a standard resource for containers");
            if (quantityOf(amount).value_or(0) < 0)
                errors.invalid(where + '.' + section + '.' + name, amount, "must be greater than or equal to 0");
        }
    }
    const Json &requests = field(resources, "requests");
    const Json &limits = field(resources, "limits");
    if (!requests.is_object() || !limits.is_object())
        return;
    for (const auto &[name, request] : requests.items()) {
        const auto limit = limits.find(name);
        if (limit != limits.end() && quantityOf(request).value_or(0) > quantityOf(*limit).value_or(0))
            errors.invalid(where + ".requests", request,
                "must be less than or equal to " + name + " limit of " +
                    (limit->is_string() ? limit->get<std::string>() : limit->dump()));
    }
}

} // namespace sandbox
