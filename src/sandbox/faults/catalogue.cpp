// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/faults/fault.h"

#include <algorithm>
#include <array>

namespace sandbox {

namespace {

using Place = Fault::Place;
using Target = Fault::Target;

constexpr auto catalogue = std::to_array<Fault>({
    {"image-missing", Place::Objects, Target::Workload, "deployment/api", "Gives the first container an image tag that its registry does not have.",
        "New pods wait with ErrImagePull and ImagePullBackOff; the old ones go on, and the rollout does not."},
    {"image-denied", Place::Objects, Target::Workload, "deployment/api", "Gives the first container an image that its registry does not let us pull.",
        "New pods wait with ImagePullBackOff; the event says that pull access was denied."},
    {"registry-unreachable", Place::Objects, Target::Workload, "deployment/api", "Gives the first container an image of a registry that no name server knows.",
        "New pods wait with ImagePullBackOff; the event says \"no such host\"."},
    {"key-missing", Place::Objects, Target::Workload, "deployment/api", "Lets the first container ask for a key that its ConfigMap or Secret does not have.",
        "New pods wait with CreateContainerConfigError and name the key."},
    {"configmap-missing", Place::Objects, Target::Workload, "deployment/api", "Mounts a ConfigMap that does not exist.",
        "New pods stay in ContainerCreating with FailedMount events."},
    {"unschedulable-resources", Place::Objects, Target::Workload, "deployment/api", "Raises the first container's CPU request to what no node has left.",
        "New pods stay Pending; FailedScheduling counts the nodes with \"Insufficient cpu\"."},
    {"unschedulable-taint", Place::Objects, Target::Workload, "deployment/api", "Taints every node with maintenance=planned:NoSchedule and restarts the workload.",
        "New pods stay Pending; FailedScheduling names the taint."},
    {"unschedulable-affinity", Place::Objects, Target::Workload, "deployment/api", "Binds the pods to nodes with the label accelerator=gpu, which none has.",
        "New pods stay Pending; FailedScheduling says that no node matches the pod's node affinity or selector."},
    {"claim-no-class", Place::Objects, Target::Workload, "deployment/api", "Makes the pods use a claim of a storage class that does not exist.",
        "The claim stays Pending with ProvisioningFailed, and new pods stay Pending for it."},
    {"claim-access-mode", Place::Objects, Target::Workload, "deployment/api",
        "Makes the pods use a claim that wants ReadWriteMany of a class whose only volume is ReadWriteOnce.",
        "The claim stays Pending though a volume is free, and new pods stay Pending for it."},
    {"quota-exceeded", Place::Objects, Target::Workload, "deployment/api", "Sets a quota of as many pods as there are and restarts the workload.",
        "No new pod comes: FailedCreate says \"exceeded quota\", and the Deployment has ReplicaFailure."},
    {"admission-denied", Place::Objects, Target::Workload, "deployment/api", "Sets a LimitRange below what the pods ask for and restarts the workload.",
        "No new pod comes: FailedCreate says \"forbidden\" and names the maximum, and the Deployment has ReplicaFailure."},
    {"scaled-to-zero", Place::Objects, Target::Workload, "statefulset/timescaledb", "Scales the workload to no pods, as a slip of the hand does.",
        "The workload is healthy by its own account, its services have no endpoints, and what depends on it fails."},
    {"database-down", Place::Objects, Target::Workload, "statefulset/timescaledb", "Scales the database to no pods.",
        "Its service has no endpoints; what needs the database fails or says that it is degraded."},
    {"redis-down", Place::Objects, Target::Workload, "statefulset/redis", "Scales Redis to no pods.",
        "Its service has no endpoints; tasks are neither queued nor taken, and the cache is gone."},
    {"ingestion-stopped", Place::Objects, Target::Workload, "deployment/celery-beat", "Scales the scheduler of tasks to no pods.",
        "Everything is healthy, but no new measurements come: the data grow old."},
    {"prometheus-down", Place::Objects, Target::Workload, "deployment/prometheus", "Scales Prometheus to no pods.",
        "Queries are answered 503; no figures, no alerts, and a gap in the graphs for the time of the fault."},
    {"connections-exhausted", Place::Objects, Target::Workload, "statefulset/timescaledb", "Starts the database anew with room for two sessions, none of them kept for superusers.",
        "The database is ready, but whoever comes third is told \"sorry, too many clients already\": pods of the API that have no session log it and answer 503, tasks of the workers fail."},
    {"redis-full", Place::Objects, Target::Workload, "statefulset/redis", "Starts Redis anew with a memory limit below what it holds.",
        "Redis is ready and answers questions, but every write is refused: \"OOM command not allowed when used memory > 'maxmemory'\"; no task is queued, nothing is cached."},
    {"target-down", Place::Objects, Target::Workload, "deployment/api", "Rolls out pods whose annotation sends Prometheus to a port where nobody listens.",
        "The pods are well, but Prometheus cannot scrape them: targets are down with \"connection refused\", figures end, ServiceDown fires after a minute."},
    {"claim-full", Place::Objects, Target::Workload, "statefulset/timescaledb",
        "Starts pods anew that see a copy of their claims' files in a space of its own with 1 MiB left; the claims keep what they held before the fault.",
        "Every write beyond that fails: \"No space left on device\". What the program makes of it is in its log: PostgreSQL refuses to extend its files, Redis answers MISCONF; some end, and their pods are in CrashLoopBackOff."},
    {"crash-loop", Place::Runtime, Target::Workload, "deployment/api", "Ends every container of the pods half a second after its start, with exit code 1.",
        "Restarts count up; the pods are in CrashLoopBackOff, with a longer pause each time. After the fault they come back when their pause is over."},
    {"out-of-memory", Place::Runtime, Target::Workload, "deployment/api", "Kills every container of the pods two seconds after its start, as the kernel does at the memory limit.",
        "The last state says OOMKilled with exit code 137; restarts count up, then CrashLoopBackOff."},
    {"readiness-failing", Place::Runtime, Target::Workload, "deployment/api", "Lets the readiness probes fail (HTTP ones with status 503).",
        "The pods run but are not ready, and leave their services' endpoints; Unhealthy events name the status."},
    {"liveness-failing", Place::Runtime, Target::Workload, "deployment/api", "Lets the liveness probes fail (HTTP ones with status 500).",
        "Unhealthy and Killing events; the containers are restarted again and again."},
    {"node-lost", Place::Runtime, Target::Node, "sandbox-1", "Silences a node's kubelet.",
        "After 50 s the node is NotReady (Unknown) and tainted; after 300 s more its pods are to be deleted, hang in Terminating, and others replace them."},
    {"node-pressure", Place::Runtime, Target::Node, "sandbox-1", "Lets a node run short of memory.",
        "The node has MemoryPressure and a taint, one of its pods is Evicted and replaced elsewhere."},
    {"metrics-down", Place::Api, Target::None, "", "Takes the metrics API's server away.",
        "`kubectl top` is refused with 503, autoscalers lose their metric (FailedGetResourceMetric) and stand still."},
    {"api-slow", Place::Api, Target::Milliseconds, "3000", "Lets every request to the API server wait.", "Everything answers late; what has a short time-out fails."},
    {"api-throttled", Place::Api, Target::None, "", "Turns every request away with 429 and Retry-After: 1.",
        "Clients try again for a while, then say that the server has received too many requests."},
    {"api-unavailable", Place::Api, Target::None, "", "Answers every request, health checks too, with 503.",
        "Nothing can be read or changed; what is shown is old. What runs goes on running."},
    {"token-expired", Place::Api, Target::None, "", "No longer accepts the kubeconfig's token.",
        "Every request is answered 401 Unauthorized until there is a new login; pods with tokens of their own go on."},
    {"certificate-expired", Place::Api, Target::None, "", "Serves a certificate that has expired an hour ago, and breaks the connections that are there.",
        "Clients refuse to connect: \"certificate has expired or is not yet valid\"."},
    {"clock-skew", Place::Api, Target::None, "", "Sets the API server's clock back by a day.",
        "The tokens that pods were given since are not yet valid: their requests are answered 401 Unauthorized, Prometheus finds no more pods. kubectl says `<invalid>` for ages, and what is made now bears yesterday's date, also after the fault."},
    {"api-restart", Place::Moment, Target::None, "", "Breaks every connection and lets nobody in for two seconds.",
        "Connections are refused, then everybody connects again; nothing is lost."},
    {"drop-watches", Place::Moment, Target::None, "", "Breaks the connection of every watch once.", "Whoever watches connects again and goes on where it was."},
    {"expire-watches", Place::Moment, Target::None, "", "Lets the API server forget its history once.",
        "Every watch ends with 410 Gone (\"too old resource version\"); whoever watches lists anew."},
});

} // namespace

std::span<const Fault> faults() {
    return catalogue;
}

const Fault *findFault(std::string_view name) {
    const auto found = std::ranges::find(catalogue, name, &Fault::name);
    return found == catalogue.end() ? nullptr : &*found;
}

std::string_view placeholder(Fault::Target target) {
    switch (target) {
    case Target::None:
        break;
    case Target::Namespace:
        return "NAMESPACE";
    case Target::Workload:
        return "WORKLOAD";
    case Target::Node:
        return "NODE";
    case Target::Milliseconds:
        return "MILLISECONDS";
    }
    return "";
}

} // namespace sandbox
