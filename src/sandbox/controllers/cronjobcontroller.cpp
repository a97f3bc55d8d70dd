// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs by the clock. https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ (time zone UTC)
#include "sandbox/controllers/controllerset.h"
#include "sandbox/controllers/cronschedule.h"
#include "sandbox/controllers/manager.h"
#include "sandbox/controllers/podtemplate.h"
#include "sandbox/store/fields.h"

#include <algorithm>
#include <limits>

namespace sandbox {

namespace {

constexpr int mostMissed = 100; // more missed starts are not counted one by one

bool jobOver(const Json &job) {
    return conditionTrue(job, "Complete") || conditionTrue(job, "Failed");
}

class CronJobController : public Controller {
public:
    explicit CronJobController(Manager &manager)
        : Controller(manager, "cronjobs.batch", "cronjob-controller") {}

    [[nodiscard]] std::vector<std::string> watches() const override { return {"jobs.batch"}; }

    void observe(const StoreEvent &event) override {
        if (event.id.resource == "jobs.batch")
            enqueueOwner(event);
    }

    void reconcile(const Key &key) override {
        const ObjectPtr cron = m_store.get(id(key));
        if (!cron || isTerminating(*cron))
            return;
        noteFinished(key, *cron);
        trimHistory(key, *cron);
        if (flagAt(*cron, "spec.suspend"))
            return;
        const std::string text = textAt(*cron, "spec.schedule");
        const auto schedule = CronSchedule::parse(text);
        if (!schedule)
            return event(id(key), *cron, EventType::Warning, "UnparseableSchedule", "unparseable schedule: \"" + text + "\"");
        if (const auto due = latestDue(*cron, *schedule))
            start(key, *cron, *due);
        if (const auto next = schedule->next(nowMs()))
            enqueueAfter(key, std::chrono::milliseconds(*next - nowMs()));
    }

private:
    [[nodiscard]] std::vector<ObjectPtr> jobsOf(const Json &cron) const { return m_index.controlled(uidOf(cron), "jobs.batch"); }

    /// The last scheduled time that is over and was not started.
    [[nodiscard]] std::optional<std::int64_t> latestDue(const Json &cron, const CronSchedule &schedule) const {
        const std::string last = textAt(cron, "status.lastScheduleTime", textAt(cron, "metadata.creationTimestamp"));
        std::int64_t from = timeMs(last).value_or(nowMs());
        if (const Json &deadline = field(cron, "spec.startingDeadlineSeconds"); deadline.is_number())
            from = std::max<std::int64_t>(from, nowMs() - deadline.get<long long>() * 1000);
        std::optional<std::int64_t> due;
        for (int i = 0; i < mostMissed; ++i) {
            const auto next = schedule.next(due.value_or(from));
            if (!next || *next > nowMs())
                break;
            due = next;
        }
        return due;
    }

    void start(const Key &key, const Json &cron, std::int64_t due) {
        const std::string policy = textAt(cron, "spec.concurrencyPolicy", "Allow");
        for (const auto &job : jobsOf(cron)) {
            if (jobOver(*job))
                continue;
            if (policy == "Forbid") {
                return event(id(key), cron, EventType::Normal, "JobAlreadyActive",
                    "Not starting job because prior execution is running and concurrency policy is Forbid");
            }
            if (policy == "Replace")
                deleteJob(key, cron, nameOf(*job));
        }
        const std::string name = key.second + "-" + std::to_string(due / 60'000);
        const Json &base = field(cron, "spec.jobTemplate");
        Json metadata = {{"ownerReferences", ownerReferences(cron)}};
        for (const char *part : {"labels", "annotations"}) {
            if (const Json &value = field(field(base, "metadata"), part); !value.is_null())
                metadata[part] = value;
        }
        metadata["annotations"]["batch.kubernetes.io/cronjob-scheduled-timestamp"] = timeText(due);
        const auto created = m_manager.create({"jobs.batch", key.first, name},
            {{"apiVersion", "batch/v1"}, {"kind", "Job"}, {"metadata", std::move(metadata)}, {"spec", field(base, "spec")}});
        if (!created && created.error().reason != "AlreadyExists")
            return event(id(key), cron, EventType::Warning, "FailedCreate", "Error creating job: " + created.error().message);
        if (created)
            event(id(key), cron, EventType::Normal, "SuccessfulCreate", "Created job " + name);
        (void)m_store.mutate(id(key), [due](Json &object) {
            object["status"]["lastScheduleTime"] = timeText(due);
            return true;
        });
        writeActive(key, cron);
    }

    void deleteJob(const Key &key, const Json &cron, const std::string &name) {
        (void)m_store.remove({"jobs.batch", key.first, name});
        event(id(key), cron, EventType::Normal, "SuccessfulDelete", "Deleted job " + name);
    }

    void noteFinished(const Key &key, const Json &cron) {
        for (const auto &reference : itemsAt(cron, "status.active")) {
            const ObjectPtr job = m_store.get({"jobs.batch", key.first, textAt(reference, "name")});
            if (!job || !jobOver(*job))
                continue;
            event(id(key), cron, EventType::Normal, "SawCompletedJob",
                "Saw completed job: " + nameOf(*job) + ", condition: " + (conditionTrue(*job, "Complete") ? "Complete" : "Failed"));
        }
        writeActive(key, cron);
    }

    void writeActive(const Key &key, const Json &cron) {
        Json active = Json::array();
        std::string success = textAt(cron, "status.lastSuccessfulTime");
        for (const auto &job : jobsOf(cron)) {
            success = std::max(success, textAt(*job, "status.completionTime"));
            if (!jobOver(*job)) {
                active.push_back({{"apiVersion", "batch/v1"}, {"kind", "Job"}, {"name", nameOf(*job)}, {"namespace", key.first},
                    {"uid", uidOf(*job)}, {"resourceVersion", textAt(*job, "metadata.resourceVersion")}});
            }
        }
        (void)m_store.mutate(id(key), [&](Json &object) {
            Json &status = object["status"];
            if (!status.is_object())
                status = Json::object();
            status.erase("active");
            if (!active.empty())
                status["active"] = active;
            if (!success.empty())
                status["lastSuccessfulTime"] = success;
            return true;
        });
    }

    void trimHistory(const Key &key, const Json &cron) {
        trim(key, cron, "Complete", numberAt(cron, "spec.successfulJobsHistoryLimit", 3));
        trim(key, cron, "Failed", numberAt(cron, "spec.failedJobsHistoryLimit", 1));
    }

    void trim(const Key &key, const Json &cron, std::string_view condition, long long limit) {
        auto jobs = jobsOf(cron);
        std::erase_if(jobs, [condition](const ObjectPtr &job) { return !conditionTrue(*job, condition); });
        std::ranges::sort(jobs, {}, [](const ObjectPtr &job) {
            return std::pair(textAt(*job, "status.startTime"), nameOf(*job));
        });
        for (std::size_t i = 0; i + static_cast<std::size_t>(std::max(0LL, limit)) < jobs.size(); ++i)
            deleteJob(key, cron, nameOf(*jobs[i]));
    }
};

} // namespace

std::unique_ptr<Controller> makeCronJobController(Manager &manager) {
    return std::make_unique<CronJobController>(manager);
}

} // namespace sandbox
