// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults/target.h"

#include <charconv>

namespace sandbox {

namespace {

struct WorkloadKind {
    std::string_view resource;
    std::string_view name;
    std::string_view shortName;
};
constexpr WorkloadKind workloadKinds[] = {
    {"deployments.apps", "deployment", "deploy"}, {"statefulsets.apps", "statefulset", "sts"}, {"daemonsets.apps", "daemonset", "ds"}};

std::unexpected<StatusError> nothingThere(const std::string &message) {
    return std::unexpected(StatusError{404, "NotFound", message, Json::object()});
}

Outcome<FaultTarget> workload(const ObjectStore &store, const std::string &ns, const std::string &typed) {
    const auto slash = typed.find('/');
    const std::string kind = slash == std::string::npos ? std::string() : typed.substr(0, slash);
    const std::string name = slash == std::string::npos ? typed : typed.substr(slash + 1);
    bool known = kind.empty();
    for (const auto &[resource, full, brief] : workloadKinds) {
        const bool meant = kind.empty() || kind == full || kind == brief || kind == resource || kind == std::string(full) + "s";
        known |= meant;
        const ObjectId id{std::string(resource), ns, name};
        if (meant && store.get(id))
            return FaultTarget{std::string(full) + '/' + name, ns, id, 0};
    }
    if (!known)
        return badRequest("\"" + kind + "\" is no kind of workload; deployment, statefulset and daemonset are");
    return nothingThere("namespace " + ns + " has no workload \"" + typed + "\"");
}

Outcome<FaultTarget> number(const std::string &typed) {
    FaultTarget target{typed, {}, {}, 0};
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), target.number);
    if (error != std::errc() || end != typed.data() + typed.size() || target.number <= 0 || target.number > 600'000)
        return badRequest("\"" + typed + "\" is no number of milliseconds from 1 to 600000");
    return target;
}

} // namespace

Outcome<FaultTarget> targetOf(const ObjectStore &store, const Fault &fault, const std::string &ns, std::string typed) {
    if (typed.empty())
        typed = fault.usual;
    switch (fault.target) {
    case Fault::Target::None:
        if (!typed.empty())
            return badRequest(std::string(fault.name) + " takes no target");
        return FaultTarget{};
    case Fault::Target::Namespace: {
        const std::string name = typed.empty() ? ns : typed;
        if (!store.get({"namespaces", {}, name}))
            return nothingThere("there is no namespace \"" + name + "\"");
        return FaultTarget{name, name, {"namespaces", {}, name}, 0};
    }
    case Fault::Target::Workload:
        return workload(store, ns, typed);
    case Fault::Target::Node:
        if (!store.get({"nodes", {}, typed}))
            return nothingThere("there is no node \"" + typed + "\"");
        return FaultTarget{typed, {}, {"nodes", {}, typed}, 0};
    case Fault::Target::Milliseconds:
        return number(typed);
    }
    return badRequest("no such target");
}

} // namespace sandbox
