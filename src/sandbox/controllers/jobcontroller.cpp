// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Pods that run to an end. https://kubernetes.io/docs/concepts/workloads/controllers/job/ (completion mode NonIndexed)
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/controllers/podtemplate.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <optional>

namespace sandbox {

namespace {

constexpr std::int64_t firstBackOffMs = 10'000; // after a failed pod; doubles
constexpr std::int64_t longestBackOffMs = 360'000;

struct JobPods {
    std::vector<ObjectPtr> active;
    long long succeeded = 0;
    long long failed = 0;
    long long ready = 0;
    long long restarts = 0;
    std::int64_t lastFailureMs = 0;
};

struct Verdict {
    bool failed = false;
    std::string reason;
    std::string message;
};

bool finished(const Json &job) {
    return conditionTrue(job, "Complete") || conditionTrue(job, "Failed");
}

std::int64_t endOf(const Json &pod) {
    std::int64_t last = 0;
    for (const auto &status : itemsAt(pod, "status.containerStatuses"))
        last = std::max(last, timeMs(textAt(status, "state.terminated.finishedAt")).value_or(0));
    return last;
}

class JobController : public Controller {
public:
    explicit JobController(Manager &manager)
        : Controller(manager, "jobs.batch", "job-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"pods"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource == "pods")
            enqueueOwner(event);
    }

    void reconcile(const Key &key) override {
        const ObjectPtr job = m_store.get(id(key));
        if (!job || isTerminating(*job))
            return;
        if (finished(*job))
            return expire(key, *job);
        if (field(*job, "spec.selector").is_null()) {
            generateSelector(key); // its event brings the job back
            return;
        }
        const JobPods pods = podsOf(*job);
        if (flagAt(*job, "spec.suspend"))
            return suspend(key, *job, pods);
        begin(key, *job);
        const ObjectPtr begun = m_store.get(id(key));
        if (const auto verdict = judge(key, *begun, pods))
            return finish(key, *begun, *verdict);
        fill(key, *begun, pods);
        writeCounts(key, podsOf(*begun));
    }

private:
    [[nodiscard]] JobPods podsOf(const Json &job) const {
        JobPods pods;
        for (auto &pod : m_index.controlled(uidOf(job), "pods")) {
            const std::string phase = textAt(*pod, "status.phase");
            for (const auto &status : itemsAt(*pod, "status.containerStatuses"))
                pods.restarts += numberAt(status, "restartCount");
            if (phase == "Succeeded") {
                ++pods.succeeded;
            } else if (phase == "Failed") {
                ++pods.failed;
                pods.lastFailureMs = std::max(pods.lastFailureMs, endOf(*pod));
            } else if (!isTerminating(*pod)) {
                pods.ready += podReady(*pod);
                pods.active.push_back(std::move(pod));
            }
        }
        return pods;
    }

    /// What an API server does on creation, for jobs that did not come through one.
    void generateSelector(const Key &key) {
        (void)m_store.mutate(id(key), [&key](Json &job) {
            const std::string uid = uidOf(job);
            job["spec"]["selector"] = {{"matchLabels", {{"batch.kubernetes.io/controller-uid", uid}}}};
            Json &labels = job["spec"]["template"]["metadata"]["labels"];
            for (const char *prefix : {"", "batch.kubernetes.io/"}) {
                labels[std::string(prefix) + "controller-uid"] = uid;
                labels[std::string(prefix) + "job-name"] = key.second;
            }
            return true;
        });
    }

    void suspend(const Key &key, const Json &job, const JobPods &pods) {
        for (const auto &pod : pods.active) {
            deletePod(m_store, {"pods", key.first, nameOf(*pod)});
            event(id(key), job, EventType::Normal, "SuccessfulDelete", "Deleted pod: " + nameOf(*pod));
        }
        if (!conditionTrue(job, "Suspended"))
            event(id(key), job, EventType::Normal, "Suspended", "Job suspended");
        (void)m_store.mutate(id(key), [this](Json &object) {
            setCondition(object, "Suspended", true, "JobSuspended", "Job suspended", now());
            object["status"].erase("startTime");
            return true;
        });
        writeCounts(key, podsOf(job));
    }

    void begin(const Key &key, const Json &job) {
        if (field(job, "status.startTime").is_string())
            return;
        const bool resumed = conditionTrue(job, "Suspended");
        if (resumed)
            event(id(key), job, EventType::Normal, "Resumed", "Job resumed");
        (void)m_store.mutate(id(key), [&](Json &object) {
            object["status"]["startTime"] = now();
            if (resumed)
                setCondition(object, "Suspended", false, "JobResumed", "Job resumed", now());
            return true;
        });
    }

    std::optional<Verdict> judge(const Key &key, const Json &job, const JobPods &pods) {
        const long long limit = numberAt(job, "spec.backoffLimit", 6);
        const bool restartsCount = textAt(job, "spec.template.spec.restartPolicy") == "OnFailure" && limit > 0 && pods.restarts >= limit;
        if (pods.failed > limit || restartsCount)
            return Verdict{true, "BackoffLimitExceeded", "Job has reached the specified backoff limit"};
        if (const Json &deadline = field(job, "spec.activeDeadlineSeconds"); deadline.is_number()) {
            const std::int64_t left = timeMs(textAt(job, "status.startTime")).value_or(nowMs()) + deadline.get<long long>() * 1000 - nowMs();
            if (left <= 0)
                return Verdict{true, "DeadlineExceeded", "Job was active longer than specified deadline"};
            enqueueAfter(key, std::chrono::milliseconds(left));
        }
        const Json &completions = field(job, "spec.completions");
        const bool queue = completions.is_null() && field(job, "spec.parallelism").is_number();
        const bool complete = queue ? pods.succeeded > 0 && pods.active.empty() : pods.succeeded >= numberAt(job, "spec.completions", 1);
        return complete ? std::optional(Verdict{false, "CompletionsReached", "Reached expected number of succeeded pods"}) : std::nullopt;
    }

    void finish(const Key &key, const Json &job, const Verdict &verdict) {
        for (const auto &pod : podsOf(job).active) {
            deletePod(m_store, {"pods", key.first, nameOf(*pod)});
            event(id(key), job, EventType::Normal, "SuccessfulDelete", "Deleted pod: " + nameOf(*pod));
        }
        if (verdict.failed)
            event(id(key), job, EventType::Warning, verdict.reason, verdict.message);
        else
            event(id(key), job, EventType::Normal, "Completed", "Job completed");
        writeCounts(key, podsOf(job));
        (void)m_store.mutate(id(key), [&](Json &object) {
            const Json probe = {{"lastProbeTime", now()}};
            setCondition(object, verdict.failed ? "FailureTarget" : "SuccessCriteriaMet", true, verdict.reason, verdict.message, now(), probe);
            setCondition(object, verdict.failed ? "Failed" : "Complete", true, verdict.reason, verdict.message, now(), probe);
            if (!verdict.failed)
                object["status"]["completionTime"] = now();
            return true;
        });
    }

    void fill(const Key &key, const Json &job, const JobPods &pods) {
        const long long parallelism = numberAt(job, "spec.parallelism", 1);
        long long wanted = parallelism;
        if (!field(job, "spec.completions").is_null() || field(job, "spec.parallelism").is_null())
            wanted = std::min(parallelism, numberAt(job, "spec.completions", 1) - pods.succeeded);
        else if (pods.succeeded > 0)
            wanted = 0; // a work queue starts nobody once one has seen its end
        const auto active = static_cast<long long>(pods.active.size());
        for (long long i = wanted; i < active; ++i)
            deletePod(m_store, {"pods", key.first, nameOf(*pods.active[static_cast<std::size_t>(i)])});
        if (active >= wanted)
            return;
        if (pods.failed > 0) {
            const std::int64_t backOff = std::min(longestBackOffMs, firstBackOffMs << std::min(pods.failed - 1, 10LL));
            if (const std::int64_t left = pods.lastFailureMs + backOff - nowMs(); left > 0)
                return enqueueAfter(key, std::chrono::milliseconds(left));
        }
        for (long long i = active; i < wanted; ++i) {
            if (!createPod(key, job))
                return;
        }
    }

    bool createPod(const Key &key, const Json &job) {
        const std::string name = key.second + "-" + randomSuffix();
        const auto created = m_manager.create({"pods", key.first, name}, podFromTemplate(job, field(job, "spec.template")));
        if (created) {
            event(id(key), job, EventType::Normal, "SuccessfulCreate", "Created pod: " + name);
            return true;
        }
        event(id(key), job, EventType::Warning, "FailedCreate", "Error creating: " + created.error().message);
        enqueueAfter(key, retryRefused);
        return false;
    }

    void writeCounts(const Key &key, const JobPods &pods) {
        (void)m_store.mutate(id(key), [&](Json &job) {
            Json &status = job["status"];
            const auto count = [&status](const char *name, long long value) {
                if (value == 0)
                    status.erase(name);
                else
                    status[name] = value;
            };
            status["uncountedTerminatedPods"] = Json::object();
            status["ready"] = pods.ready;
            status["terminating"] = 0;
            count("active", static_cast<long long>(pods.active.size()));
            count("succeeded", pods.succeeded);
            count("failed", pods.failed);
            return true;
        });
    }

    void expire(const Key &key, const Json &job) {
        const Json &lifetime = field(job, "spec.ttlSecondsAfterFinished");
        if (!lifetime.is_number())
            return;
        const Json &end = conditionTrue(job, "Complete") ? conditionOf(job, "Complete") : conditionOf(job, "Failed");
        const std::int64_t left
            = timeMs(textAt(end, "lastTransitionTime")).value_or(nowMs()) + lifetime.get<long long>() * 1000 - nowMs();
        if (left > 0)
            enqueueAfter(key, std::chrono::milliseconds(left));
        else
            (void)m_store.remove(id(key));
    }
};

} // namespace

std::unique_ptr<Controller> makeJobController(Manager &manager) {
    return std::make_unique<JobController>(manager);
}

} // namespace sandbox
